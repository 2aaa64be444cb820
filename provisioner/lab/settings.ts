/** Settings of this computer's kernel that labs need otherwise; each gets back its old value when the last lab is down. */
import { access, constants, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { withLock } from './lock.ts'
import { labsFolder } from './places.ts'

interface Wanted {
  readonly path: string
  readonly value: number
  /** Whether a lab works without it, as far as it goes: containers may not change it. */
  readonly optional: boolean
}

const WANTED: readonly Wanted[] = [
  // This computer is the router of every lab network.
  { path: '/proc/sys/net/ipv4/ip_forward', value: 1, optional: false },
  // One systemd with its services takes about 15 of the 128 that Linux gives root for all machines together.
  { path: '/proc/sys/fs/inotify/max_user_instances', value: 2048, optional: true },
]

const kept = z.record(z.string(), z.string())

/** Raises what is too low, after its old value was kept on disk. */
export function borrowSettings(): Promise<void> {
  return alone(async () => {
    const before = await readKept()
    for (const { path, value, optional } of WANTED) {
      const now = (await readFile(path, 'utf8')).trim()
      if (Number(now) >= value || (optional && !(await isWritable(path)))) continue
      before[path] ??= now
      await writeFile(`${file()}.new`, JSON.stringify(before))
      await rename(`${file()}.new`, file())
      await writeFile(path, String(value))
    }
  })
}

/** Gives back the old values, unless `stillNeeded` says that some lab is up. */
export function returnSettings(stillNeeded: () => Promise<boolean>): Promise<void> {
  return alone(async () => {
    if (await stillNeeded()) return
    for (const [path, value] of Object.entries(await readKept())) await writeFile(path, value)
    await rm(file(), { force: true })
  })
}

/** Labs of different names come and go side by side, yet share these settings. */
function alone(work: () => Promise<void>): Promise<void> {
  return withLock(join(labsFolder(), '.locks', '.settings'), 'Wait for another lab', () => undefined, work)
}

/** Root may write everything but what is mounted read-only. */
function isWritable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  )
}

function file(): string {
  return join(labsFolder(), '.settings.json')
}

async function readKept(): Promise<Record<string, string>> {
  const text = await readFile(file(), 'utf8').catch(() => '{}')
  return kept.parse(JSON.parse(text))
}
