/** An image in words: its state, its size, what is in it, who may use it. Pure. */
import type { Image } from '../../../electron/contract/live.ts'
import type { StatusKind } from '../../ui/Status.tsx'
import { mebibytes } from '../../ui/time.ts'

/** Of Glance's documentation, "Image statuses". */
const STATUSES: Readonly<Record<string, readonly [StatusKind, string]>> = {
  active: ['works', 'Ready'],
  queued: ['progress', 'Waits for its content'],
  saving: ['progress', 'Being uploaded'],
  uploading: ['progress', 'Being uploaded'],
  importing: ['progress', 'Being imported'],
  deactivated: ['off', 'Deactivated'],
  killed: ['failed', 'Upload failed'],
  deleted: ['off', 'Deleted'],
  pending_delete: ['off', 'Being deleted'],
}

export function imageState({ status }: Pick<Image, 'status'>): { readonly kind: StatusKind; readonly words: string } {
  const [kind, words] = STATUSES[status] ?? ['needs-you', status]
  return { kind, words }
}

/** What each visibility means, for a form (Glance, "Image visibility"). */
export const VISIBILITY_WORDS: Readonly<Record<string, { readonly word: string; readonly what: string }>> = {
  private: { word: 'Private', what: 'Only its own project sees and uses it.' },
  shared: { word: 'Shared', what: 'Its own project, and those it is shared with one by one.' },
  community: {
    word: 'Community',
    what: 'Everybody may use it who knows it; it stands in nobody’s list but its owner’s.',
  },
  public: { word: 'Public', what: 'Everybody sees and uses it.' },
}

export function visibilityWord(visibility: string): string {
  return VISIBILITY_WORDS[visibility]?.word ?? visibility
}

/** 840 KiB, 20 MiB, 2.1 GiB. */
export function byteWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KiB` : mebibytes(bytes / (1024 * 1024))
}

const SYSTEMS: Readonly<Record<string, string>> = {
  almalinux: 'AlmaLinux',
  alpinelinux: 'Alpine',
  centos: 'CentOS',
  cirros: 'CirrOS',
  debian: 'Debian',
  fedora: 'Fedora',
  freebsd: 'FreeBSD',
  opensuse: 'openSUSE',
  rhel: 'RHEL',
  rocky: 'Rocky',
  ubuntu: 'Ubuntu',
  windows: 'Windows',
}

/** "Debian 13": by the properties that say so (Glance, "Useful image properties"). */
export function systemWords({ properties }: Pick<Image, 'properties'>): string | undefined {
  const { os_distro: distro, os_type: type, os_version: version } = properties
  const name = distro ?? type
  if (name === undefined || name === '') return undefined
  return [SYSTEMS[name.toLowerCase()] ?? name, version].filter(Boolean).join(' ')
}

/** A snapshot of an instance says so by itself. */
export function isSnapshot({ properties }: Pick<Image, 'properties'>): boolean {
  return properties.image_type === 'snapshot'
}

/** What it asks of a flavor: "3 GiB disk, 256 MiB RAM"; undefined where it asks for nothing. */
export function needsWords({ minDisk, minMemory }: Pick<Image, 'minDisk' | 'minMemory'>): string | undefined {
  const parts = [
    ...(minDisk > 0 ? [`${minDisk} GiB disk`] : []),
    ...(minMemory > 0 ? [`${mebibytes(minMemory)} RAM`] : []),
  ]
  return parts.length === 0 ? undefined : parts.join(', ')
}
