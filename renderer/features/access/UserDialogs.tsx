/** Dialogs about users: create with a first role, edit, set a password nobody sees again, enable or disable, delete. */
import { PasswordInput, Select, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { IdentityRole, User } from '../../../electron/contract/live.ts'
import { useDo } from '../../api/useDo.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { isolated } from '../../ui/bidi.ts'
import css from './Access.module.css'
import { RoleSelect } from './Grants.tsx'
import type { Named } from './grantRows.ts'

interface UserDialogProps {
  readonly cloud: string
  readonly onClose: () => void
}

interface PasswordFieldsProps {
  readonly password: string
  readonly repeated: string
  readonly error: string | undefined
  readonly onPassword: (text: string) => void
  readonly onRepeated: (text: string) => void
  readonly description?: string
}

function PasswordFields({ password, repeated, error, onPassword, onRepeated, description }: PasswordFieldsProps) {
  return (
    <div className={css.two}>
      <PasswordInput
        label="Password"
        autoComplete="new-password"
        {...(description === undefined ? {} : { description, 'data-autofocus': true })}
        value={password}
        error={error}
        onChange={(event) => onPassword(event.currentTarget.value)}
      />
      <PasswordInput
        label="The same again"
        autoComplete="new-password"
        {...(description === undefined ? {} : { description: 'So that no slip locks anybody out.' })}
        value={repeated}
        error={repeated !== '' && repeated !== password ? 'It is not the same.' : undefined}
        onChange={(event) => onRepeated(event.currentTarget.value)}
      />
    </div>
  )
}

interface CreateUserDialogProps extends UserDialogProps {
  readonly projects: readonly Named[]
  readonly roles: readonly IdentityRole[]
}

export function CreateUserDialog({ cloud, projects, roles, onClose }: CreateUserDialogProps) {
  const [fields, setFields] = useState({ name: '', description: '', email: '', password: '', repeated: '' })
  const set = (changes: Partial<typeof fields>): void => setFields((before) => ({ ...before, ...changes }))
  const [projectId, setProjectId] = useState<string>()
  const [roleId, setRoleId] = useState<string | undefined>(roles.find(({ name }) => name === 'member')?.id)
  const project = projects.find(({ id }) => id === projectId)
  const role = roles.find(({ id }) => id === roleId)
  const act = useDo(cloud)
  const { description, email, name, password, repeated } = fields
  const input = {
    ...{ name, password },
    ...(description === '' ? {} : { description }),
    ...(email === '' ? {} : { email }),
    ...(project === undefined ? {} : { defaultProjectId: project.id }),
  }
  return (
    <ActionDialog
      cloud={cloud}
      title="Create a user"
      submit="Create user"
      size={560}
      steps={[{ action: 'user.create', input }]}
      waiting={password === repeated ? undefined : 'The two passwords are not the same.'}
      onDone={([id]) => {
        if (typeof id !== 'string' || project === undefined || role === undefined) return
        const of = ({ id: one, name: called }: Named): Named => ({ id: one, name: called })
        void act('role.grant', { user: { id, name }, project: of(project), role: of(role) })
      }}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <TextInput
            label="Name"
            data-autofocus
            autoComplete="off"
            dir="auto"
            value={name}
            error={problem('name')}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <PasswordFields
            password={password}
            repeated={repeated}
            error={problem('password')}
            onPassword={(text) => set({ password: text })}
            onRepeated={(text) => set({ repeated: text })}
          />
          <div className={css.two}>
            <TextInput
              label="Email"
              autoComplete="off"
              value={email}
              error={problem('email')}
              onChange={(event) => set({ email: event.currentTarget.value })}
            />
            <TextInput
              label="Description"
              autoComplete="off"
              dir="auto"
              value={description}
              error={problem('description')}
              onChange={(event) => set({ description: event.currentTarget.value })}
            />
          </div>
          <div className={css.two}>
            <Select
              label="First project"
              searchable
              clearable
              placeholder="None"
              data={projects.map(({ id, name: called }) => ({ value: id, label: isolated(called) }))}
              value={projectId ?? null}
              description="Without a role in one the user can log in to none."
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              nothingFoundMessage="No project is called that."
              onChange={(id) => setProjectId(id ?? undefined)}
            />
            {project === undefined ? undefined : <RoleSelect roles={roles} value={roleId} onChange={setRoleId} />}
          </div>
        </>
      )}
    </ActionDialog>
  )
}

interface OfUser extends UserDialogProps {
  readonly user: User
}

