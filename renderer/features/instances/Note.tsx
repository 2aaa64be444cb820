/** Something that waits for the person, said where it is, with what can be done about it. */
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import css from './Instances.module.css'

export function Note({ children, actions }: { readonly children: ReactNode; readonly actions: ReactNode }) {
  return (
    <div className={css.note} role="status">
      <p className={css.noteWords}>
        <IconAlertTriangle size={14} aria-hidden />
        <span>{children}</span>
      </p>
      <div className={css.noteActions}>{actions}</div>
    </div>
  )
}
