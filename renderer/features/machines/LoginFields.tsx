/** How to log in: the agent, a key file with its passphrase, or a password; and the password of sudo. */
import { PasswordInput, SegmentedControl, TextInput } from '@mantine/core'
import type { Form } from '../../ui/useForm.ts'
import css from './MachineForm.module.css'
import type { Login, MachineFields } from './machineFields.ts'

type LoginForm = Pick<Form<MachineFields>, 'values' | 'set' | 'text'>

interface LoginFieldsProps {
  readonly form: LoginForm
  /** Many machines at once: a list has no key file, and ~/.ssh/config names its own. */
  readonly from?: 'list' | 'ssh'
  /** Kinds kept already: an empty field leaves them as they are. */
  readonly kept?: readonly string[]
}

const WAYS: readonly { readonly value: Login; readonly label: string }[] = [
  { value: 'agent', label: 'Agent or usual keys' },
  { value: 'key', label: 'Key file' },
  { value: 'password', label: 'Password' },
]

function waysOf(from: LoginFieldsProps['from']): { value: Login; label: string }[] {
  if (from === undefined) return [...WAYS]
  return WAYS.flatMap((way) =>
    way.value !== 'key' ? [way] : from === 'ssh' ? [{ ...way, label: 'Locked key file' }] : [],
  )
}

export function LoginFields({ form, from, kept = [] }: LoginFieldsProps) {
  const { login } = form.values
  const unchanged = (kind: string): string | undefined => (kept.includes(kind) ? 'Kept; type to replace it' : undefined)
  return (
    <>
      <div>
        <p className={css.label} id="login-way">
          Log in with
        </p>
        <SegmentedControl
          aria-labelledby="login-way"
          data={waysOf(from)}
          value={login}
          onChange={(value) => form.set({ login: value as Login })}
        />
      </div>
      {login === 'key' ? (
        <div className={css.pair}>
          {from === 'ssh' ? undefined : (
            <TextInput
              label="Private key file"
              placeholder="~/.ssh/id_ed25519"
              autoComplete="off"
              classNames={{ input: 'mono' }}
              {...form.text('key')}
            />
          )}
          <PasswordInput
            label="Passphrase, where it has one"
            autoComplete="off"
            placeholder={unchanged('passphrase')}
            {...form.text('passphrase')}
          />
        </div>
      ) : undefined}
      <div className={css.pair}>
        {login === 'password' ? (
          <PasswordInput
            label="Password"
            autoComplete="off"
            placeholder={unchanged('password') ?? 'Asked for when empty'}
            {...form.text('password')}
          />
        ) : undefined}
        <PasswordInput
          label="Password of sudo"
          autoComplete="off"
          placeholder={unchanged('sudoPassword') ?? 'Only where sudo asks for one'}
          {...form.text('sudoPassword')}
        />
      </div>
      <p className={css.hint}>Passwords that work are kept encrypted on this computer and never shown again.</p>
    </>
  )
}
