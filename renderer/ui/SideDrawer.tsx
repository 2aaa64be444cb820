/** Details beside a list: in view together with it, with an address of their own (a search parameter). */
import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import { useSearchParams } from 'react-router'
import { Name } from './Name.tsx'
import { Scrolled } from './Scrolled.tsx'
import css from './SideDrawer.module.css'

export interface DrawerState {
  /** What is open, as the address says. */
  readonly open: string | undefined
  readonly show: (id: string) => void
  readonly close: () => void
}

/** @param parameter of the address: "machine" for ?machine=compute-2 */
export function useDrawer(parameter: string): DrawerState {
  const [search, setSearch] = useSearchParams()
  const set = useCallback(
    (id: string | undefined) =>
      setSearch(
        (before) => {
          const next = new URLSearchParams(before)
          if (id === undefined) next.delete(parameter)
          else next.set(parameter, id)
          return next
        },
        { replace: true },
      ),
    [parameter, setSearch],
  )
  return {
    open: search.get(parameter) ?? undefined,
    show: useCallback((id: string) => set(id), [set]),
    close: useCallback(() => set(undefined), [set]),
  }
}

/** The list, and beside it the drawer where there is one. */
export function WithDrawer({ children, drawer }: { readonly children: ReactNode; readonly drawer: ReactNode }) {
  return (
    <div className={css.both}>
      <div className={css.list}>{children}</div>
      {drawer}
    </div>
  )
}

interface SideDrawerProps {
  readonly title: string
  /** Beside the title: the state of the thing. */
  readonly status?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  readonly onClose: () => void
}

export function SideDrawer({ title, status, actions, children, onClose }: SideDrawerProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const before = useRef<Element>(undefined)
  // Another title is another thing opened: the focus goes to it, and back to the list when it closes.
  useEffect(() => {
    if (title === '') return
    const focused = document.activeElement
    if (focused !== null && !heading.current?.closest('aside')?.contains(focused)) before.current = focused
    heading.current?.focus({ preventScroll: true })
  }, [title])
  const close = (): void => {
    onClose()
    if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus()
  }
  return (
    <aside
      className={css.drawer}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        // A menu or a dialog of the drawer's that floats over it is closed by itself: its Escape is not the drawer's.
        if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return
        event.stopPropagation()
        close()
      }}
    >
      <header className={css.head}>
        <h2 ref={heading} tabIndex={-1}>
          <Name name={title} />
        </h2>
        <div className={css.status}>{status}</div>
        <ActionIcon variant="subtle" color="gray" aria-label={`Close ${title}`} onClick={close}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </header>
      {actions === undefined ? undefined : <div className={css.actions}>{actions}</div>}
      <Scrolled as="section" className={css.body} aria-label={`Details of ${title}`}>
        {children}
      </Scrolled>
    </aside>
  )
}
