/** Projects: whose things are whose. Administrators make and change them; others see those they have a role in. */
import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { Link } from 'react-router'
import type { CloudProject } from '../../../electron/contract/live.ts'
import { useMe } from '../../api/useMe.ts'
import { useRows } from '../../api/useRows.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { isolated } from '../../ui/bidi.ts'
import { Copyable } from '../../ui/Copyable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Name } from '../../ui/Name.tsx'
import { ScreenActions } from '../../ui/Screen.tsx'
import { SideDrawer, useDrawer, WithDrawer } from '../../ui/SideDrawer.tsx'
import { Status } from '../../ui/Status.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { NoAnswer } from '../instances/NoAnswer.tsx'
import css from './Access.module.css'
import { Grants } from './Grants.tsx'
import { grantsOf } from './grantRows.ts'
import { CreateProjectDialog, DeleteProjectDialog, EditProjectDialog, ProjectSwitchDialog } from './ProjectDialogs.tsx'

type Kind = 'edit' | 'switch' | 'delete'

interface ProjectRow extends CloudProject {
  /** Undefined where it is not told. */
  readonly members: number | undefined
}

const BY_NAME = [{ id: 'name', desc: false }]
const rowId = ({ id }: ProjectRow): string => id

const COLUMNS: readonly Column<ProjectRow>[] = [
  {
    id: 'name',
    title: 'Name',
    width: 220,
    value: ({ name }) => name,
    cell: ({ id, name }) => <Name name={name} id={id} strong />,
  },
  {
    id: 'state',
    title: 'State',
    width: 110,
    value: ({ isEnabled }) => (isEnabled ? 'Enabled' : 'Disabled'),
    cell: ({ isEnabled }) => <Status kind={isEnabled ? 'works' : 'off'}>{isEnabled ? 'Enabled' : 'Disabled'}</Status>,
  },
  { id: 'members', title: 'Members', width: 96, align: 'end', mono: true, value: ({ members }) => members },
  {
    id: 'description',
    title: 'Description',
    width: 340,
    value: ({ description }) => description,
    cell: ({ description }) => (description === '' ? '' : <Name name={description} />),
  },
  { id: 'domain', title: 'Domain', width: 120, hidden: true, mono: true, value: ({ domainId }) => domainId },
  { id: 'id', title: 'ID', width: 280, hidden: true, mono: true, value: ({ id }) => id },
]

