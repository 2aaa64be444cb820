/** A screen with nothing on it yet: what it is for, and the one action that fills it. */
import type { ReactNode } from 'react'
import css from './EmptyState.module.css'

interface EmptyStateProps {
  readonly title: string
  readonly children: ReactNode
  readonly action?: ReactNode
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className={css.empty}>
      <h2>{title}</h2>
      <p>{children}</p>
      {action === undefined ? undefined : <div className={css.actions}>{action}</div>}
    </div>
  )
}
