/** What labs leave on this computer: everything that names them, wherever the kernel lists it. */
import { readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runProgram } from '../../provisioner/adapters/localProcess.ts'
import { labsFolder } from '../../provisioner/lab/places.ts'

const LISTINGS = [
  ['ip', '-o', 'link'],
  ['ip', '-o', 'address'],
  ['ip', 'netns', 'list'],
  ['nft', 'list', 'ruleset'],
  ['losetup', '--list'],
  ['find', '/sys/fs/cgroup', '-maxdepth', '2', '-type', 'd', '-name', 'stackstead-*'],
  ['find', '/run/systemd/nspawn', '-mindepth', '1'],
  ['ps', '-eo', 'args'],
] as const

/** Lines of those listings that hold one of the names. `running` leaves out what stays on disk while a lab is down. */
export async function footprint(labs: readonly string[], { running = false } = {}): Promise<string[]> {
  const printed = await Promise.all(
    LISTINGS.map(async ([program, ...words]) => (await runProgram(program, words)).stdout),
  )
  printed.push(await readFile('/proc/self/mounts', 'utf8'))
  if (!running) printed.push(...(await onDisk()))
  const lines = printed.flatMap((text) => text.split('\n'))
  return lines.filter((line) => labs.some((lab) => line.includes(lab)) && !line.startsWith('ps -eo'))
}

/** Lab folders and the numbers they claimed. Lock files stay for ever and hold nothing. */
async function onDisk(): Promise<string[]> {
  const labs = await readdir(labsFolder()).catch(() => [])
  const numbers = join(labsFolder(), '.numbers')
  const claims = await readdir(numbers).catch(() => [])
  return [...labs, ...(await Promise.all(claims.map((claim) => readFile(join(numbers, claim), 'utf8'))))]
}

/** Kernel settings a lab borrows. */
export function settings(): Record<string, string> {
  const paths = ['/proc/sys/net/ipv4/ip_forward', '/proc/sys/fs/inotify/max_user_instances']
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'utf8').trim()]))
}
