/** Before the first connection: the machine's key, and how to compare it. */
import { Button } from '@mantine/core'
import type { Question } from '../../../electron/contract/index.ts'
import { Copyable } from '../../ui/Copyable.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Status } from '../../ui/Status.tsx'
import css from './Questions.module.css'

interface HostKeyQuestionProps {
  readonly question: Extract<Question, { kind: 'host-key' }>
  readonly onAnswer: (yes: boolean) => void
}

export function HostKeyQuestion({ question, onAnswer }: HostKeyQuestionProps) {
  const { machine, cloud, host, port, keyType, fingerprint, command, warning } = question
  return (
    <>
      <p>
        Stackstead never connected to {machine} before. Its key should be the one you see on the machine itself; if it
        is not, another computer answers in its place.
      </p>
      {warning === undefined ? undefined : <Status kind="needs-you">{warning}</Status>}
      <KeyValue
        rows={[
          ['Machine', `${machine} of ${cloud}`],
          ['Address', <span key="a" className="mono">{`${host}:${port}`}</span>],
          ['Key', keyType],
        ]}
      />
      <div>
        <p className={css.label}>Fingerprint</p>
        {/* Neither answer has the focus: a key meant for something else must not give one. */}
        <div className={css.fingerprint} tabIndex={-1} data-autofocus>
          {fingerprint}
        </div>
      </div>
      <div>
        <p className={css.label}>Shows the same on the machine</p>
        <Copyable block text={command} what="the command" />
      </div>
      <div className={css.buttons}>
        <Button variant="default" onClick={() => onAnswer(false)}>
          Do not connect
        </Button>
        <Button onClick={() => onAnswer(true)}>This is my machine</Button>
      </div>
    </>
  )
}
