/** Clearing the cache of base systems and ready layers. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder, labList } from './places.ts'
import { requireCapable } from './requirements.ts'
import { readRecord } from './state.ts'

/** Removes base systems, ready layers and downloaded packages no machine of any lab stands on. Gives the folders removed. */
export async function clearLabCache(): Promise<string[]> {
  await requireCapable()
  const records = await Promise.all((await labList()).map((lab) => readRecord(lab)))
  const machines = records.flatMap((record) => record?.machines ?? [])
  const used = new Set(machines.flatMap(({ base, layer }) => [base, layer]))
  const entries = await readdir(cacheFolder()).catch(() => [])
  const unused = entries
    .filter((entry) => /^(base|layer)-|^archives$/.test(entry))
    .map((entry) => join(cacheFolder(), entry))
    .filter((folder) => !used.has(folder))
  for (const folder of unused) await rm(folder, { recursive: true, force: true })
  return unused
}
