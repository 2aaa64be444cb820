/** A password or passphrase that was not given. It goes to the app and never comes back. */
import { Button, Checkbox, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { z } from 'zod'
import { useForm } from '../../ui/useForm.ts'
import { shortList } from '../../ui/words.ts'
import css from './Questions.module.css'
import type { SecretAsked } from './together.ts'

interface SecretQuestionProps {
  readonly question: SecretAsked
  /** Those that ask for the same now; the question itself among them. */
  readonly alike: readonly SecretAsked[]
  readonly onText: (questions: readonly SecretAsked[], text: string, keep: boolean) => void
  readonly onNo: () => void
}

const schema = z.object({ text: z.string().min(1, 'Type it, or choose not to give it.') })

export function SecretQuestion({ question, alike, onText, onNo }: SecretQuestionProps) {
  const [keep, setKeep] = useState(true)
  // One key file has one passphrase; that machines share a password only the person knows.
  const [all, setAll] = useState(question.kind === 'passphrase')
  const isOnce = question.kind === 'passphrase' && question.once === true
  const form = useForm({
    initial: { text: '' },
    schema,
    onSubmit: ({ text }) => onText(all ? alike : [question], text, keep && !isOnce),
  })
  return (
    <form {...form.props} className={css.question}>
      <p>{why(question)}</p>
      <PasswordInput
        data-autofocus
        label={question.kind === 'passphrase' ? 'Passphrase' : 'Password'}
        autoComplete="off"
        {...form.text('text')}
      />
      {alike.length < 2 ? undefined : (
        <Checkbox
          label={`Use it for all ${alike.length} machines that wait`}
          description={`${shortList(alike.map(({ machine }) => machine))}. Each is given it once.`}
          checked={all}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
      )}
      {isOnce ? undefined : (
        <Checkbox
          label="Keep it, encrypted"
          description="Once it has worked; only you on this computer can read it. Otherwise it is forgotten when the app closes."
          checked={keep}
          onChange={(event) => setKeep(event.currentTarget.checked)}
        />
      )}
      <div className={css.buttons}>
        <Button variant="default" onClick={onNo}>
          Do not give it
        </Button>
        <Button type="submit">
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
