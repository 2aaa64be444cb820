/**
 * The form of an action, over the screen: what is wrong stands beside its field, what the cloud refuses at the foot, and how
 * it is done is shown while it is filled in. It closes when the cloud has taken the request.
 */
import { Button, Modal, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { ActionName, InputOfAction } from '../../electron/contract/actions.ts'
import { problemsOf } from '../api/problems.ts'
import { useActions } from '../api/useActions.ts'
import { type DoOptions, useDialogAction } from '../api/useDo.ts'
import css from './ActionDialog.module.css'
import { ErrorNote } from './ErrorNote.tsx'
import type { ActionStep } from './explained.ts'
import { HowThisIsDone } from './HowThisIsDone.tsx'

export interface ActionDialogProps {
  readonly cloud: string
  readonly title: string
  /** What is done, one after the other, with the inputs as they are now. None: there is nothing to send yet. */
  readonly steps: readonly ActionStep[]
  /** The verb and the thing: "Rename web". */
  readonly submit: string
  /** Why nothing can be sent yet, where the steps do not say it. */
  readonly waiting?: string | undefined
  /** Takes something away: the button is red. */
  readonly danger?: boolean
  /** Where data is lost: what must be typed first. */
  readonly typing?: string
  readonly mark?: DoOptions['mark']
  readonly size?: number
  /** In place of performing the steps: where they wait, or are performed elsewhere. */
  readonly onSubmit?: () => void
  /**
   * The step as it is sent, where it needs what those before it have answered: the id of what they made. Those done stay done,
   * so another try begins with the one that failed.
   */
  readonly chain?: (step: ActionStep, answers: readonly unknown[]) => ActionStep
  /** With the answer of each step. */
  readonly onDone?: (answers: readonly unknown[]) => void
  readonly onClose: () => void
  /**
   * @param problem what the action's schema says of a field, by its path, once the person has tried to send
   * @param done how many steps of a chain are done already, and cannot be changed here any more
   */
  readonly children: ReactNode | ((problem: (path: string) => string | undefined, done: number) => ReactNode)
}

export function ActionDialog(props: ActionDialogProps) {
  const { cloud, title, steps, submit, waiting, danger = false, typing, mark, size = 480 } = props
  const { chain, onSubmit, onDone, onClose, children } = props
  const actions = useActions()
  const { run, busy, error } = useDialogAction(cloud)
  const [tried, setTried] = useState(false)
  const [typed, setTyped] = useState('')
  const [done, setDone] = useState<readonly unknown[]>([])
  const problems = tried && actions !== undefined ? allProblems(actions.ACTIONS, steps) : {}
  const ready = waiting === undefined && steps.length > 0 && (typing === undefined || typed === typing)
  const send = async (): Promise<void> => {
    setTried(true)
    if (!ready || busy) return
    if (actions !== undefined && Object.keys(allProblems(actions.ACTIONS, steps)).length > 0) return
    if (onSubmit !== undefined) {
      onSubmit()
      onClose()
      return
    }
    const answers: unknown[] = chain === undefined ? [] : [...done]
    for (const step of steps.slice(answers.length)) {
      const { action, input } = chain?.(step, answers) ?? step
      const sent = await run(action, input as InputOfAction<ActionName>, mark === undefined ? {} : { mark })
      if (!sent.ok) return
      answers.push(sent.value)
      setDone([...answers])
    }
    onDone?.(answers)
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title={title} size={size} centered>
      <form
        className={css.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          event.stopPropagation()
          void send()
        }}
      >
        {typeof children === 'function' ? children((path) => problems[path], done.length) : children}
        {typing === undefined ? undefined : (
          <TextInput
            label={
              <>
                Type <code className={css.typing}>{typing}</code> to go on
              </>
            }
            data-autofocus
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {error === undefined ? undefined : <ErrorNote error={error} />}
        <div className={css.buttons}>
          {waiting === undefined ? undefined : (
            <span className={css.waiting} id="action-waiting">
              {waiting}
            </span>
          )}
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            color={danger ? 'red' : 'teal'}
            loading={busy}
            disabled={!ready}
            aria-describedby={waiting === undefined ? undefined : 'action-waiting'}
          >
            {submit}
          </Button>
        </div>
        {steps.length === 0 ? undefined : <HowThisIsDone steps={steps} />}
      </form>
    </Modal>
  )
}

function allProblems(
  known: NonNullable<ReturnType<typeof useActions>>['ACTIONS'],
  steps: readonly ActionStep[],
): Readonly<Record<string, string>> {
  return Object.assign({}, ...steps.map(({ action, input }) => problemsOf(known[action].input, input)))
}
