/** Roles in words: what each is called, what it is for, and its sign beside the colour. */
import { IconPuzzle } from '@tabler/icons-react'
import type { Role } from '../../../electron/contract/index.ts'
import { ROLE_ICONS } from '../../ui/RoleChip.tsx'

export const ROLE_WORDS: Readonly<
  Record<Role | 'single', { readonly title: string; readonly explains: string; readonly icon: typeof IconPuzzle }>
> = {
  controller: {
    title: 'Controller',
    explains: 'APIs, database, message broker, image store and dashboard. A cloud has one.',
    icon: ROLE_ICONS.controller,
  },
  network: {
    title: 'Network',
    explains: 'Routers and floating IPs leave the cloud here, by a card on the provider network.',
    icon: ROLE_ICONS.network,
  },
  compute: {
    title: 'Compute',
    explains: 'Runs instances. As many machines as you like; virtualisation in the processor makes it fast.',
    icon: ROLE_ICONS.compute,
  },
  storage: {
    title: 'Storage',
    explains: 'Disks for volumes. Nothing is installed for it in this release; the role is kept for later.',
    icon: ROLE_ICONS.storage,
  },
  single: {
    title: 'Single parts',
    explains: 'Parts that were moved here from the machine of their role.',
    icon: IconPuzzle,
  },
}

const LAYOUT_TITLES: Readonly<Record<string, string>> = {
  'all-in-one': 'All in one',
  'controller-and-computes': 'Controller and computes',
  'every-component-apart': 'Every component apart',
}

/** Layouts that came later than this screen are called by their id. */
export function layoutTitle(id: string): string {
  return LAYOUT_TITLES[id] ?? id
}
