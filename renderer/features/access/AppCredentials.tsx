/** Application credentials: ways for programs to log in as you to one project, that end or can be taken back. */
import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { ApplicationCredential } from '../../../electron/contract/live.ts'
import { useMe } from '../../api/useMe.ts'
import { useRows } from '../../api/useRows.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { isolated } from '../../ui/bidi.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Name } from '../../ui/Name.tsx'
import { ScreenActions } from '../../ui/Screen.tsx'
import { useDrawer } from '../../ui/SideDrawer.tsx'
import { Status } from '../../ui/Status.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { moment } from '../../ui/time.ts'
import { NoAnswer } from '../instances/NoAnswer.tsx'
import css from './Access.module.css'
import { CreateAppCredential } from './CreateAppCredential.tsx'

interface CredentialRow extends ApplicationCredential {
  readonly projectName: string | undefined
}

const BY_NAME = [{ id: 'name', desc: false }]
const rowId = ({ id }: CredentialRow): string => id

const COLUMNS: readonly Column<CredentialRow>[] = [
  {
    id: 'name',
    title: 'Name',
    width: 200,
    value: ({ name }) => name,
    cell: ({ id, name }) => <Name name={name} id={id} strong />,
  },
  {
    id: 'expires',
    title: 'Ends',
    width: 216,
    value: ({ expiresAt }) => (expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiresAt)),
    text: endWords,
    cell: (row) =>
      row.expiresAt === undefined ? (
        endWords(row)
      ) : (
        <Status kind={Date.parse(row.expiresAt) < Date.now() ? 'failed' : 'works'}>{endWords(row)}</Status>
      ),
  },
  {
    id: 'project',
    title: 'Project',
    width: 160,
    value: ({ projectId, projectName }) => projectName ?? projectId,
    cell: ({ projectId, projectName }) => <Name name={projectName ?? projectId} />,
  },
  {
    id: 'roles',
    title: 'Roles',
    width: 180,
    value: ({ roles }) => roles.map(({ name }) => name).join(', '),
    cell: ({ roles }) => <Name name={roles.map(({ name }) => name).join(', ')} />,
  },
  {
    id: 'restricted',
    title: 'May make others',
    width: 130,
    value: ({ isUnrestricted }) => (isUnrestricted ? 'Yes' : 'No'),
    cell: ({ isUnrestricted }) => (isUnrestricted ? <Status kind="needs-you">Yes</Status> : 'No'),
  },
  {
    id: 'description',
    title: 'Description',
    width: 220,
    value: ({ description }) => description,
    cell: ({ description }) => (description === '' ? '' : <Name name={description} />),
  },
  { id: 'id', title: 'ID', width: 280, hidden: true, mono: true, value: ({ id }) => id },
]

function endWords({ expiresAt }: CredentialRow): string {
  if (expiresAt === undefined) return 'Never'
  const at = Date.parse(expiresAt)
  return at < Date.now() ? `Ended ${moment(at)}` : moment(at)
}

export function AppCredentials({ cloud }: { readonly cloud: string }) {
  const me = useMe(cloud)
  const { at, complete, error, rows: told } = useRows('live.applicationCredentials', { cloud })
  const projects = useRows('live.projects', { cloud })
  const creating = useDrawer('create')
  const [deleting, setDeleting] = useState<readonly CredentialRow[]>()
  const rows = useMemo(
    () => told?.map((one): CredentialRow => ({ ...one, projectName: projects.byId.get(one.projectId)?.name })),
    [told, projects.byId],
  )
  const create = (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      disabled={me === undefined}
      onClick={() => creating.show('yes')}
    >
      Create application credential
    </Button>
  )
  return (
    <>
      {error === undefined ? undefined : (
        <NoAnswer cloud={cloud} error={error} at={told === undefined ? undefined : at} />
      )}
      {rows === undefined ? (
        error === undefined && <Waiting what="application credentials" />
      ) : rows.length === 0 && complete ? (
        <EmptyState title="No application credentials yet" action={create}>
          Give programs (Terraform, a backup, a pipeline) one each instead of your password: it works in one project,
          with the roles you choose, until the day you choose or until you delete it.
        </EmptyState>
      ) : (
        <>
          <ScreenActions>{create}</ScreenActions>
          <DataTable
            id="app-credentials"
            label="Application credentials"
            rows={rows}
            columns={COLUMNS}
            rowId={rowId}
            sort={BY_NAME}
            tools={
              <span className={css.quiet}>
                Those of {isolated(me?.user.name ?? '')}. A secret is told once, when it is made, and goes straight to a
                file or the clipboard.
              </span>
            }
            actions={(chosen) => (
              <Button variant="default" color="red" onClick={() => setDeleting(chosen)}>
                Delete…
              </Button>
            )}
            menu={(row) => (
              <>
                <Menu.Item color="red" onClick={() => setDeleting([row])}>
                  Delete…
                </Menu.Item>
                <Menu.Divider />
              </>
            )}
          />
        </>
      )}
      {creating.open !== undefined && me !== undefined ? (
        <CreateAppCredential cloud={cloud} me={me} projects={projects.rows ?? []} onClose={creating.close} />
      ) : undefined}
      {deleting === undefined || me === undefined ? undefined : (
        <ActionDialog
          cloud={cloud}
          title={
            deleting.length === 1
              ? `Delete ${isolated(deleting[0]?.name ?? '')}?`
              : `Delete ${deleting.length} application credentials?`
          }
          submit={deleting.length === 1 ? 'Delete the application credential' : 'Delete them'}
          danger
          steps={deleting.map(({ id, name }) => ({
            action: 'applicationCredential.delete',
            input: { id, name, userId: me.user.id },
          }))}
          // Those that are gone already are not asked to go again after a failure.
          chain={(step) => step}
          onClose={() => setDeleting(undefined)}
        >
          <p>Programs that use {deleting.length === 1 ? 'it' : 'them'} can no longer log in, from this moment on.</p>
        </ActionDialog>
      )}
    </>
  )
}
