/** A part of a drawer: its heading, what can be done with it at the right, then what is in it. */
import type { ReactNode } from 'react'
import css from './DrawerSection.module.css'

interface DrawerSectionProps {
  readonly title: string
  readonly action?: ReactNode
  readonly children: ReactNode
}

export function DrawerSection({ title, action, children }: DrawerSectionProps) {
  return (
    <section className={css.section}>
      <header className={css.head}>
        <h3>{title}</h3>
        {action}
      </header>
      {children}
    </section>
  )
}
