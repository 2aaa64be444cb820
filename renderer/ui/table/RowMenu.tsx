/** What the right button or the menu key offers on a row: opening, what the screen has for it, and copying. */
import { Menu } from '@mantine/core'
import { IconArrowRight, IconCopy } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { announce } from '../announce.ts'
import { copyText } from '../clipboard.ts'
import { type Column, cellText } from './columns.ts'
import css from './DataTable.module.css'

interface RowMenuProps<T> {
  readonly at: { readonly x: number; readonly y: number } | undefined
  readonly row: T | undefined
  readonly items: ((row: T) => ReactNode) | undefined
  readonly columns: readonly Column<T>[]
  readonly column: number
  readonly onOpen: ((row: T) => void) | undefined
  readonly onClose: () => void
}

export function RowMenu<T>({ at, row, items, columns, column, onOpen, onClose }: RowMenuProps<T>) {
  const cell = columns[column]
  if (at === undefined || row === undefined || cell === undefined) return undefined
  const copy = (text: string): void => {
    void copyText(text).then(() => announce(`Copied ${text}`))
  }
  const text = cellText(cell, row)
  return (
    <Menu
      opened
      onClose={onClose}
      position="bottom-start"
      offset={0}
      returnFocus={false}
      // A long menu opened far below moves up until it fits.
      middlewares={{ flip: false, shift: { crossAxis: true, padding: 8 } }}
    >
      <Menu.Target>
        <div className={css.point} style={{ left: at.x, top: at.y }} />
      </Menu.Target>
      <Menu.Dropdown className={css.menu ?? ''}>
        {onOpen === undefined ? undefined : (
          <Menu.Item
            leftSection={<IconArrowRight size={14} aria-hidden />}
            rightSection="Enter"
            onClick={() => onOpen(row)}
          >
            Open
          </Menu.Item>
        )}
        {items === undefined ? undefined : (
          <>
            {onOpen === undefined ? undefined : <Menu.Divider />}
            {items(row)}
            <Menu.Divider />
          </>
        )}
        <Menu.Item
          leftSection={<IconCopy size={14} aria-hidden />}
          rightSection="Ctrl C"
          disabled={text === ''}
          onClick={() => copy(text)}
        >
          Copy {cell.title.toLowerCase() || 'cell'}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCopy size={14} aria-hidden />}
          onClick={() => copy(columns.map((one) => cellText(one, row)).join('\t'))}
        >
          Copy row
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
