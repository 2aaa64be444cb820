/** A screen: one title row (name, one line of status, the primary action right), then the work. */
import { createContext, type ReactNode, use, useState } from 'react'
import { createPortal } from 'react-dom'
import css from './Screen.module.css'

interface ScreenProps {
  readonly title: string
  /** One line: what is so now. */
  readonly status?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** The work fills the height by itself (a canvas, a timetable) instead of scrolling with the screen. */
  readonly fill?: boolean
}

/** Where the title row holds what a part of the screen offers. */
const Offered = createContext<HTMLElement | null>(null)

export function Screen({ title, status, actions, children, fill = false }: ScreenProps) {
  const [offered, setOffered] = useState<HTMLElement | null>(null)
  return (
    <section className={css.screen} aria-label={title}>
      <header className={css.title}>
        <h1>{title}</h1>
        <div className={css.status}>{status}</div>
        <div className={css.actions}>
          {actions}
          <div ref={setOffered} className={css.offered} />
        </div>
      </header>
      <Offered value={offered}>
        <div className={fill ? css.fill : css.work}>{children}</div>
      </Offered>
    </section>
  )
}

/** What a tab offers, in the title row as every screen's actions: whoever knows the dialog keeps it. */
export function ScreenActions({ children }: { readonly children: ReactNode }) {
  const offered = use(Offered)
  return offered === null ? undefined : createPortal(children, offered)
}
