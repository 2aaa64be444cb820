/** Beside the filter box: what is chosen by status, host, project, image and tag; for administrators, whose instances. */

import { Select, Switch } from '@mantine/core'
import { useMemo } from 'react'
import { isolated } from '../../ui/bidi.ts'
import { LANGUAGE } from '../../ui/language.ts'
import { type FilterName, type Filters, filterChoices } from './filters.ts'
import css from './Instances.module.css'
import type { InstanceRow } from './rows.ts'

interface FilterToolsProps {
  readonly rows: readonly InstanceRow[]
  readonly filters: Filters
  readonly onFilter: (name: FilterName, value: string | undefined) => void
  /** Undefined: whose instances is not the person's to choose. */
  readonly all: boolean | undefined
  readonly onAll: (all: boolean) => void
}

export function FilterTools({ rows, filters, onFilter, all, onAll }: FilterToolsProps) {
  const one = (name: FilterName, label: string) => (
    <FilterSelect rows={rows} name={name} label={label} chosen={filters[name]} onFilter={onFilter} />
  )
  const hasTags = useMemo(() => rows.some(({ server }) => server.tags.length > 0), [rows])
  return (
    <>
      {one('status', 'Status')}
      {all === undefined ? undefined : one('host', 'Host')}
      {all === true ? one('project', 'Project') : undefined}
      {one('image', 'Image')}
      {hasTags || filters.tag !== undefined ? one('tag', 'Tag') : undefined}
      {all === undefined ? undefined : (
        <Switch
          className={css.all}
          label="All projects"
          labelPosition="left"
          size="xs"
          checked={all}
          onChange={(event) => onAll(event.currentTarget.checked)}
        />
      )}
    </>
  )
}

interface FilterSelectProps {
  readonly rows: readonly InstanceRow[]
  readonly name: FilterName
  readonly label: string
  readonly chosen: string | undefined
  readonly onFilter: (name: FilterName, value: string | undefined) => void
}

function FilterSelect({ rows, name, label, chosen, onFilter }: FilterSelectProps) {
  const data = useMemo(
    () =>
      filterChoices(rows, name, chosen).map(({ value, label: text, count }) => ({
        value,
        label: `${isolated(text)} (${count.toLocaleString(LANGUAGE)})`,
      })),
    [rows, name, chosen],
  )
  return (
    <Select
      className={css.select}
      aria-label={`Filter by ${label.toLowerCase()}`}
      placeholder={label}
      data={data}
      value={chosen ?? null}
      clearable
      searchable={data.length > 8}
      comboboxProps={{ width: 240, position: 'bottom-start' }}
      onChange={(value) => onFilter(name, value ?? undefined)}
    />
  )
}
