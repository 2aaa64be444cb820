/** Clouds the app only uses, because a clouds.yaml named them: one file each, in it the credentials, sealed. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { reveal, Secret } from '../../../provisioner/core/secret.ts'
import { type Credentials, privateFolder, readText, writeWhole } from '../../../provisioner/index.ts'
import { cloudId } from '../../contract/names.ts'
import type { AppHost } from '../host.ts'

/** What may be shown of it. */
export interface ConnectedCloud {
  readonly id: string
  /** The clouds.yaml it came from, and its entry there. */
  readonly file: string
  readonly entry: string
}

/** What logging in takes, as it was when the cloud was connected. */
export interface ConnectedAccess {
  readonly credentials: Credentials
  /** Certificates of the authority that vouches for the cloud, in PEM form. */
  readonly ca?: string
}

export interface ConnectedClouds {
  /** By id. */
  all(): Promise<readonly ConnectedCloud[]>
  find(id: string): Promise<ConnectedCloud | undefined>
  /** Undefined for a cloud that is not one of these. Rejects with `invalid-input` where its credentials cannot be opened. */
  access(id: string): Promise<ConnectedAccess | undefined>
  keep(cloud: ConnectedCloud, access: ConnectedAccess): Promise<void>
  /** Where more may be kept of a cloud, until it is forgotten. */
  folderOf(id: string): string
  forget(id: string): Promise<void>
}

const END = '.json'

const record = z.object({ file: z.string(), entry: z.string(), sealed: z.base64() })

const secret = z.string().transform((text) => new Secret(text))
const idOrName = z.union([z.strictObject({ id: z.string() }), z.strictObject({ name: z.string() })])
const place = {
  authUrl: z.string(),
  region: z.string().optional(),
  interface: z.enum(['public', 'internal', 'admin']).optional(),
}
const access = z.object({
  credentials: z.discriminatedUnion('kind', [
    z.strictObject({
      ...place,
      kind: z.literal('password'),
      user: z.string(),
      userId: z.string().optional(),
      userDomain: idOrName.optional(),
      project: z.string(),
      projectId: z.string().optional(),
      projectDomain: idOrName.optional(),
      password: secret,
    }),
    z.strictObject({
      ...place,
      kind: z.literal('application-credential'),
      credential: z.union([
        z.strictObject({ id: z.string() }),
        z.strictObject({ name: z.string(), user: idOrName, userDomain: idOrName.optional() }),
      ]),
      secret,
    }),
  ]),
  ca: z.string().optional(),
})

export function connectedClouds({ folder, vault }: Pick<AppHost, 'folder' | 'vault'>): ConnectedClouds {
  const own = join(folder, 'connected')
  const fileOf = (id: string): string => join(own, `${id}${END}`)
  const folderOf = (id: string): string => join(own, id)
  const read = async (id: string): Promise<z.output<typeof record> | undefined> =>
    record.safeParse(asJson((await readText(fileOf(id)).catch(() => undefined)) ?? '')).data
  const find = async (id: string): Promise<ConnectedCloud | undefined> => {
    const found = await read(id)
    return found && { id, file: found.file, entry: found.entry }
  }
  return {
    find,
    async all() {
      const names = (await readdir(own).catch(() => [])).filter((name) => name.endsWith(END))
      const ids = names.map((name) => name.slice(0, -END.length)).filter((id) => cloudId.safeParse(id).success)
      return (await Promise.all(ids.sort().map(find))).filter((cloud) => cloud !== undefined)
    },
    async access(id) {
      const found = await read(id)
      if (found === undefined) return undefined
      const text = await vault.open(Buffer.from(found.sealed, 'base64')).catch((cause: unknown) => {
        throw locked(id, cause)
      })
      const opened = access.safeParse(asJson(text))
      if (!opened.success) throw locked(id, opened.error)
      return opened.data as ConnectedAccess
    },
    async keep({ id, file, entry }, { ca, credentials }) {
      const open =
        credentials.kind === 'password'
          ? { ...credentials, password: reveal(credentials.password) }
          : { ...credentials, secret: reveal(credentials.secret) }
      const sealed = await vault.seal(JSON.stringify({ credentials: open, ca }))
      await privateFolder(own)
      const text = JSON.stringify({ file, entry, sealed: Buffer.from(sealed).toString('base64') })
      await writeWhole(fileOf(id), text, 0o600)
    },
    folderOf,
    async forget(id) {
      await rm(fileOf(id), { force: true })
      await rm(folderOf(id), { recursive: true, force: true })
    },
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function locked(id: string, cause: unknown): StacksteadError {
  return new StacksteadError(
    {
      code: 'invalid-input',
      message: `The credentials kept for ${id} cannot be opened.`,
      remedy: 'Take it off the list, then connect to it again.',
    },
    { cause },
  )
}
