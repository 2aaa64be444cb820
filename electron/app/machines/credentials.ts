/** Passwords and passphrases the person lets the app keep: one sealed file a machine, readable by this person only. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { privateFolder, writeWhole } from '../../../provisioner/index.ts'
import { credentials as schema } from '../../contract/machines.ts'
import { type Cell, cell } from '../cell.ts'
import type { AppHost } from '../host.ts'

export type Credentials = Readonly<z.output<typeof schema>>
export type CredentialKind = keyof Credentials

export interface CredentialStore {
  /** Nothing where none are kept, or where they can no longer be opened: the person is asked again. */
  read(cloud: string, machine: string): Promise<Credentials>
  /** Which are kept, never what they are. */
  kinds(cloud: string, machine: string): Promise<readonly CredentialKind[]>
  /** What is left out stays as it is; an empty text forgets one. */
  keep(cloud: string, machine: string, change: Credentials): Promise<void>
  rename(cloud: string, machine: string, name: string): Promise<void>
  /** Of one machine, or of the whole cloud. */
  forget(cloud: string, machine?: string): Promise<void>
  /** The cloud whose credentials changed last. */
  readonly changed: Cell<{ readonly cloud: string }>
}

export function credentialStore({ folder, vault }: Pick<AppHost, 'folder' | 'vault'>): CredentialStore {
  const folderOf = (cloud: string): string => join(folder, 'credentials', cloud)
  const fileOf = (cloud: string, machine: string): string => join(folderOf(cloud), `${fileName(machine)}.sealed`)
  const changed = cell({ cloud: '' })
  let last: Promise<unknown> = Promise.resolve()
  /** One change after the other: two answers for one machine may come at once. */
  const inTurn = (cloud: string, work: () => Promise<void>): Promise<void> => {
    const result = last.then(work).then(() => changed.set({ cloud }))
    last = result.catch(() => undefined)
    return result
  }
  const store: CredentialStore = {
    changed,
    async read(cloud, machine) {
      const sealed = await readFile(fileOf(cloud, machine)).catch(() => undefined)
      if (sealed === undefined) return {}
      const text = await vault.open(sealed).catch(() => '')
      return z.string().transform(asJson).pipe(schema).safeParse(text).data ?? {}
    },
    async kinds(cloud, machine) {
      return Object.keys(await store.read(cloud, machine)) as CredentialKind[]
    },
    keep: (cloud, machine, change) =>
      inTurn(cloud, async () => {
        const merged = { ...(await store.read(cloud, machine)), ...change }
        const kept = Object.fromEntries(Object.entries(merged).filter(([, text]) => text !== undefined && text !== ''))
        const file = fileOf(cloud, machine)
        if (Object.keys(kept).length === 0) return rm(file, { force: true })
        await privateFolder(dirname(file))
        await writeWhole(file, await vault.seal(JSON.stringify(kept)), 0o600)
      }),
    rename: (cloud, machine, name) =>
      inTurn(cloud, async () => {
        await mkdir(folderOf(cloud), { recursive: true, mode: 0o700 })
        await rename(fileOf(cloud, machine), fileOf(cloud, name)).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== 'ENOENT') throw error
        })
      }),
    forget: (cloud, machine) =>
      inTurn(cloud, () =>
        rm(machine === undefined ? folderOf(cloud) : fileOf(cloud, machine), { recursive: true, force: true }),
      ),
  }
  return store
}

/** A jump host may have any name ssh takes; machines have theirs, so that a person who looks finds them. */
function fileName(machine: string): string {
  if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(machine)) return machine
  return `.${createHash('sha256').update(machine).digest('hex').slice(0, 32)}`
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
