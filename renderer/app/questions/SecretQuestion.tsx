/** A password or passphrase that was not given. It goes to the app and never comes back. */
import { Button, Checkbox, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { z } from 'zod'
import type { Question } from '../../../electron/contract/index.ts'
import { useForm } from '../../ui/useForm.ts'
import css from './Questions.module.css'

interface SecretQuestionProps {
  readonly question: Exclude<Question, { kind: 'host-key' }>
  readonly busy: boolean
  readonly onText: (text: string, keep: boolean) => void
  readonly onNo: () => void
}

const schema = z.object({ text: z.string().min(1, 'Type it, or choose not to give it.') })

export function SecretQuestion({ question, busy, onText, onNo }: SecretQuestionProps) {
  const [keep, setKeep] = useState(true)
  const isOnce = question.kind === 'passphrase' && question.once === true
  const form = useForm({ initial: { text: '' }, schema, onSubmit: ({ text }) => onText(text, keep && !isOnce) })
  return (
    <form {...form.props} className={css.question}>
      <p>{why(question)}</p>
      <PasswordInput
        data-autofocus
        label={question.kind === 'passphrase' ? 'Passphrase' : 'Password'}
        autoComplete="off"
        {...form.text('text')}
      />
      {isOnce ? undefined : (
        <Checkbox
          label="Keep it, encrypted"
          description="Once it has worked; only you on this computer can read it. Otherwise it is forgotten when the app closes."
          checked={keep}
          onChange={(event) => setKeep(event.currentTarget.checked)}
        />
      )}
      <div className={css.buttons}>
        <Button variant="default" disabled={busy} onClick={onNo}>
          Do not give it
        </Button>
        <Button type="submit" loading={busy}>
          {question.kind === 'passphrase' ? 'Unlock the key' : question.purpose === 'sudo' ? 'Use for sudo' : 'Log in'}
        </Button>
      </div>
    </form>
  )
}

function why(question: SecretQuestionProps['question']): string {
  if (question.kind === 'passphrase')
    return `The key file ${question.path} is locked. ${question.machine} of ${question.cloud} asks for it.`
  if (question.purpose === 'sudo')
    return `${question.user} on ${question.machine} of ${question.cloud} may become root with a password only.`
  if (question.chosen === true)
    return `${question.user} logs in to ${question.machine} of ${question.cloud} at ${question.host}.`
  return `${question.machine} of ${question.cloud} at ${question.host} took no key. ${question.user} may log in with a password.`
}
