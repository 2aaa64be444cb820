/** Clearing the cache of base systems and ready layers. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { bakedBy, clearDeadBakes } from './bake.ts'
import { foldersInUse } from './layerCache.ts'
import { withLock } from './lock.ts'
import { BASE_LOCK, cacheFolder, LAYERS_LOCK } from './places.ts'
import { type OnProgress, tell } from './progress.ts'
import { requireCapable } from './requirements.ts'

/**
 * Removes base systems, ready layers and downloaded packages no machine of any lab stands on; waits for whoever builds
 * some just now. Gives the folders removed.
 */
export async function clearLabCache(onProgress: OnProgress): Promise<string[]> {
  await requireCapable()
  const clear = (): Promise<string[]> => tell(onProgress, 'Clear the cache', removeUnused)
  const afterLayers = (): Promise<string[]> =>
    withLock(join(cacheFolder(), LAYERS_LOCK), 'Wait for another process that bakes layers', onProgress, clear)
  const title = 'Wait for another process that builds the base system'
  return withLock(join(cacheFolder(), BASE_LOCK), title, onProgress, afterLayers)
}

async function removeUnused(): Promise<string[]> {
  await clearDeadBakes()
  const inUse = await foldersInUse()
  const entries = await readdir(cacheFolder())
  const unused = entries
    .filter((entry) => /^(base|layer)-|^archives$/.test(entry) && bakedBy(entry) === undefined)
    .map((entry) => join(cacheFolder(), entry))
    .filter((folder) => !inUse.has(folder))
  for (const folder of unused) await rm(folder, { recursive: true, force: true })
  return unused
}
