/** Several machines Stackstead never connected to: all their keys in one list, confirmed at once; each may be refused alone. */
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Question } from '../../../electron/contract/index.ts'
import { Copyable } from '../../ui/Copyable.tsx'
import { Status } from '../../ui/Status.tsx'
import { count } from '../../ui/words.ts'
import css from './Questions.module.css'

export type HostKey = Extract<Question, { kind: 'host-key' }>

/** Milliseconds for which a list must have been the same: nobody says yes to a machine that came under the pointer. */
const STEADY = 500

interface HostKeyQuestionsProps {
  /** Two at least. */
  readonly questions: readonly HostKey[]
  readonly onAnswer: (questions: readonly HostKey[], yes: boolean) => void
}

export function HostKeyQuestions({ questions, onAnswer }: HostKeyQuestionsProps) {
  const shown = questions.map(({ id }) => id).join(' ')
  const [steady, setSteady] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSteady(shown), STEADY)
    return () => clearTimeout(timer)
  }, [shown])
  const isSteady = steady === shown
  const commands = [...new Set(questions.map(({ command }) => command))]
  const isOneCloud = new Set(questions.map(({ cloud }) => cloud)).size === 1
  return (
    <>
      <p>
        Stackstead never connected to these {count(questions.length, 'machine')} before. Each key should be the one you
        see on the machine itself; where it is not, another computer answers in its place.
      </p>
      {/* Neither answer has the focus: a key meant for something else must not give one. */}
      <ul className={css.keys} aria-label="Machines and their keys" tabIndex={-1} data-autofocus>
        {questions.map((question) => {
          const { cloud, fingerprint, host, id, keyType, machine, port, warning } = question
          return (
            <li key={id} className={css.key}>
              <div className={css.who}>
                <b>{isOneCloud ? machine : `${machine} of ${cloud}`}</b>
                <span className="mono">{`${host}:${port}`}</span>
                <span>{keyType}</span>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Do not connect to ${machine}`}
                  onClick={() => onAnswer([question], false)}
                >
                  Do not connect
                </Button>
              </div>
              <div className={css.fingerprint}>{fingerprint}</div>
              {warning === undefined ? undefined : <Status kind="needs-you">{warning}</Status>}
            </li>
          )
        })}
      </ul>
      <div>
        <p className={css.label}>Shows the same on the machine</p>
        {commands.map((command) => (
          <Copyable key={command} block text={command} what="the command" />
        ))}
      </div>
      <div className={css.buttons}>
        <Button variant="default" onClick={() => onAnswer(questions, false)}>
          Connect to none
        </Button>
        <Button
          {...(isSteady ? {} : { 'aria-disabled': true, 'data-disabled': true })}
          onClick={() => {
            if (isSteady) onAnswer(questions, true)
          }}
        >
          These are my machines
        </Button>
      </div>
    </>
  )
}
