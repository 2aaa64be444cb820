/** A role as a chip: its hue, its icon and its word. */
import { IconCpu, IconDatabase, IconServerCog, IconSitemap } from '@tabler/icons-react'
import type { Role } from '../../electron/contract/index.ts'
import css from './RoleChip.module.css'

export const ROLE_ICONS = {
  controller: IconServerCog,
  network: IconSitemap,
  compute: IconCpu,
  storage: IconDatabase,
} as const satisfies Record<Role, unknown>

export function RoleChip({ role }: { readonly role: Role }) {
  const Icon = ROLE_ICONS[role]
  return (
    <span className={css.chip} data-role={role}>
      <Icon size={12} stroke={2} aria-hidden />
      {role}
    </span>
  )
}