export function Projects({ cloud }: { readonly cloud: string }) {
  const me = useMe(cloud)
  const isAdmin = me?.isAdmin === true
  const asAdmin = isAdmin ? { cloud, all: true } : undefined
  const {
    at,
    complete,
    error,
    rows: told,
  } = useRows('live.projects', me === undefined ? undefined : { cloud, all: isAdmin })
  const assignments = useRows('live.roleAssignments', asAdmin).rows
  const users = useRows('live.users', asAdmin).rows
  const roles = useRows('live.roles', asAdmin).rows
  const drawer = useDrawer('project')
  const creating = useDrawer('create')
  const [dialog, setDialog] = useState<{ readonly kind: Kind; readonly project: CloudProject }>()
  const rows = useMemo(() => {
    const members = Map.groupBy(assignments ?? [], ({ project }) => project?.id)
    return told?.map((project): ProjectRow => {
      const who = new Set((members.get(project.id) ?? []).map(({ group, user }) => user?.id ?? group?.id))
      return { ...project, members: assignments === undefined ? undefined : who.size }
    })
  }, [told, assignments])
  const open = rows?.find(({ id }) => id === drawer.open)
  const quotas = (id: string): string => `/clouds/${cloud}/access?tab=quotas&project=${encodeURIComponent(id)}`
  const items = (project: CloudProject): readonly (readonly [Kind, string])[] => [
    ['edit', 'Rename or describe…'],
    ['switch', project.isEnabled ? 'Disable…' : 'Enable…'],
    ['delete', 'Delete…'],
  ]
  const close = (): void => setDialog(undefined)
  return (
    <>
      {error === undefined ? undefined : (
        <NoAnswer cloud={cloud} error={error} at={told === undefined ? undefined : at} />
      )}
      {rows === undefined ? (
        error === undefined && <Waiting what="projects" />
      ) : (
        <>
          {isAdmin ? (
            <ScreenActions>
              <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => creating.show('yes')}>
                Create project
              </Button>
            </ScreenActions>
          ) : undefined}
          <WithDrawer
            drawer={
              open === undefined ? undefined : (
                <SideDrawer
                  title={open.name}
                  status={
                    <Status kind={open.isEnabled ? 'works' : 'off'}>{open.isEnabled ? 'Enabled' : 'Disabled'}</Status>
                  }
                  onClose={drawer.close}
                  actions={
                    <>
                      <Button component={Link} to={quotas(open.id)} size="compact-sm" variant="default">
                        Quotas
                      </Button>
                      {isAdmin
                        ? items(open).map(([kind, word]) => (
                            <Button
                              key={kind}
                              size="compact-sm"
                              variant="default"
                              {...(kind === 'delete' ? { color: 'red' } : {})}
                              onClick={() => setDialog({ kind, project: open })}
                            >
                              {word}
                            </Button>
                          ))
                        : undefined}
                    </>
                  }
                >
                  <KeyValue
                    rows={[
                      ['Description', open.description === '' ? 'None' : <Name key="d" name={open.description} />],
                      ['Domain', <code key="o">{open.domainId}</code>],
                      ['ID', <Copyable key="i" text={open.id} what="id" />],
                      ...(open.tags.length === 0 ? [] : [['Tags', open.tags.join(', ')] as const]),
                    ]}
                  />
                  {isAdmin ? (
                    <Grants
                      cloud={cloud}
                      of={{ project: open }}
                      grants={grantsOf(assignments ?? [], { project: open.id })}
                      others={users ?? []}
                      roles={roles ?? []}
                      me={me?.user.id}
                    />
                  ) : undefined}
                </SideDrawer>
              )
            }
          >
            <DataTable
              id="projects"
              label="Projects"
              rows={rows}
              columns={COLUMNS}
              rowId={rowId}
              sort={BY_NAME}
              tools={
                <span className={css.quiet}>
                  {isAdmin
                    ? 'Everything in the cloud belongs to a project, which has quotas and members.'
                    : `The projects ${isolated(me?.user.name ?? 'you')} may log in to. Only administrators make and change them.`}
                </span>
              }
              open={drawer.open}
              onOpen={(row) => drawer.show(row.id)}
              menu={(row) =>
                isAdmin ? (
                  <>
                    {items(row).map(([kind, word]) => (
                      <Menu.Item
                        key={kind}
                        {...(kind === 'delete' ? { color: 'red' } : {})}
                        onClick={() => setDialog({ kind, project: row })}
                      >
                        {word}
                      </Menu.Item>
                    ))}
                    <Menu.Divider />
                  </>
                ) : undefined
              }
              empty={
                complete ? (
                  <EmptyState title="No project">You have a role in none. Ask an administrator for one.</EmptyState>
                ) : undefined
              }
            />
          </WithDrawer>
        </>
      )}
      {isAdmin && creating.open !== undefined ? (
        <CreateProjectDialog cloud={cloud} onClose={creating.close} />
      ) : undefined}
      {dialog?.kind === 'edit' ? (
        <EditProjectDialog cloud={cloud} project={dialog.project} onClose={close} />
      ) : undefined}
      {dialog?.kind === 'switch' ? (
        <ProjectSwitchDialog cloud={cloud} project={dialog.project} mine={me?.project.id} onClose={close} />
      ) : undefined}
      {dialog?.kind === 'delete' ? (
        <DeleteProjectDialog cloud={cloud} project={dialog.project} mine={me?.project.id} onClose={close} />
      ) : undefined}
    </>
  )
}