export function EditUserDialog({ cloud, user, projects, onClose }: OfUser & { readonly projects: readonly Named[] }) {
  const { id, name } = user
  const before = {
    newName: name,
    description: user.description,
    email: user.email ?? '',
    defaultProjectId: user.defaultProjectId,
  }
  const [now, setNow] = useState(before)
  const set = (changes: Partial<typeof now>): void => setNow((last) => ({ ...last, ...changes }))
  const input = {
    ...{ id, name },
    ...(now.newName === before.newName ? {} : { newName: now.newName }),
    ...(now.description === before.description ? {} : { description: now.description }),
    ...(now.email === before.email ? {} : { email: now.email }),
    ...(now.defaultProjectId === before.defaultProjectId ? {} : { defaultProjectId: now.defaultProjectId }),
  }
  return (
    <ActionDialog
      cloud={cloud}
      title={`Edit ${isolated(name)}`}
      submit="Change user"
      steps={[{ action: 'user.update', input }]}
      waiting={Object.keys(input).length === 2 ? 'Nothing is changed yet.' : undefined}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <TextInput
            label="Name"
            data-autofocus
            autoComplete="off"
            dir="auto"
            description="The user logs in by the new one from then on."
            value={now.newName}
            error={problem('newName')}
            onChange={(event) => set({ newName: event.currentTarget.value })}
          />
          <TextInput
            label="Email"
            autoComplete="off"
            value={now.email}
            error={problem('email')}
            onChange={(event) => set({ email: event.currentTarget.value })}
          />
          <TextInput
            label="Description"
            autoComplete="off"
            dir="auto"
            value={now.description}
            error={problem('description')}
            onChange={(event) => set({ description: event.currentTarget.value })}
          />
          <Select
            label="Default project"
            searchable
            data={projects.map(({ id: one, name: called }) => ({ value: one, label: isolated(called) }))}
            value={now.defaultProjectId ?? null}
            description="Where tools log in that are told no project. It gives no role there."
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            nothingFoundMessage="No project is called that."
            onChange={(one) => set({ defaultProjectId: one ?? undefined })}
          />
        </>
      )}
    </ActionDialog>
  )
}

interface OfMine extends OfUser {
  /** The user the app is. */
  readonly mine: string | undefined
  /** A login of the cloud's own services. */
  readonly isService: boolean
}

function Warning({ isService, mine, user }: Pick<OfMine, 'isService' | 'mine' | 'user'>): ReactNode {
  if (user.id === mine)
    return (
      <p>
        <strong>That is the user this app logs in as.</strong> What it keeps would be wrong from then on.
      </p>
    )
  if (!isService) return undefined
  return (
    <p>
      <strong>One of the cloud's own services logs in as this user</strong> and stops working with it.
    </p>
  )
}

export function PasswordDialog({ cloud, user, mine, isService, onClose }: OfMine) {
  const { id, name } = user
  const [password, setPassword] = useState('')
  const [repeated, setRepeated] = useState('')
  return (
    <ActionDialog
      cloud={cloud}
      title={`Set the password of ${isolated(name)}`}
      submit="Set password"
      steps={[{ action: 'user.setPassword', input: { id, name, password } }]}
      waiting={password === repeated ? undefined : 'The two passwords are not the same.'}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <Warning user={user} mine={mine} isService={isService} />
          <PasswordFields
            password={password}
            repeated={repeated}
            error={problem('password')}
            description="8 characters at least."
            onPassword={setPassword}
            onRepeated={setRepeated}
          />
          <p className={css.quiet}>
            It is sent once and kept nowhere here. Whoever is logged in with the old one is logged out.
          </p>
        </>
      )}
    </ActionDialog>
  )
}

export function UserSwitchDialog({ cloud, user, mine, isService, onClose }: OfMine) {
  const { id, isEnabled, name } = user
  const verb = isEnabled ? 'Disable' : 'Enable'
  return (
    <ActionDialog
      cloud={cloud}
      title={`${verb} ${isolated(name)}?`}
      submit={`${verb} user`}
      danger={isEnabled}
      steps={[{ action: 'user.update', input: { id, name, isEnabled: !isEnabled } }]}
      waiting={isEnabled && id === mine ? 'This app logs in as this user.' : undefined}
      onClose={onClose}
    >
      {isEnabled ? <Warning user={user} mine={mine} isService={isService} /> : undefined}
      <p>
        {isEnabled
          ? 'The user is logged out and cannot log in until enabled again. Roles, key pairs and instances stay.'
          : 'The user can log in again, with the password of before.'}
      </p>
    </ActionDialog>
  )
}

export function DeleteUserDialog({ cloud, user, mine, isService, onClose }: OfMine) {
  const { id, name } = user
  return (
    <ActionDialog
      cloud={cloud}
      title={`Delete the user ${isolated(name)}?`}
      submit="Delete the user"
      danger
      {...(isService ? { typing: name } : {})}
      steps={[{ action: 'user.delete', input: { id, name } }]}
      waiting={id === mine ? 'This app logs in as this user.' : undefined}
      onClose={onClose}
    >
      <Warning user={user} mine={mine} isService={isService} />
      <p>
        Its roles and application credentials end, and programs that use them can no longer log in. What the user made
        belongs to the projects and stays.
      </p>
    </ActionDialog>
  )
}
