/** Which clouds there are: folders of the app, and files elsewhere that the person has opened. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { privateFolder, readText, writeWhole } from '../../../provisioner/index.ts'
import { cloudId } from '../../contract/names.ts'
import { inTurn } from '../inTurn.ts'

export interface ListedCloud {
  readonly id: string
  /** Absolute path of cloud.yaml. */
  readonly file: string
}

export interface CloudList {
  /** By id. */
  all(): Promise<readonly ListedCloud[]>
  /** Where the cloud.yaml of a cloud in the app's folder is, listed or not. */
  ownFile(id: string): string
  /** Lists a file of the app's folder again, or one that is elsewhere. */
  add(cloud: ListedCloud): Promise<void>
  /** Takes it out of the list and leaves its files alone. */
  forget(id: string): Promise<void>
}

const record = z.object({
  opened: z.array(z.object({ id: cloudId, file: z.string().min(1) })).catch([]),
  /** Clouds in the app's own folder that are not to be shown. */
  forgotten: z.array(cloudId).catch([]),
})
type Kept = z.output<typeof record>

export function cloudList(folder: string): CloudList {
  const clouds = join(folder, 'clouds')
  const file = join(folder, 'clouds.json')
  const ownFile = (id: string): string => join(clouds, id, 'cloud.yaml')
  const turn = inTurn()
  const change = (edit: (kept: Kept) => Kept): Promise<void> =>
    turn(async () => {
      await privateFolder(folder)
      await writeWhole(file, `${JSON.stringify(edit(await read(file)), null, 2)}\n`, 0o600)
    })
  return {
    ownFile,
    async all() {
      const [{ opened, forgotten }, entries] = await Promise.all([
        read(file),
        readdir(clouds, { withFileTypes: true }).catch(() => []),
      ])
      const own = entries
        .filter((entry) => entry.isDirectory() && cloudId.safeParse(entry.name).success)
        .filter(({ name }) => !forgotten.includes(name))
        .map(({ name }) => ({ id: name, file: ownFile(name) }))
      const names = new Set(own.map(({ id }) => id))
      return [...own, ...opened.filter(({ id }) => !names.has(id))].sort((a, b) => a.id.localeCompare(b.id))
    },
    add: ({ id, file: wanted }) =>
      change(({ opened, forgotten }) => ({
        opened: [...opened.filter((one) => one.id !== id), ...(wanted === ownFile(id) ? [] : [{ id, file: wanted }])],
        forgotten: forgotten.filter((one) => one !== id),
      })),
    forget: (id) =>
      change(({ opened, forgotten }) => {
        const rest = opened.filter((one) => one.id !== id)
        return { opened: rest, forgotten: rest.length < opened.length ? forgotten : [...new Set([...forgotten, id])] }
      }),
  }
}

/** A list that cannot be read is an empty one: the clouds of the app's own folder are still found. */
async function read(file: string): Promise<Kept> {
  const text = await readText(file).catch(() => undefined)
  try {
    return record.parse(JSON.parse(text ?? '{}'))
  } catch {
    return { opened: [], forgotten: [] }
  }
}
