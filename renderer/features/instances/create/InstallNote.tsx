/** What an ISO's installer finds, and what comes after it: Nova leaves the ISO in, and first in the boot order. */
import css from './CreateInstance.module.css'
import type { Chosen } from './chosen.ts'
import { isInstalledFrom } from './world.ts'

export function InstallNote({ image, size }: Pick<Chosen, 'image' | 'size'>) {
  if (!isInstalledFrom(image) || size === undefined) return undefined
  if (size.ephemeral === 0) {
    return (
      <p className={css.wrong} role="status">
        The image is an ISO, and a flavor without an ephemeral disk gives its installer no disk. Only what runs from the
        ISO itself goes with it. To install, choose a flavor with an ephemeral disk, or an own size.
      </p>
    )
  }
  return (
    <p className={css.quiet} role="status">
      The image is an ISO: its installer finds one empty disk of {size.ephemeral} GiB, the ephemeral one. The ISO stays
      in and is started first each time: once all is installed, choose in its menu to start from the hard disk.
      Snapshots hold the ISO, not that disk, and rebuilding empties it.
    </p>
  )
}
