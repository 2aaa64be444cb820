/** A part of the overview: what it is about, one fact beside it, and the figures. */
import { type ReactNode, useId } from 'react'
import css from './Overview.module.css'

interface CardProps {
  readonly title: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}

export function Card({ title, aside, children }: CardProps) {
  const id = useId()
  return (
    <section className={css.card} aria-labelledby={id}>
      <header className={css.head}>
        <h2 id={id}>{title}</h2>
        <span className={css.quiet}>{aside}</span>
      </header>
      {children}
    </section>
  )
}
