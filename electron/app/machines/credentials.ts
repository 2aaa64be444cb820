/** Passwords and passphrases the person lets the app keep, once they have worked: one sealed file a machine, readable by this person only. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { reveal, type Secret } from '../../../provisioner/core/secret.ts'
import { privateFolder, writeWhole } from '../../../provisioner/index.ts'
import { credentials as schema } from '../../contract/machines.ts'
import { type Cell, cell } from '../cell.ts'
import type { AppHost } from '../host.ts'
import { offeredCredentials, secretsOf } from './offeredCredentials.ts'

export type Credentials = Readonly<z.output<typeof schema>>
export type CredentialKind = keyof Credentials
export type Secrets = Readonly<Partial<Record<CredentialKind, Secret>>>

export interface CredentialStore {
  /** Nothing where none are kept, or where they can no longer be opened: the person is asked again. */
  read(cloud: string, machine: string): Promise<Credentials>
  /** Which are kept, never what they are. */
  kinds(cloud: string, machine: string): Promise<readonly CredentialKind[]>
  /** What is left out stays as it is; an empty text forgets one. */
  keep(cloud: string, machine: string, change: Credentials): Promise<void>
  /** What a form gave: logged in with from now on, kept once it has worked. An empty text forgets what is kept, now. */
  offer(cloud: string, machine: string, given: Credentials): Promise<void>
  /** What was offered and not proved yet. */
  offered(cloud: string, machine: string): Secrets
  /** What to log in with: what was offered, else what is kept. */
  secrets(cloud: string, machine: string): Promise<Secrets>
  /** It has worked: what was offered is kept from now on; anything else is none of this store's concern. */
  proved(secret: Secret): void
  /** It was refused: what was offered is let go, and the person is asked. */
  refused(secret: Secret): void
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
  const offers = offeredCredentials()
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
    async offer(cloud, machine, given) {
      offers.add(cloud, machine, given)
      const forgotten = Object.entries(given).filter(([, text]) => text === '')
      if (forgotten.length > 0) await store.keep(cloud, machine, Object.fromEntries(forgotten))
    },
    offered: offers.of,
    async secrets(cloud, machine) {
      return { ...secretsOf(await store.read(cloud, machine)), ...offers.of(cloud, machine) }
    },
    proved(secret) {
      const found = offers.find(secret)
      if (found === undefined) return
      const { cloud, machine, kind } = found
      // What cannot be written stays offered: it serves as long as the app runs, and is asked for again one day.
      store.keep(cloud, machine, { [kind]: reveal(secret) }).then(
        () => offers.remove(secret),
        () => undefined,
      )
    },
    refused: offers.remove,
    rename(cloud, machine, name) {
      offers.rename(cloud, machine, name)
      return inTurn(cloud, async () => {
        await mkdir(folderOf(cloud), { recursive: true, mode: 0o700 })
        await rename(fileOf(cloud, machine), fileOf(cloud, name)).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== 'ENOENT') throw error
        })
      })
    },
    forget(cloud, machine) {
      offers.forget(cloud, machine)
      return inTurn(cloud, () =>
        rm(machine === undefined ? folderOf(cloud) : fileOf(cloud, machine), { recursive: true, force: true }),
      )
    },
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
