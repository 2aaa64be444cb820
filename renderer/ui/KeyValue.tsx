/** Facts as a list of names and values, the values standing in one column. */
import { Fragment, type ReactNode } from 'react'
import css from './KeyValue.module.css'

export function KeyValue({ rows }: { readonly rows: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={css.list}>
      {rows.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
