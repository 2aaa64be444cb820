/** The tabs of a screen, below its title: one of several works, each filling what is left of the height. */
import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import css from './ScreenTabs.module.css'

interface ScreenTabsProps<Id extends string> {
  readonly tabs: readonly { readonly id: Id; readonly title: string; readonly content: ReactNode }[]
  readonly open: Id
  readonly onOpen: (id: Id) => void
}

/** Only the content of the open tab is there. */
export function ScreenTabs<Id extends string>({ tabs, open, onOpen }: ScreenTabsProps<Id>) {
  return (
    <Tabs
      className={css.tabs}
      value={open}
      keepMounted={false}
      onChange={(id) => {
        const tab = tabs.find((one) => one.id === id)
        if (tab !== undefined) onOpen(tab.id)
      }}
    >
      <Tabs.List className={css.list}>
        {tabs.map(({ id, title }) => (
          <Tabs.Tab key={id} value={id}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ content, id }) => (
        <Tabs.Panel key={id} value={id} className={css.panel}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

interface LinkTabsProps {
  /** What they are kinds of, for screen readers. */
  readonly label: string
  readonly tabs: readonly { readonly id: string; readonly title: string; readonly to: string }[]
  readonly open: string
}

/** Tabs with addresses of their own: each can be opened in its own window, and the way back leads through them. */
export function LinkTabs({ label, open, tabs }: LinkTabsProps) {
  return (
    <nav className={css.links} aria-label={label}>
      {tabs.map(({ id, title, to }) => (
        <Link key={id} to={to} aria-current={id === open ? 'page' : undefined}>
          {title}
        </Link>
      ))}
    </nav>
  )
}
