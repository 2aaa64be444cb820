/** Users: who may log in, and with which roles where. For administrators. */
import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { User } from '../../../electron/contract/live.ts'
import { useMe } from '../../api/useMe.ts'
import { useRows } from '../../api/useRows.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { Copyable } from '../../ui/Copyable.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Name } from '../../ui/Name.tsx'
import { ScreenActions } from '../../ui/Screen.tsx'
import { SideDrawer, useDrawer, WithDrawer } from '../../ui/SideDrawer.tsx'
import { Status } from '../../ui/Status.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { moment } from '../../ui/time.ts'
import { NoAnswer } from '../instances/NoAnswer.tsx'
import css from './Access.module.css'
import { Grants } from './Grants.tsx'
import { grantsOf, serviceUsers } from './grantRows.ts'
import { CreateUserDialog, EditUserDialog } from './UserDialogs.tsx'
import { DeleteUserDialog, PasswordDialog, UserSwitchDialog } from './UserLogin.tsx'

type Kind = 'edit' | 'password' | 'switch' | 'delete'

interface UserRow extends User {
  /** Names of the projects with a role. */
  readonly projects: readonly string[]
  /** A login of the cloud's own. */
  readonly isService: boolean
  readonly homeName: string | undefined
}

const BY_NAME = [{ id: 'name', desc: false }]
const rowId = ({ id }: UserRow): string => id

