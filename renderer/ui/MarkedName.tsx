/** The name of a table's row with what else is to be known at once: that it is locked, or what it is. */
import { IconLock } from '@tabler/icons-react'
import css from './MarkedName.module.css'
import { Name } from './Name.tsx'

interface MarkedNameProps {
  readonly name: string
  readonly id: string
  /** A lock before it: a word for screen readers, and what it means. */
  readonly lock?: { readonly word: string; readonly why: string } | undefined
  /** Words after it. */
  readonly chips?: readonly string[]
}

/** Where there is little room the name is cut, never its marks. */
export function MarkedName({ name, id, lock, chips = [] }: MarkedNameProps) {
  return (
    <span className={css.marked}>
      {lock === undefined ? undefined : (
        <span className={css.mark} title={lock.why}>
          <IconLock size={12} aria-hidden />
          <span className="visually-hidden">{lock.word}</span>
        </span>
      )}
      <Name name={name} id={id} strong />
      {chips.map((chip) => (
        <span key={chip} className={css.chip}>
          {chip}
        </span>
      ))}
    </span>
  )
}
