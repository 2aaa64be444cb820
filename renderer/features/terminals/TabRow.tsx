/** The tabs: one for each shell, walked with the arrow keys, closed with their cross or Delete. */
import { ActionIcon } from '@mantine/core'
import { IconServer, IconServerBolt, IconTerminal2, IconX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { Terminal } from '../../../electron/contract/index.ts'
import { Status } from '../../ui/Status.tsx'
import css from './TabRow.module.css'
import { tabAfter, tabTitles } from './tabs.ts'

const ICONS = { local: IconTerminal2, machine: IconServer, instance: IconServerBolt } as const

interface TabRowProps {
  readonly terminals: readonly Terminal[]
  readonly shown: string | undefined
  readonly onShow: (id: string) => void
  readonly onClose: (id: string) => void
}

export function TabRow({ terminals, shown, onShow, onClose }: TabRowProps) {
  const titles = tabTitles(terminals)
  const row = useRef<HTMLDivElement>(null)
  const byKey = useRef(false)
  useEffect(() => {
    if (!byKey.current) return
    byKey.current = false
    row.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus()
  })
  return (
    <div
      className={css.row}
      ref={row}
      role="tablist"
      aria-label="Terminals"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Delete' && shown !== undefined) onClose(shown)
        const next = tabAfter(
          terminals.map(({ id }) => id),
          shown,
          event.key,
        )
        if (next === undefined) return
        event.preventDefault()
        byKey.current = true
        onShow(next)
      }}
    >
      {terminals.map(({ id, kind, state }) => {
        const Icon = ICONS[kind]
        const title = titles.get(id) ?? id
        return (
          <span key={id} className={css.tab} data-shown={id === shown || undefined} role="presentation">
            <button
              type="button"
              className={css.name}
              role="tab"
              id={`tab-${id}`}
              aria-controls={`panel-${id}`}
              aria-selected={id === shown}
              aria-keyshortcuts="Delete"
              tabIndex={id === shown ? 0 : -1}
              onClick={() => onShow(id)}
            >
              <Icon size={14} aria-hidden />
              <bdi dir="auto">{title}</bdi>
              {state === 'lost' ? <Status kind="failed">lost</Status> : undefined}
              {state === 'ended' ? <Status kind="off">ended</Status> : undefined}
            </button>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={20}
              tabIndex={-1}
              // A tablist holds tabs only; by key a tab is closed with Delete.
              aria-hidden
              title={`Close ${title}`}
              onClick={() => onClose(id)}
            >
              <IconX size={12} aria-hidden />
            </ActionIcon>
          </span>
        )
      })}
    </div>
  )
}
