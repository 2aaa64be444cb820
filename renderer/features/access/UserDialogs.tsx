/** Dialogs about users: create with a first role, edit. */
import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { IdentityRole, User } from '../../../electron/contract/live.ts'
import { useDo } from '../../api/useDo.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { isolated } from '../../ui/bidi.ts'
import css from './Access.module.css'
import { RoleSelect } from './Grants.tsx'
import type { Named } from './grantRows.ts'
import { PasswordFields } from './PasswordFields.tsx'

interface UserDialogProps {
  readonly cloud: string
  readonly onClose: () => void
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

export interface OfUser extends UserDialogProps {
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
            allowDeselect={false}
            onChange={(one) => set({ defaultProjectId: one ?? undefined })}
          />
        </>
      )}
    </ActionDialog>
  )
}
