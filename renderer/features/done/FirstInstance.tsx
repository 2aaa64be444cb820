/** Launch your first instance: the command, and the shell in which it works at once. */
import { Button } from '@mantine/core'
import { IconTerminal2 } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { useRequest } from '../../api/useRequest.ts'
import { Copyable } from '../../ui/Copyable.tsx'
import css from './FirstInstance.module.css'
import { createCommand, type FirstNetwork } from './firstInstance.ts'

const PLACES: Readonly<Record<FirstNetwork, string>> = {
  lan: 'It gets an address of your own network, so any computer there can reach it.',
  private: 'It is in a network apart from yours; a floating IP makes it reachable where a LAN is set up.',
}

export function FirstInstance({ cloud }: { readonly cloud: string }) {
  const navigate = useNavigate()
  const { data: file, error: noFile } = useRequest('clouds.read', { cloud })
  const { data: design, error: noDesign } = useRequest(
    'design.read',
    { text: file?.text ?? '' },
    { enabled: file !== undefined },
  )
  const network: FirstNetwork = design?.file.networks?.provider == null ? 'private' : 'lan'
  return (
    <section className={css.first} aria-labelledby="first-instance">
      <h2 id="first-instance">Launch your first instance</h2>
      <p>
        Type this in a local terminal, where the cloud's credentials are set and its APIs are reached through ssh.{' '}
        {design === undefined ? '' : PLACES[network]}
      </p>
      {design === undefined && noFile === null && noDesign === null ? (
        <p>Looking in cloud.yaml which network it can be on.</p>
      ) : (
        <Copyable block text={createCommand(network)} what="command" />
      )}
      <div>
        <Button
          variant="default"
          leftSection={<IconTerminal2 size={14} aria-hidden />}
          onClick={() => navigate('../terminals?open=local')}
        >
          Open a local terminal
        </Button>
      </div>
    </section>
  )
}
