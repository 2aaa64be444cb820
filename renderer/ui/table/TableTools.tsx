/** Above a table: the filter box and the columns to show, or what can be done with the selection. */
import { ActionIcon, Button, Menu, TextInput, Tooltip } from '@mantine/core'
import { IconCheck, IconColumns3, IconSearch, IconX } from '@tabler/icons-react'
import type { ReactTable } from '@tanstack/react-table'
import type { ReactNode } from 'react'
import type { features } from './columns.ts'
import css from './DataTable.module.css'

interface TableToolsProps<T extends object> {
  readonly label: string
  readonly table: ReactTable<typeof features, T>
  readonly filter: string
  readonly onFilter: (text: string) => void
  readonly counts: { readonly shown: number; readonly all: number; readonly chosen: number }
  readonly bar: ReactNode
  readonly tools: ReactNode
  readonly onClear: () => void
  /** Arrow down out of the filter box. */
  readonly onLeave: () => void
}

export function TableTools<T extends object>(props: TableToolsProps<T>) {
  const { label, table, filter, onFilter, counts, bar, tools, onClear, onLeave } = props
  return (
    <div className={css.tools}>
      <TextInput
        className={css.filter}
        aria-label={`Filter ${label.toLowerCase()}`}
        placeholder="Filter"
        data-filter
        leftSection={<IconSearch size={14} aria-hidden />}
        value={filter}
        onChange={(event) => onFilter(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') onLeave()
          else if (event.key === 'Escape' && filter !== '') onFilter('')
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      {bar === undefined ? (
        <span className={css.count} role="status">
          {filter === '' ? '' : `${counts.shown} of ${counts.all}`}
        </span>
      ) : (
        <div className={css.bar} role="toolbar" aria-label="With the selection">
          <span role="status">{counts.chosen} selected</span>
          {bar}
          <Button variant="subtle" color="gray" leftSection={<IconX size={14} aria-hidden />} onClick={onClear}>
            Clear
          </Button>
        </div>
      )}
      <div className={css.spread} />
      {/* The bar takes their place: both do not fit, and choosing other rows is not what a selection is for. */}
      {bar === undefined ? tools : undefined}
      <Menu position="bottom-end" closeOnItemClick={false}>
        <Menu.Target>
          <Tooltip label="Columns">
            <ActionIcon variant="default" size={30} aria-label="Columns to show">
              <IconColumns3 size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Columns</Menu.Label>
          {table
            .getAllLeafColumns()
            .filter((column) => column.getCanHide())
            .map((column) => (
              <Menu.Item
                key={column.id}
                role="menuitemcheckbox"
                aria-checked={column.getIsVisible()}
                leftSection={<IconCheck size={14} aria-hidden className={column.getIsVisible() ? '' : css.unticked} />}
                onClick={() => column.toggleVisibility()}
              >
                {String(column.columnDef.header)}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
