/** A screen: one title row (name, one line of status, the primary action right), then the work. */
import type { ReactNode } from 'react'
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

export function Screen({ title, status, actions, children, fill = false }: ScreenProps) {
  return (
    <section className={css.screen} aria-label={title}>
      <header className={css.title}>
        <h1>{title}</h1>
        <div className={css.status}>{status}</div>
        <div className={css.actions}>{actions}</div>
      </header>
      <div className={fill ? css.fill : css.work}>{children}</div>
    </section>
  )
}
