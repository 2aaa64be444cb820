/** What a user would notice: another password (nobody sees it again), being disabled or enabled, being deleted. */
import { type ReactNode, useState } from 'react'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { isolated } from '../../ui/bidi.ts'
import css from './Access.module.css'
import { PasswordFields } from './PasswordFields.tsx'
import type { OfUser } from './UserDialogs.tsx'

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
