/** Questions the app has while it works, one after the other; closing the dialog puts one aside for later. */
import { Modal } from '@mantine/core'
import type { Question } from '../../../electron/contract/index.ts'
import { useAction } from '../../api/useRequest.ts'
import { useShell } from '../shellState.ts'
import { HostKeyQuestion } from './HostKeyQuestion.tsx'
import css from './Questions.module.css'
import { SecretQuestion } from './SecretQuestion.tsx'

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
  return (
    <Modal
      opened
      onClose={() => onLater(new Set([...later, ...open.map(({ id }) => id)]))}
      title={title(question)}
      closeButtonProps={{ 'aria-label': 'Answer later' }}
      closeOnClickOutside={false}
      size={520}
      centered
    >
      <div key={question.id} className={css.question}>
        {question.kind === 'host-key' ? (
          <HostKeyQuestion
            question={question}
            busy={answer.isPending}
            onAnswer={(yes) => answer.mutate({ id: question.id, answer: { kind: yes ? 'yes' : 'no' } })}
          />
        ) : (
          <SecretQuestion
            question={question}
            busy={answer.isPending}
            onText={(text, keep) => answer.mutate({ id: question.id, answer: { kind: 'text', text, keep } })}
            onNo={() => answer.mutate({ id: question.id, answer: { kind: 'no' } })}
          />
        )}
        {open.length < 2 ? undefined : (
          <p className={css.more} role="status">
            {open.length - 1} more after this one.
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
