/** The place in which one layer is made, beside the folder it becomes: found again, and cleared, after its process died. */
import { readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { cacheFolder } from './places.ts'
import { unmount } from './root.ts'
import { removeTraces } from './traces.ts'

export interface BakePlaces {
  readonly folder: string
  readonly upper: string
  readonly work: string
  /** Where base and layer are joined while packages are installed. */
  readonly root: string
  /** Name of the container they are installed in. */
  readonly container: string
}

export function bakePlaces(layer: string): BakePlaces {
  const folder = `${layer}.baking`
  const [upper, work, root] = [join(folder, 'upper'), join(folder, 'work'), join(folder, 'root')]
  return { folder, upper, work, root, container: `stackstead-${basename(layer)}` }
}

/** The layer an entry of the cache folder is the bake of; undefined for anything else. */
export function bakedBy(entry: string): string | undefined {
  return /^(layer-[0-9a-f]{12})\.baking$/.exec(entry)?.[1]
}

/** Takes the mount away; what was made stays. */
export async function releaseBake({ container, root }: BakePlaces): Promise<void> {
  await removeTraces(container, root)
  await unmount(root)
}

export async function clearBake(bake: BakePlaces): Promise<void> {
  await releaseBake(bake)
  await rm(bake.folder, { recursive: true, force: true })
}

/** Clears what killed processes left. Only under the lock of layers: whoever bakes holds it, so that nobody does. */
export async function clearDeadBakes(): Promise<void> {
  for (const entry of await readdir(cacheFolder())) {
    const layer = bakedBy(entry)
    if (layer === undefined) continue
    try {
      await clearBake(bakePlaces(join(cacheFolder(), layer)))
    } catch {
      // A program that outlived its bake holds the mount: the next who takes the lock clears it.
    }
  }
}
