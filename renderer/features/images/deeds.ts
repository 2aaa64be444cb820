/** What can be done with an image now, and why the rest cannot: its owner, its protection, its state. Pure. */
import type { ActionName } from '../../../electron/contract/actions.ts'
import type { Image } from '../../../electron/contract/live.ts'
import type { Me } from '../../../electron/contract/running.ts'
import { onlyReads } from '../../api/policy.ts'

export type ImageDeedId = 'edit' | 'properties' | 'visibility' | 'deactivate' | 'reactivate' | 'delete'

export interface ImageDeed {
  readonly id: ImageDeedId
  readonly verb: string
  readonly action: ActionName
  readonly danger?: true
}

export const IMAGE_DEEDS: readonly ImageDeed[] = [
  { id: 'edit', verb: 'Rename and edit…', action: 'image.update' },
  { id: 'properties', verb: 'Edit properties…', action: 'image.update' },
  { id: 'visibility', verb: 'Change who sees it…', action: 'image.update' },
  { id: 'deactivate', verb: 'Deactivate…', action: 'image.deactivate' },
  { id: 'reactivate', verb: 'Reactivate…', action: 'image.reactivate' },
  { id: 'delete', verb: 'Delete…', action: 'image.delete', danger: true },
]

type Judged = Pick<Image, 'status' | 'projectId' | 'isProtected'>

/** Undefined: it makes no sense for this image; `why`: it is not possible now. */
export function imageVerdict(
  { id }: Pick<ImageDeed, 'id'>,
  image: Judged,
  me: Me | undefined,
): { readonly why?: string } | undefined {
  // Glance's policy: the owner's members, and administrators.
  if (!mayChange(image, me)) return undefined
  switch (id) {
    case 'deactivate':
      return image.status === 'active' ? {} : undefined
    case 'reactivate':
      return image.status === 'deactivated' ? {} : undefined
    case 'delete':
      return image.isProtected ? { why: 'It is protected: take the protection away first (Rename and edit).' } : {}
    default:
      return {}
  }
}

export function mayChange({ projectId }: Pick<Image, 'projectId'>, me: Me | undefined): boolean {
  return me !== undefined && (me.isAdmin || (projectId === me.project.id && !onlyReads(me)))
}

/** Ready to start an instance from. */
export function isLaunchable({ status }: Pick<Image, 'status'>): boolean {
  return status === 'active'
}

/** Where Create instance begins with this image. */
export function launchAddress(cloud: string, { id }: Pick<Image, 'id'>): string {
  return `/clouds/${cloud}/instances/new?image=${encodeURIComponent(id)}`
}
