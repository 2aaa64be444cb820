/** Roles as a list: whoever has some, each role with a cross that takes it back; and a form that gives another. */
import { ActionIcon, Button, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { IdentityRole } from '../../../electron/contract/live.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { isolated } from '../../ui/bidi.ts'
import { DrawerSection } from '../../ui/DrawerSection.tsx'
import { Name } from '../../ui/Name.tsx'
import css from './Access.module.css'
import type { Grant, Named } from './grantRows.ts'

interface GrantsProps {
  readonly cloud: string
  /** What the drawer is of. */
  readonly of: { readonly project: Named } | { readonly user: Named }
  readonly grants: readonly Grant[]
  /** What may be chosen on the other side: users, or projects. */
  readonly others: readonly Named[]
  readonly roles: readonly IdentityRole[]
  /** The user the app is. */
  readonly me: string | undefined
}

export function Grants({ cloud, of, grants, others, roles, me }: GrantsProps) {
  const [giving, setGiving] = useState(false)
  const [taking, setTaking] = useState<{ readonly who: Named; readonly role: Named }>()
  const isProject = 'project' in of
  const sides = (other: Named): { readonly user: Named; readonly project: Named } =>
    'project' in of
      ? { user: plain(other), project: plain(of.project) }
      : { user: plain(of.user), project: plain(other) }
  const taken = taking === undefined ? undefined : sides(taking.who)
  return (
    <DrawerSection
      title={isProject ? 'Members and their roles' : 'Roles by project'}
      action={
        <Button size="compact-sm" variant="default" onClick={() => setGiving(true)}>
          {isProject ? 'Add a member…' : 'Give a role…'}
        </Button>
      }
    >
      {grants.length === 0 ? (
        <p className={css.quiet}>
          {isProject
            ? 'Nobody has a role here, so nobody can log in to it.'
            : 'No role anywhere: this user can log in to no project.'}
        </p>
      ) : undefined}
      <ul className={css.list}>
        {grants.map(({ roles: given, who }) => (
          <li key={who.id} className={css.grant}>
            <span className={css.who}>
              <Name name={who.name} id={who.id} />
            </span>
            {given.map(({ isOwn, role, why }) => (
              <span
                key={`${role.id} ${why ?? ''}`}
                className={isOwn ? css.chip : `${css.chip} ${css.fixed}`}
                title={why}
              >
                <Name name={role.name} id={role.id} />
                {isOwn ? (
                  <ActionIcon
                    size={16}
                    variant="transparent"
                    color="gray"
                    aria-label={`Take ${role.name} from ${who.name}`}
                    onClick={() => setTaking({ who, role })}
                  >
                    <IconX size={12} aria-hidden />
                  </ActionIcon>
                ) : (
                  ` ${why ?? ''}`
                )}
              </span>
            ))}
          </li>
        ))}
      </ul>
      {giving ? (
        <GiveDialog
          cloud={cloud}
          of={of}
          others={others}
          roles={roles}
          sides={sides}
          onClose={() => setGiving(false)}
        />
      ) : undefined}
      {taking === undefined || taken === undefined ? undefined : (
        <ActionDialog
          cloud={cloud}
          title={`Take ${isolated(taking.role.name)} from ${isolated(taken.user.name)}?`}
          submit="Take the role"
          danger
          steps={[{ action: 'role.revoke', input: { ...taken, role: plain(taking.role) } }]}
          onClose={() => setTaking(undefined)}
        >
          <p>
            {isolated(taken.user.name)} can then no longer do in {isolated(taken.project.name)} what{' '}
            {isolated(taking.role.name)} allows, and application credentials made there end with it.
          </p>
          {taken.user.id === me ? (
            <p>
              <strong>That is you.</strong> If it is the role this app works with, nothing here answers any more.
            </p>
          ) : undefined}
        </ActionDialog>
      )}
    </DrawerSection>
  )
}

interface GiveDialogProps extends Pick<GrantsProps, 'cloud' | 'of' | 'others' | 'roles'> {
  readonly sides: (other: Named) => { readonly user: Named; readonly project: Named }
  readonly onClose: () => void
}

function GiveDialog({ cloud, of, others, roles, sides, onClose }: GiveDialogProps) {
  const [otherId, setOtherId] = useState<string>()
  const [roleId, setRoleId] = useState<string | undefined>(roles.find(({ name }) => name === 'member')?.id)
  const other = others.find(({ id }) => id === otherId)
  const role = roles.find(({ id }) => id === roleId)
  const isProject = 'project' in of
  return (
    <ActionDialog
      cloud={cloud}
      title={isProject ? `Add a member to ${isolated(of.project.name)}` : `Give ${isolated(of.user.name)} a role`}
      submit={isProject ? 'Add member' : 'Give the role'}
      waiting={
        other === undefined
          ? `Choose a ${isProject ? 'user' : 'project'}.`
          : role === undefined
            ? 'Choose a role.'
            : undefined
      }
      steps={
        other === undefined || role === undefined
          ? []
          : [{ action: 'role.grant', input: { ...sides(other), role: plain(role) } }]
      }
      onClose={onClose}
    >
      <Select
        label={isProject ? 'User' : 'Project'}
        data-autofocus
        searchable
        data={others.map(({ id, name }) => ({ value: id, label: isolated(name) }))}
        value={otherId ?? null}
        nothingFoundMessage="Nothing is called that."
        onChange={(id) => setOtherId(id ?? undefined)}
      />
      <RoleSelect roles={roles} value={roleId} onChange={setRoleId} />
    </ActionDialog>
  )
}

interface RoleSelectProps {
  readonly roles: readonly IdentityRole[]
  readonly value: string | undefined
  readonly onChange: (id: string | undefined) => void
}

/** What Keystone's own roles let one do (its administrator guide, "Default roles"). */
const EXPLAINED: Readonly<Record<string, string>> = {
  admin: 'Everything, in the whole cloud, whatever the project.',
  manager: 'What members do, and looking after the project itself.',
  member: 'Makes, changes and deletes things in the project.',
  reader: 'Sees what is in the project and changes nothing.',
}

export function RoleSelect({ roles, value, onChange }: RoleSelectProps) {
  const chosen = roles.find(({ id }) => id === value)
  const sorted = [...roles].sort((a, b) => a.name.localeCompare(b.name))
  return (
    <Select
      label="Role"
      searchable
      data={sorted.map(({ id, name }) => ({ value: id, label: isolated(name) }))}
      value={value ?? null}
      description={chosen === undefined ? undefined : (EXPLAINED[chosen.name] ?? chosen.description)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      nothingFoundMessage="No role is called that."
      onChange={(id) => onChange(id ?? undefined)}
    />
  )
}

/** Actions take no more than these. */
function plain({ id, name }: Named): Named {
  return { id, name }
}
