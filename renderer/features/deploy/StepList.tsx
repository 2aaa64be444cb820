/** The steps of a machine (or of all), each with its state and time; only those in view are drawn. */
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  useContext,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
} from 'react'
import type { StepProgress } from '../../../electron/contract/index.ts'
import { Status, type StatusKind } from '../../ui/Status.tsx'
import { duration } from '../../ui/time.ts'
import { useNow } from '../../ui/useNow.ts'
import css from './StepList.module.css'
import { findSteps, tookOf } from './stepSearch.ts'
import { RunContext, useRunPart } from './useRun.ts'

const STATES: Readonly<Record<StepProgress['state'], readonly [StatusKind, string]>> = {
  waiting: ['off', 'Waiting'],
  running: ['progress', 'At work'],
  ok: ['works', 'Right already'],
  changed: ['works', 'Changed'],
  failed: ['failed', 'Failed'],
  skipped: ['off', 'Skipped'],
}

const ROW = 28

interface StepListProps {
  readonly machine: string | undefined
  readonly component: string | undefined
  readonly text: string
  readonly selected: string | undefined
  /** Keeps the selected step in view as it changes by itself. */
  readonly follow: boolean
  readonly live: boolean
  readonly onSelect: (step: string) => void
}

export function StepList({ machine, component, text, selected, follow, live, onSelect }: StepListProps) {
  const store = useContext(RunContext)
  const ids = useRunPart((run) => run.stepIds(machine))
  const wanted = useDeferredValue(text)
  const found = useMemo(() => findSteps(ids, store.step, { text: wanted, component }), [ids, store, wanted, component])
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: found.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 8,
  })
  const now = useNow(live)
  const at = selected === undefined ? -1 : found.indexOf(selected)
  const byKey = useRef(false)
  useEffect(() => {
    const box = scroll.current
    if (box === null || at < 0 || !(follow || byKey.current)) return
    byKey.current = false
    const height = virtual.scrollRect?.height ?? 0
    const top = virtual.scrollOffset ?? 0
    // All rows are equally high: where one lies is known without laying anything out.
    if (at * ROW < top) box.scrollTop = at * ROW - (follow ? height / 2 : 0)
    else if ((at + 1) * ROW > top + height) box.scrollTop = (at + 1) * ROW - (follow ? height / 2 : height)
  }, [at, follow, virtual])

  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -found.length, End: found.length }[
      event.key
    ]
    if (by === undefined) return
    event.preventDefault()
    const next = found[Math.max(0, Math.min(found.length - 1, at + by))]
    if (next === undefined) return
    byKey.current = true
    onSelect(next)
  }

  const onClick = ({ target }: MouseEvent): void => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-step]') : null
    if (row?.dataset.step !== undefined) onSelect(row.dataset.step)
  }

  if (found.length === 0) return <p className={css.none}>No step matches.</p>
  return (
    <div
      className={css.list}
      ref={scroll}
      role="listbox"
      aria-label={`${found.length} steps`}
      aria-activedescendant={at < 0 ? undefined : `step-${at}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div className={css.rows} style={{ height: virtual.getTotalSize() }} role="presentation">
        {virtual.getVirtualItems().map(({ index, start }) => {
          const id = found[index]
          return id === undefined ? undefined : (
            <StepRow
              key={id}
              id={id}
              index={index}
              start={start}
              now={now}
              selected={id === selected}
              named={machine === undefined}
            />
          )
        })}
      </div>
    </div>
  )
}

interface StepRowProps {
  readonly id: string
  readonly index: number
  readonly start: number
  readonly now: number
  readonly selected: boolean
  /** Whether the machine is said: in the list of all. */
  readonly named: boolean
}

const StepRow = memo(function StepRow({ id, index, start, now, selected, named }: StepRowProps) {
  const step = useRunPart((store) => store.step(id))
  if (step === undefined) return undefined
  const [kind, word] = STATES[step.state]
  const took = tookOf(step, now)
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: a row that took the focus would lose it when it is scrolled away; the list keeps it and names the row (aria-activedescendant), as ARIA's listbox does.
    <div
      id={`step-${index}`}
      data-step={id}
      role="option"
      aria-selected={selected}
      className={css.row}
      style={{ transform: `translateY(${start}px)` }}
      title={step.reason ?? step.error?.message}
    >
      <span className={css.state}>
        <Status kind={kind}>{word}</Status>
      </span>
      <span className={css.title}>{step.title}</span>
      {named ? <span className={`${css.where} mono`}>{step.machine}</span> : undefined}
      <span className={css.component}>{step.component}</span>
      <span className={css.took}>{took === undefined ? '' : duration(took)}</span>
    </div>
  )
})
