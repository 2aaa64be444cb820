/** What deleting or rebuilding an instance takes away for good, and what must be typed first. Pure. */
import type { Server } from '../../../../electron/contract/live.ts'

/** Whether it ever ran: only then there is something on its disk. Disks of volumes outlive it. */
export function losesData({
  launchedAt,
  imageId,
  volumeIds,
}: Pick<Server, 'launchedAt' | 'imageId' | 'volumeIds'>): boolean {
  return launchedAt !== undefined && !(imageId === undefined && volumeIds.length > 0)
}

/** Longer names, and those with signs not on every keyboard, nobody types without mistakes. */
const TYPEABLE = /^[\x21-\x7e](?:[\x20-\x7e]{0,38}[\x21-\x7e])?$/

/** What the person types: the name where it can be typed, the verb where not, the number of several. */
export function typedWords(names: readonly string[], verb: string): string {
  const [name = ''] = names
  if (names.length !== 1) return `${verb} ${names.length}`
  return TYPEABLE.test(name) ? name : verb
}
