/** Questions the app has while it works, one after the other, alike ones together; closing the dialog puts them aside. */
import { Modal } from '@mantine/core'
import type { Question, RequestInput } from '../../../electron/contract/index.ts'
import { useAction } from '../../api/useRequest.ts'
import { count } from '../../ui/words.ts'
import { useShell } from '../shellState.ts'
import { HostKeyQuestion } from './HostKeyQuestion.tsx'
import { type HostKey, HostKeyQuestions } from './HostKeyQuestions.tsx'
import css from './Questions.module.css'
import { SecretQuestion } from './SecretQuestion.tsx'
import { type SecretAsked, together } from './together.ts'

type Answer = RequestInput<'questions.answer'>['answer']

interface QuestionsProps {
  /** Ids of those put aside. */
  readonly later: ReadonlySet<string>
  readonly onLater: (ids: ReadonlySet<string>) => void
}

export function Questions({ later, onLater }: QuestionsProps) {
  const { questions } = useShell()
  const answer = useAction('questions.answer')
  const open = questions.filter(({ id }) => !later.has(id))
  const question = open[0]
  if (question === undefined) return undefined
  const alike = together(question, open)
  const putAside = (some: readonly Question[]): void => onLater(new Set([...later, ...some.map(({ id }) => id)]))
  const give = (some: readonly Question[], given: Answer): void => {
    // They leave at once and together; one whose answer does not arrive stays open in the status bar.
    putAside(some)
    for (const { id } of some) answer.mutate({ id, answer: given })
  }
  const isList = question.kind === 'host-key' && alike.length > 1
  const shown = isList ? alike.length : 1
  return (
    <Modal
      opened
      onClose={() => putAside(open)}
      title={isList ? `Are these your ${count(alike.length, 'machine')}?` : title(question)}
      closeButtonProps={{ 'aria-label': 'Answer later' }}
      closeOnClickOutside={false}
      size={isList ? 640 : 520}
      centered
    >
      <div key={isList ? 'keys' : question.id} className={css.question}>
        {isList ? (
          <HostKeyQuestions
            questions={alike as readonly HostKey[]}
            onAnswer={(some, yes) => give(some, { kind: yes ? 'yes' : 'no' })}
          />
        ) : question.kind === 'host-key' ? (
          <HostKeyQuestion question={question} onAnswer={(yes) => give([question], { kind: yes ? 'yes' : 'no' })} />
        ) : (
          <SecretQuestion
            question={question}
            alike={alike as readonly SecretAsked[]}
            onText={(some, text, keep) => give(some, { kind: 'text', text, keep })}
            onNo={() => give([question], { kind: 'no' })}
          />
        )}
        {open.length <= shown ? undefined : (
          <p className={css.more} role="status">
            {open.length - shown} more after {shown === 1 ? 'this one' : 'these'}.
          </p>
        )}
      </div>
    </Modal>
  )
}

function title(question: Question): string {
  switch (question.kind) {
    case 'host-key':
      return `Is this ${question.machine}?`
    case 'password':
      return question.purpose === 'sudo'
        ? `Password for sudo on ${question.machine}`
        : `Password for ${question.machine}`
    case 'passphrase':
      return 'Passphrase of the key file'
  }
}
