/** Control groups of lab machines: they tell whether a machine runs, and end all of it at once. */
import { existsSync, readFileSync } from 'node:fs'
import { readdir, readFile, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StacksteadError } from '../core/errors.ts'

/** Where this computer keeps the hierarchies a machine must have a group of its own in. */
export interface Hierarchies {
  /** cgroup v2: alone, or beside v1 ("hybrid"). */
  readonly unified: string
  /** v1's name=systemd, on hybrid hosts only: without it systemds of two machines stop each other's units. */
  readonly systemd?: string
}

/** Reads the mount table rather than guessing from paths. @throws StacksteadError `lab` where cgroup v2 is not mounted. */
export function hierarchies(mounts = readFileSync('/proc/self/mounts', 'utf8')): Hierarchies {
  const rows = mounts.split('\n').map((line) => line.split(' '))
  const unified = rows.find((row) => row[2] === 'cgroup2')?.[1]
  const systemd = rows.find((row) => row[2] === 'cgroup' && row[3]?.split(',').includes('name=systemd'))?.[1]
  if (unified !== undefined) return systemd === undefined ? { unified } : { unified, systemd }
  throw new StacksteadError({
    code: 'lab',
    message: 'This computer has no version 2 control groups mounted, which lab machines need.',
    remedy: 'Mount them: `mkdir -p /sys/fs/cgroup/unified && mount -t cgroup2 none /sys/fs/cgroup/unified`.',
  })
}

/** The folders of a machine in each hierarchy: one for its launcher, one for the machine itself. */
export function machineGroups(container: string): { readonly launcher: string[]; readonly machine: string[] } {
  const { unified, systemd } = hierarchies()
  const roots = [unified, ...(systemd === undefined ? [] : [systemd])].map((root) => join(root, container))
  return {
    launcher: roots.map((root) => join(root, 'launcher')),
    machine: roots.map((root) => join(root, 'machine')),
  }
}

/** Process id of the machine's init, or undefined while it does not run. */
export async function initOf(container: string): Promise<number | undefined> {
  const file = join(hierarchies().unified, container, 'machine', 'payload', 'init.scope', 'cgroup.procs')
  const pids = existsSync(file) ? await readFile(file, 'utf8').catch(() => '') : ''
  const first = Number.parseInt(pids, 10)
  return Number.isNaN(first) ? undefined : first
}

/** Whether any process of the machine, its launcher included, is left. */
export async function isPopulated(container: string): Promise<boolean> {
  const file = join(hierarchies().unified, container, 'cgroup.events')
  return existsSync(file) && (await readFile(file, 'utf8').catch(() => '')).includes('populated 1')
}

/** Kills every process of the machine in one stroke: no unit is stopped, nothing is written. What a power cut is. */
export async function killGroup(container: string): Promise<void> {
  const group = join(hierarchies().unified, container)
  if (!existsSync(group)) return
  await writeFile(join(group, 'cgroup.kill'), '1')
  if (!(await emptied(container, 10_000)))
    throw new StacksteadError({
      code: 'lab',
      message: `Processes of ${container} do not end although they were killed.`,
    })
}

/** Waits until nothing of the machine runs; false when `timeout` milliseconds were not enough. */
export async function emptied(container: string, timeout: number): Promise<boolean> {
  for (const end = performance.now() + timeout; performance.now() < end; await sleep(50))
    if (!(await isPopulated(container))) return true
  return false
}

/** Removes the machine's groups from all hierarchies; they are empty by now. */
export async function removeGroups(container: string): Promise<void> {
  const { unified, systemd } = hierarchies()
  for (const root of [unified, ...(systemd === undefined ? [] : [systemd])]) await removeTree(join(root, container))
}

async function removeTree(group: string): Promise<void> {
  if (!existsSync(group)) return
  const entries = await readdir(group, { withFileTypes: true })
  for (const entry of entries) if (entry.isDirectory()) await removeTree(join(group, entry.name))
  await rmdir(group)
}
