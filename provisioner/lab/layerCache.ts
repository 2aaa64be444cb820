/** Which folders of the cache machines stand on, and which layers were of no use for so long that they go. */
import { readFileSync } from 'node:fs'
import { readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder, labList } from './places.ts'
import { readRecord } from './state.ts'

/** Milliseconds a layer is kept after its last use: 30 days. A new release of packages makes new layers, 1 to 2 GB each. */
export const KEPT = 30 * 24 * 60 * 60_000

export interface CachedLayer {
  readonly folder: string
  /** Milliseconds since the epoch. */
  readonly lastUsed: number
}

/** Pure. */
export function unusedLayers(layers: readonly CachedLayer[], inUse: ReadonlySet<string>, now: number): string[] {
  return layers
    .filter(({ folder, lastUsed }) => !inUse.has(folder) && now - lastUsed > KEPT)
    .map(({ folder }) => folder)
}

/** The lower folders of all overlays, out of /proc/self/mounts. Pure. */
export function mountedLayers(mounts: string): Set<string> {
  const lowers = mounts.split('\n').flatMap((line) => {
    const [, , type, options = ''] = line.split(' ')
    const lower = options.split(',').find((option) => option.startsWith('lowerdir='))
    return type === 'overlay' && lower !== undefined ? lower.slice('lowerdir='.length).split(':') : []
  })
  return new Set(lowers.map(unescaped))
}

/** Spaces and the like are octal there: \040. */
function unescaped(path: string): string {
  return path.replaceAll(/\\(\d{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)))
}

/** Bases and layers of all machines, running or not; those of labs in another state folder as far as they run. */
export async function foldersInUse(): Promise<Set<string>> {
  const records = await Promise.all((await labList()).map((lab) => readRecord(lab)))
  const machines = records.flatMap((record) => record?.machines ?? [])
  const recorded = machines.flatMap(({ base, layer }) => (layer === undefined ? [base] : [base, layer]))
  return new Set([...recorded, ...mountedLayers(readFileSync('/proc/self/mounts', 'utf8'))])
}

/** A layer's own time says when it was used last. */
export async function noteUse(layer: string): Promise<void> {
  const now = new Date()
  await utimes(layer, now, now)
}

/** Removes layers nobody has used for a month. Only under the lock of layers. */
export async function removeUnusedLayers(): Promise<void> {
  // A lab whose record cannot be read may stand on any of them, and is no reason not to make another lab.
  const inUse = await foldersInUse().catch(() => undefined)
  if (inUse === undefined) return
  const names = (await readdir(cacheFolder())).filter((entry) => /^layer-[0-9a-f]{12}$/.test(entry))
  const layers = names.map(async (name): Promise<CachedLayer> => {
    const folder = join(cacheFolder(), name)
    return { folder, lastUsed: (await stat(folder)).mtimeMs }
  })
  for (const folder of unusedLayers(await Promise.all(layers), inUse, Date.now()))
    await rm(folder, { recursive: true, force: true })
}
