/** How the plan is looked at: by machine or component, which kinds, which words. */

import { Button, SegmentedControl, Switch, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { ChangeKind, KindCount } from '../../../electron/contract/changeKinds.ts'
import { LANGUAGE } from '../../ui/language.ts'
import { kindTitle } from './kinds.ts'
import css from './PlanFilters.module.css'
import type { Grouping, PlanFilter } from './planRows.ts'

interface PlanFiltersProps {
  readonly grouping: Grouping
  readonly onGrouping: (grouping: Grouping) => void
  readonly filter: PlanFilter
  readonly onFilter: (filter: PlanFilter) => void
  /** Of the whole plan. */
  readonly counts: readonly KindCount[]
  readonly settled: number
}

export function PlanFilters({ grouping, onGrouping, filter, onFilter, counts, settled }: PlanFiltersProps) {
  const toggle = (kind: ChangeKind): void => {
    const kinds = new Set(filter.kinds)
    if (!kinds.delete(kind)) kinds.add(kind)
    onFilter({ ...filter, kinds })
  }
  return (
    <div className={css.bar} role="toolbar" aria-label="What is shown of the plan">
      <TextInput
        className={css.search ?? ''}
        aria-label="Search steps, files and packages"
        placeholder="Search steps, files, packages"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={filter.text}
        onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
      />
      <SegmentedControl
        aria-label="Grouping"
        value={grouping}
        onChange={(value) => onGrouping(value === 'component' ? 'component' : 'machine')}
        data={[
          { value: 'machine', label: 'By machine' },
          { value: 'component', label: 'By component' },
        ]}
      />
      <div className={css.kinds}>
        {counts.map(({ kind, count }) => (
          <Button
            key={kind}
            size="compact-xs"
            variant={filter.kinds.has(kind) ? 'filled' : 'default'}
            aria-pressed={filter.kinds.has(kind)}
            onClick={() => toggle(kind)}
          >
            {kindTitle(kind)} {count}
          </Button>
        ))}
      </div>
      {settled === 0 ? undefined : (
        <Switch
          label={`Also the ${settled.toLocaleString(LANGUAGE)} that are right`}
          checked={filter.settled}
          onChange={(event) => onFilter({ ...filter, settled: event.currentTarget.checked })}
        />
      )}
    </div>
  )
}