const COLUMNS: readonly Column<UserRow>[] = [
  {
    id: 'name',
    title: 'Name',
    width: 200,
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
  {
    id: 'kind',
    title: 'Kind',
    width: 100,
    value: ({ isService }) => (isService ? 'Service' : 'Person'),
  },
  {
    id: 'projects',
    title: 'Projects',
    width: 220,
    value: ({ projects }) => projects.join(', ') || undefined,
    cell: ({ projects }) => <Name name={projects.length === 0 ? 'None' : projects.join(', ')} />,
  },
  { id: 'email', title: 'Email', width: 200, value: ({ email }) => email },
  {
    id: 'description',
    title: 'Description',
    width: 220,
    value: ({ description }) => description,
    cell: ({ description }) => (description === '' ? '' : <Name name={description} />),
  },
  { id: 'home', title: 'Default project', width: 140, hidden: true, value: ({ homeName }) => homeName },
  { id: 'domain', title: 'Domain', width: 120, hidden: true, mono: true, value: ({ domainId }) => domainId },
  { id: 'id', title: 'ID', width: 280, hidden: true, mono: true, value: ({ id }) => id },
]

export function Users({ cloud }: { readonly cloud: string }) {
  const me = useMe(cloud)
  const all = { cloud, all: true }
  const { at, error, rows: told } = useRows('live.users', { cloud })
  const assignments = useRows('live.roleAssignments', { cloud }).rows
  const projects = useRows('live.projects', all)
  const roles = useRows('live.roles', { cloud }).rows
  const drawer = useDrawer('user')
  const creating = useDrawer('create')
  const [dialog, setDialog] = useState<{ readonly kind: Kind; readonly user: UserRow }>()
  const rows = useMemo(() => {
    const services = serviceUsers(assignments ?? [])
    const byUser = Map.groupBy(assignments ?? [], ({ user }) => user?.id)
    return told?.map((user): UserRow => {
      const places = (byUser.get(user.id) ?? []).flatMap(({ project }) => project?.name ?? [])
      return {
        ...user,
        projects: [...new Set(places)].sort(),
        isService: services.has(user.id),
        homeName: user.defaultProjectId === undefined ? undefined : projects.byId.get(user.defaultProjectId)?.name,
      }
    })
  }, [told, assignments, projects.byId])
  const open = rows?.find(({ id }) => id === drawer.open)
  const items = (user: User): readonly (readonly [Kind, string])[] => [
    ['edit', 'Edit…'],
    ['password', 'Set password…'],
    ['switch', user.isEnabled ? 'Disable…' : 'Enable…'],
    ['delete', 'Delete…'],
  ]
  const close = (): void => setDialog(undefined)
  const mine = me?.user.id
  return (
    <>
      {error === undefined ? undefined : (
        <NoAnswer cloud={cloud} error={error} at={told === undefined ? undefined : at} />
      )}
      {rows === undefined ? (
        error === undefined && <Waiting what="users" />
      ) : (
        <>
          <ScreenActions>
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => creating.show('yes')}>
              Create user
            </Button>
          </ScreenActions>
          <WithDrawer
            drawer={
              open === undefined ? undefined : (
                <SideDrawer
                  title={open.name}
                  status={
                    <Status kind={open.isEnabled ? 'works' : 'off'}>{open.isEnabled ? 'Enabled' : 'Disabled'}</Status>
                  }
                  onClose={drawer.close}
                  actions={items(open).map(([kind, word]) => (
                    <Button
                      key={kind}
                      size="compact-sm"
                      variant="default"
                      {...(kind === 'delete' ? { color: 'red' } : {})}
                      onClick={() => setDialog({ kind, user: open })}
                    >
                      {word}
                    </Button>
                  ))}
                >
                  {open.isService ? (
                    <p>A login of the cloud's own services. Without it, or with another password, that service ends.</p>
                  ) : undefined}
                  <KeyValue
                    rows={[
                      ['Description', open.description === '' ? 'None' : <Name key="d" name={open.description} />],
                      ['Email', open.email ?? 'None'],
                      ['Default project', open.homeName === undefined ? 'None' : <Name key="h" name={open.homeName} />],
                      ...(open.passwordExpiresAt === undefined
                        ? []
                        : [['Password ends', moment(Date.parse(open.passwordExpiresAt))] as const]),
                      ['ID', <Copyable key="i" text={open.id} what="id" />],
                    ]}
                  />
                  <Grants
                    cloud={cloud}
                    of={{ user: open }}
                    grants={grantsOf(assignments ?? [], { user: open.id })}
                    others={projects.rows ?? []}
                    roles={roles ?? []}
                    me={mine}
                  />
                </SideDrawer>
              )
            }
          >
            <DataTable
              id="users"
              label="Users"
              rows={rows}
              columns={COLUMNS}
              rowId={rowId}
              sort={BY_NAME}
              tools={
                <span className={css.quiet}>
                  People and programs that log in; what they may do is a role in a project.
                </span>
              }
              open={drawer.open}
              onOpen={(row) => drawer.show(row.id)}
              menu={(row) => (
                <>
                  {items(row).map(([kind, word]) => (
                    <Menu.Item
                      key={kind}
                      {...(kind === 'delete' ? { color: 'red' } : {})}
                      onClick={() => setDialog({ kind, user: row })}
                    >
                      {word}
                    </Menu.Item>
                  ))}
                  <Menu.Divider />
                </>
              )}
            />
          </WithDrawer>
        </>
      )}
      {creating.open !== undefined ? (
        <CreateUserDialog cloud={cloud} projects={projects.rows ?? []} roles={roles ?? []} onClose={creating.close} />
      ) : undefined}
      {dialog?.kind === 'edit' ? (
        <EditUserDialog cloud={cloud} user={dialog.user} projects={projects.rows ?? []} onClose={close} />
      ) : undefined}
      {dialog?.kind === 'password' ? (
        <PasswordDialog
          cloud={cloud}
          user={dialog.user}
          mine={mine}
          isService={dialog.user.isService}
          onClose={close}
        />
      ) : undefined}
      {dialog?.kind === 'switch' ? (
        <UserSwitchDialog
          cloud={cloud}
          user={dialog.user}
          mine={mine}
          isService={dialog.user.isService}
          onClose={close}
        />
      ) : undefined}
      {dialog?.kind === 'delete' ? (
        <DeleteUserDialog
          cloud={cloud}
          user={dialog.user}
          mine={mine}
          isService={dialog.user.isService}
          onClose={close}
        />
      ) : undefined}
    </>
  )
}
