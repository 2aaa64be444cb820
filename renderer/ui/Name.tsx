/** A name from the cloud's API: any text at all. Shown as text, in its own direction, which ends where it ends. */
import { isVisible } from './bidi.ts'
import css from './Name.module.css'

interface NameProps {
  readonly name: string
  /** Shown where nothing of the name can be seen: its id. */
  readonly id?: string
  readonly strong?: boolean
}

export function Name({ name, id, strong = false }: NameProps) {
  const seen = isVisible(name)
  return (
    <bdi dir="auto" className={css.name} data-strong={strong || undefined} data-unseen={!seen || undefined}>
      {seen ? name : `No visible name${id === undefined ? '' : ` (${id})`}`}
    </bdi>
  )
}
