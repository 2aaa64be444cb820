/** One step of the plan: what it is for, what it changes, and what a person would type instead. */
import type { Change } from '../../../electron/contract/index.ts'
import { Status } from '../../ui/Status.tsx'
import { DiffView } from './DiffView.tsx'
import { kindText } from './kinds.ts'
import type { PlanStep } from './planRows.ts'
import css from './StepPane.module.css'
import { TypedActions } from './TypedActions.tsx'

const OPERATIONS: Readonly<Record<Change['operation'], string>> = {
  create: 'new',
  update: 'changes',
  delete: 'goes away',
  run: 'runs',
}

/** Packages come in dozens and say all in their names. */
const NAMES_ONLY = 12

interface StepPaneProps {
  readonly cloud: string
  readonly step: PlanStep
  /** Whether the app can say what a person would type: of the applying plan only. */
  readonly typed: boolean
}

export function StepPane({ cloud, step, typed }: StepPaneProps) {
  return (
    <>
      <header>
        <h2 className={css.title}>{step.title}</h2>
        <p className={css.where}>
          {step.component} on <span className="mono">{step.machine}</span>
        </p>
      </header>
      <p className={css.explains}>{step.explains}</p>
      {step.state === 'ok' ? <Status kind="works">As it should be: nothing to do</Status> : undefined}
      {step.reason === undefined ? undefined : (
        <p className={css.reason}>
          <Status kind="needs-you">Not known yet</Status> {step.reason}. What is listed is what it would then do.
        </p>
      )}
      {/* By its key another step begins closed again. */}
      {typed ? <TypedActions key={step.id} cloud={cloud} step={step.id} /> : undefined}
      <Changes changes={step.changes} />
    </>
  )
}

function Changes({ changes }: { readonly changes: readonly Change[] }) {
  if (changes.length === 0) return undefined
  const plain = changes.every(({ diff, summary }) => diff === undefined && summary === undefined)
  if (plain && changes.length > NAMES_ONLY) {
    return [...Map.groupBy(changes, ({ kind, operation }) => `${kind} ${operation}`)].map(([key, some]) => {
      const [first] = some
      return first === undefined ? undefined : (
        <section key={key}>
          <h3 className={css.heading}>
            {kindText({ kind: first.kind, count: some.length })}, {OPERATIONS[first.operation]}
          </h3>
          <p className={css.names}>{some.map(({ subject }) => subject).join(' ')}</p>
        </section>
      )
    })
  }
  return (
    <section>
      <h3 className={css.heading}>Changes</h3>
      <ul className={css.changes}>
        {changes.map((change) => (
          <li key={`${change.kind} ${change.operation} ${change.subject} ${change.summary ?? ''}`}>
            <p>
              <span className={css.operation} data-operation={change.operation}>
                {OPERATIONS[change.operation]}
              </span>{' '}
              <span className={css.subject}>{change.subject}</span>
              {change.summary === undefined ? undefined : <span className={css.summary}> {change.summary}</span>}
            </p>
            {change.diff === undefined ? undefined : <DiffView diff={change.diff} subject={change.subject} />}
          </li>
        ))}
      </ul>
    </section>
  )
}
