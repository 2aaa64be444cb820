/** A new password, typed twice. */
import { PasswordInput } from '@mantine/core'
import css from './Access.module.css'

interface PasswordFieldsProps {
  readonly password: string
  readonly repeated: string
  readonly error: string | undefined
  readonly onPassword: (text: string) => void
  readonly onRepeated: (text: string) => void
  readonly description?: string
}

export function PasswordFields({
  password,
  repeated,
  error,
  onPassword,
  onRepeated,
  description,
}: PasswordFieldsProps) {
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
