/** A state as icon and word in its colour: colour never stands alone. */
import { IconAlertTriangle, IconCircle, IconCircleCheck, IconCircleX, IconLoader2 } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import css from './Status.module.css'

export type StatusKind = 'works' | 'needs-you' | 'failed' | 'progress' | 'off'

const ICONS = {
  works: IconCircleCheck,
  'needs-you': IconAlertTriangle,
  failed: IconCircleX,
  progress: IconLoader2,
  off: IconCircle,
} as const satisfies Record<StatusKind, unknown>

export function Status({ kind, children }: { readonly kind: StatusKind; readonly children: ReactNode }) {
  const Icon = ICONS[kind]
  return (
    <span className={css.status} data-kind={kind}>
      <Icon size={14} stroke={2} aria-hidden />
      <span>{children}</span>
    </span>
  )
}
