/** The dashboard: opened through ssh, so that no port of the cloud must be open to this computer. */
import { Button } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useAction } from '../../api/useRequest.ts'
import { Copyable } from '../../ui/Copyable.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import css from './FirstInstance.module.css'

export function Dashboard({ cloud }: { readonly cloud: string }) {
  const open = useAction('access.horizon', { quiet: true })
  return (
    <section className={css.first} aria-labelledby="dashboard">
      <h2 id="dashboard">Dashboard</h2>
      <p>Horizon, OpenStack's own web interface, opened through ssh. Sign in as admin with the copied password.</p>
      <div>
        <Button
          variant="default"
          leftSection={<IconExternalLink size={14} aria-hidden />}
          loading={open.isPending}
          onClick={() => open.mutate({ cloud })}
        >
          Open Horizon
        </Button>
      </div>
      {open.data === undefined ? undefined : (
        <p role="status">
          It answers at <Copyable text={open.data.url} what="address of the dashboard" /> as long as this app runs.
        </p>
      )}
      {open.error === null ? undefined : <ErrorNote error={open.error.data} />}
    </section>
  )
}
