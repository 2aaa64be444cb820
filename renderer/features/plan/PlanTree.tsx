/** The plan as a tree: only the rows in view are drawn; walked with the arrow keys. */

import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react'
import { kindCounts } from '../../../electron/contract/changeKinds.ts'
import { LANGUAGE } from '../../ui/language.ts'
import { Status, type StatusKind } from '../../ui/Status.tsx'
import { count } from '../../ui/words.ts'
import { kindText } from './kinds.ts'
import css from './PlanTree.module.css'
import { type GroupRow, isLater, type PlanRow, type PlanStep } from './planRows.ts'
import { treeMove } from './treeKeys.ts'

/** That a step changes something is said by what it changes. */
const STATES: Readonly<Partial<Record<PlanStep['state'], readonly [StatusKind, string]>>> = {
  unknown: ['needs-you', 'not known yet'],
  ok: ['works', 'as it should be'],
}
/** Nothing a person could do anything about. */
const LATER: readonly [StatusKind, string] = ['off', 'decided while running']

interface PlanTreeProps {
  readonly rows: readonly PlanRow[]
  /** Id of a row. */
  readonly selected: string | undefined
  readonly onSelect: (row: PlanRow) => void
  readonly onToggle: (id: string) => void
}

export function PlanTree({ rows, selected, onSelect, onToggle }: PlanTreeProps) {
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 32,
    overscan: 12,
    getItemKey: (index) => rows[index]?.id ?? index,
  })
  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === selected),
  )
  const byKey = useRef(false)
  useEffect(() => {
    if (!byKey.current) return
    byKey.current = false
    virtual.scrollToIndex(at)
  })

  const onKeyDown = (event: KeyboardEvent): void => {
    const move = treeMove(event.key, rows, at)
    if (move === undefined) return
    event.preventDefault()
    if ('toggle' in move) {
      onToggle(move.toggle)
      return
    }
    const row = rows[move.to]
    if (row === undefined) return
    byKey.current = true
    onSelect(row)
  }

  const onClick = ({ target }: MouseEvent): void => {
    const clicked = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
    const row = rows[Number(clicked?.dataset.index)]
    if (row === undefined) return
    onSelect(row)
    if (row.row === 'group') onToggle(row.id)
  }

  return (
    <div
      className={css.tree}
      ref={scroll}
      role="tree"
      aria-label="Steps of the plan"
      aria-activedescendant={rows[at] === undefined ? undefined : rowId(rows[at].id)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div className={css.rows} style={{ height: virtual.getTotalSize() }} role="presentation">
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index]
          if (row === undefined) return undefined
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: a row that took the focus would lose it when it is scrolled away; the tree keeps it and names the row (aria-activedescendant), as ARIA's tree does.
            <div
              key={key}
              id={rowId(row.id)}
              data-index={index}
              role="treeitem"
              className={css.row}
              data-level={row.level}
              aria-level={row.level}
              aria-selected={row.id === selected}
              aria-expanded={row.row === 'group' ? row.open : undefined}
              style={{ transform: `translateY(${start}px)` }}
            >
              {row.row === 'group' ? <GroupLine row={row} /> : <StepLine step={row.step} />}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function GroupLine({ row }: { readonly row: GroupRow }) {
  const Chevron = row.open ? IconChevronDown : IconChevronRight
  if (row.what === 'later')
    return (
      <>
        <Chevron size={14} aria-hidden />
        <span className={css.counts}>
          {row.label}: {row.steps.toLocaleString(LANGUAGE)}
        </span>
      </>
    )
  return (
    <>
      <Chevron size={14} aria-hidden />
      <span className={row.what === 'machine' ? `${css.label} mono` : css.label}>{row.label}</span>
      {row.unreadable === undefined ? (
        <span className={css.counts}>{[count(row.steps, 'step'), ...row.counts.map(kindText)].join(' · ')}</span>
      ) : (
        <Status kind="failed">Could not be read</Status>
      )}
    </>
  )
}

function StepLine({ step }: { readonly step: PlanStep }) {
  const state = isLater(step) ? LATER : STATES[step.state]
  return (
    <>
      <span className={css.title}>{step.title}</span>
      <span className={css.counts}>{kindCounts(step.changes).map(kindText).join(' · ')}</span>
      {state === undefined ? undefined : <Status kind={state[0]}>{state[1]}</Status>}
    </>
  )
}

function rowId(id: string): string {
  return `plan-${id.replace(/[^\w-]/g, '_')}`
}
