/** A part of the form: its name, where it helps a sentence, and its fields. */
import { type ReactNode, useId } from 'react'
import css from './CreateInstance.module.css'

interface FormSectionProps {
  readonly title: string
  readonly explains?: string
  readonly children: ReactNode
}

export function FormSection({ title, explains, children }: FormSectionProps) {
  const id = useId()
  return (
    <section className={css.section} aria-labelledby={id}>
      <header className={css.head}>
        <h2 id={id}>{title}</h2>
        {explains === undefined ? undefined : <p>{explains}</p>}
      </header>
      <div className={css.body}>{children}</div>
    </section>
  )
}
