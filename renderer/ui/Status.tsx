/** A state as icon and word in its colour: colour never stands alone. */
import { IconAlertTriangle, IconCircle, IconCircleCheck, IconCircleX, IconLoader2 } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import css from './Status.module.css'

export type StatusKind = 'works' | 'needs-you' | 'failed' | 'progress' | 'off'

/** Made once: a list of many states that scrolls by draws the same icon again and again. */
const ICONS: Readonly<Record<StatusKind, ReactNode>> = {
  works: <IconCircleCheck size={14} stroke={2} aria-hidden />,
  'needs-you': <IconAlertTriangle size={14} stroke={2} aria-hidden />,
  failed: <IconCircleX size={14} stroke={2} aria-hidden />,
  progress: <IconLoader2 size={14} stroke={2} aria-hidden />,
  off: <IconCircle size={14} stroke={2} aria-hidden />,
}

export function Status({ kind, children }: { readonly kind: StatusKind; readonly children: ReactNode }) {
  return (
    <span className={css.status} data-kind={kind}>
      {ICONS[kind]}
      <span>{children}</span>
    </span>
  )
}
