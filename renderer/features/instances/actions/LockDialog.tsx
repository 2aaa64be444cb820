/** Locks instances, with a reason for whoever finds them locked. */
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { count } from '../../../ui/words.ts'
import { deed } from './deeds.ts'
import { type InstancesDialogProps, targetOf } from './dialogProps.ts'

export function LockDialog({ cloud, servers, onClose }: InstancesDialogProps) {
  const [typed, setTyped] = useState('')
  const reason = typed.trim()
  const [first] = servers
  const one = servers.length === 1
  return (
    <ActionDialog
      cloud={cloud}
      title={`Lock ${one ? isolated(first?.name ?? '') : count(servers.length, 'instance')}`}
      submit="Lock"
      steps={servers.map((server) => ({
        action: 'server.lock',
        input: { ...targetOf(server), ...(reason === '' ? {} : { reason }) },
      }))}
      mark={{ ids: servers.map(({ id }) => id), words: deed('lock').doing }}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <p>
            Until {one ? 'it is' : 'they are'} unlocked, nobody but administrators can stop, change or delete{' '}
            {one ? 'it' : 'them'}.
          </p>
          <TextInput
            label="Reason"
            description="Optional. Everybody who looks at it can read it."
            data-autofocus
            autoComplete="off"
            dir="auto"
            value={typed}
            error={problem('reason')}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </>
      )}
    </ActionDialog>
  )
}
