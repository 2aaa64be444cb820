/** One step: what it is, how it went, and the last lines it printed. */
import { memo, useLayoutEffect, useRef } from 'react'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Scrolled } from '../../ui/Scrolled.tsx'
import css from './StepLog.module.css'
import { type Line, useLines } from './useLines.ts'
import { useRunPart } from './useRun.ts'

interface StepLogProps {
  readonly cloud: string
  readonly run: string
  readonly step: string | undefined
}

export function StepLog({ cloud, run, step: id }: StepLogProps) {
  const step = useRunPart((store) => (id === undefined ? undefined : store.step(id)))
  const { lines, known, error } = useLines(cloud, run, id)
  const box = useRef<HTMLPreElement>(null)
  const atEnd = useRef(true)
  const shown = useRef<readonly Line[]>(undefined)
  // Stays at the end as long as the person is there.
  useLayoutEffect(() => {
    if (shown.current === lines) return
    shown.current = lines
    if (atEnd.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight
  }, [lines])

  if (step === undefined) return <p className={css.quiet}>Choose a step to see what it printed.</p>
  return (
    <div className={css.log}>
      <header className={css.head}>
        <h2>{step.title}</h2>
        <p className={css.quiet}>
          {step.component} on <span className="mono">{step.machine}</span>
        </p>
      </header>
      {step.error === undefined ? undefined : <ErrorNote error={step.error} />}
      {step.reason === undefined ? undefined : <p className={css.quiet}>Skipped: {step.reason}</p>}
      {error === undefined ? undefined : <ErrorNote error={error} />}
      {lines.length > 0 ? (
        <Scrolled
          as="pre"
          className={css.lines}
          ref={box}
          onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
            atEnd.current = scrollHeight - scrollTop - clientHeight < 24
          }}
        >
          {pages(lines).map((page) => (
            <LogPage key={Math.floor((page[0]?.number ?? 0) / PAGE)} text={page.map(({ text }) => text).join('\n')} />
          ))}
        </Scrolled>
      ) : (
        <p className={css.quiet}>{silence(step.state, known)}</p>
      )}
    </div>
  )
}

function silence(state: string, known: boolean): string {
  if (state === 'waiting') return 'It has not begun yet.'
  if (!known) return 'Asking for its output.'
  if (state === 'ok') return 'Nothing was run: it was right already.'
  return state === 'running' ? 'Nothing was printed yet.' : 'It printed nothing.'
}

/** So many lines are laid out together: those that stay as they are cost nothing when more come. */
const PAGE = 50

/** Lines by the place they were printed at, so that a page keeps its lines while older ones go. */
function pages(lines: readonly Line[]): readonly (readonly Line[])[] {
  return [...Map.groupBy(lines, ({ number }) => Math.floor(number / PAGE)).values()]
}

const LogPage = memo(function LogPage({ text }: { readonly text: string }) {
  return <div className={css.page}>{text}</div>
})
