/** A plan that was read: the tree on the left, the chosen step on the right. Applying and destroying look the same. */
import { useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { PreviewView } from '../../../electron/contract/index.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { count } from '../../ui/words.ts'
import { kindText } from './kinds.ts'
import { PlanFilters } from './PlanFilters.tsx'
import { PlanTree } from './PlanTree.tsx'
import css from './PlanWork.module.css'
import { type Grouping, type GroupRow, type PlanFilter, planRows, planSteps, planTotals } from './planRows.ts'
import { StepPane } from './StepPane.tsx'

interface PlanWorkProps {
  readonly cloud: string
  readonly view: PreviewView
  readonly typed: boolean
}

export function PlanWork({ cloud, view, typed }: PlanWorkProps) {
  const [params, setParams] = useSearchParams()
  const [filter, setFilter] = useState<PlanFilter>({ text: '', kinds: new Set(), settled: false })
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const grouping: Grouping = params.get('by') === 'component' ? 'component' : 'machine'
  const chosen = params.get('step') ?? undefined
  const put = (name: string, value: string): void => {
    const next = new URLSearchParams(params)
    next.set(name, value)
    setParams(next, { replace: true, flushSync: true })
  }

  const totals = useMemo(() => planTotals(view), [view])
  const rows = useMemo(() => planRows(view, { grouping, filter, toggled }), [view, grouping, filter, toggled])
  const step = useMemo(() => planSteps(view).find(({ id }) => id === chosen), [view, chosen])
  const group = rows.find((row): row is GroupRow => row.row === 'group' && row.id === chosen)

  const toggle = (id: string): void => {
    const next = new Set(toggled)
    if (!next.delete(id)) next.add(id)
    setToggled(next)
  }

  return (
    <>
      <PlanFilters
        grouping={grouping}
        onGrouping={(value) => put('by', value)}
        filter={filter}
        onFilter={setFilter}
        counts={totals.counts}
        settled={totals.ok}
      />
      <div className={css.work}>
        {rows.length === 0 ? (
          <p className={css.none}>No step matches. Change the search or the kinds above.</p>
        ) : (
          <PlanTree rows={rows} selected={chosen} onSelect={(row) => put('step', row.id)} onToggle={toggle} />
        )}
        <aside className={css.pane} aria-label="Details">
          {step !== undefined ? (
            <StepPane cloud={cloud} step={step} typed={typed} />
          ) : group !== undefined ? (
            <GroupText group={group} />
          ) : (
            <p className={css.hint}>Choose a step to see what it is for, what it changes, and what you would type.</p>
          )}
        </aside>
      </div>
    </>
  )
}

function GroupText({ group }: { readonly group: GroupRow }) {
  if (group.unreadable !== undefined) return <ErrorNote error={group.unreadable} />
  return (
    <>
      <h2 className={css.title}>{group.label}</h2>
      <p>{count(group.steps, 'step')} shown.</p>
      {group.what === 'later' ? (
        <p>Each looks at what the steps before it leave behind, and then does what is needed, which may be nothing.</p>
      ) : undefined}
      <ul className={css.counts}>
        {group.counts.map((one) => (
          <li key={one.kind}>{kindText(one)}</li>
        ))}
      </ul>
    </>
  )
}
