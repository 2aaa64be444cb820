/** Where a lab keeps its things: disks and keys in the state folder, what can be made again in the cache folder. */
import { execFileSync } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

export interface MachinePlaces {
  readonly folder: string
  /** The machine's own writable layer: all that is its own. */
  readonly upper: string
  readonly work: string
  /** Where base, ready layer and own layer are joined. */
  readonly root: string
  readonly console: string
  readonly launcher: string
  disk(index: number): string
}

/** Under sudo the folders stay those of the person who called, so that both find the same labs. */
function home(): string {
  const caller = process.getuid?.() === 0 ? process.env.SUDO_USER : undefined
  if (caller === undefined || caller === 'root') return homedir()
  return execFileSync('getent', ['passwd', caller], { encoding: 'utf8' }).split(':')[5] ?? homedir()
}

export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(home(), '.cache'), 'stackstead', 'lab')
}

/** Lock files in the cache folder, held while something is built there. */
export const BASE_LOCK = '.base.lock'
export const LAYERS_LOCK = '.layers.lock'

export function labsFolder(): string {
  return join(process.env.XDG_STATE_HOME ?? join(home(), '.local', 'state'), 'stackstead', 'labs')
}

export function labFolder(lab: string): string {
  return join(labsFolder(), lab)
}

export function machinePlaces(lab: string, machine: string): MachinePlaces {
  const folder = join(labFolder(lab), 'machines', machine)
  return {
    folder,
    upper: join(folder, 'upper'),
    work: join(folder, 'work'),
    root: join(folder, 'root'),
    console: join(folder, 'console.log'),
    launcher: join(folder, 'launch'),
    disk: (index) => join(folder, `disk-${index}.img`),
  }
}

/** Names of all labs that exist, running or not. */
export async function labList(): Promise<string[]> {
  const entries = await readdir(labsFolder(), { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name)
}
