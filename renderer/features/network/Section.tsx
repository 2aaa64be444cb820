/** A part of the screen: its name, a sentence on what it is for, and its fields. */
import { type ReactNode, useId } from 'react'
import css from './Section.module.css'

interface SectionProps {
  readonly title: string
  readonly explains: ReactNode
  readonly aside?: ReactNode
  readonly children?: ReactNode
}

export function Section({ title, explains, aside, children }: SectionProps) {
  const id = useId()
  return (
    <section className={css.section} aria-labelledby={id}>
      <header className={css.head}>
        <h2 id={id}>{title}</h2>
        <p>{explains}</p>
        {aside}
      </header>
      <div className={css.body}>{children}</div>
    </section>
  )
}
