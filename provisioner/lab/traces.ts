/** What systemd-nspawn leaves under /run when it is killed, or where /run is no tmpfs. */
import { existsSync } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { succeeds } from './host.ts'

const RUN = '/run/systemd/nspawn'
const KINDS = ['unix-export', 'propagate']

/** Removes what systemd-nspawn keeps for a container that no longer runs; its root must still be mounted. */
export async function removeTraces(container: string, root: string): Promise<void> {
  for (const kind of KINDS) {
    const folder = join(RUN, kind, container)
    if (!existsSync(folder)) continue
    // Mounted by some versions, plain by others.
    await succeeds(['umount', folder])
    await rm(folder, { recursive: true, force: true })
  }
  if (!existsSync(root)) return
  const { dev, ino } = await stat(root)
  await rm(join(RUN, 'locks', `inode-${dev}:${ino}`), { force: true })
}
