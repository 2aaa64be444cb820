/** Private keys made by the app: one sealed file each, readable by this person only. */
import { createHash } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { reveal, Secret } from '../../../provisioner/core/secret.ts'
import { privateFolder, writeWhole } from '../../../provisioner/index.ts'
import type { KeptKey } from '../../contract/index.ts'
import type { AppHost } from '../host.ts'

export interface PrivateKey extends KeptKey {
  readonly privateKey: Secret
}

/** Kept when a cloud is taken off the list, too: nothing else opens the instances that were made with them. */
export interface PrivateKeys {
  /** By name. Files that can no longer be opened are left out. */
  all(cloud: string): Promise<readonly PrivateKey[]>
  find(cloud: string, name: string): Promise<PrivateKey | undefined>
  keep(cloud: string, key: PrivateKey): Promise<void>
  forget(cloud: string, name: string): Promise<void>
}

const END = '.sealed'

const record = z
  .object({ name: z.string(), publicKey: z.string(), privateKey: z.string(), madeAt: z.number() })
  .transform((row) => ({ ...row, privateKey: new Secret(row.privateKey) }))

export function privateKeys({ folder, vault }: Pick<AppHost, 'folder' | 'vault'>): PrivateKeys {
  const folderOf = (cloud: string): string => join(folder, 'keys', cloud)
  const fileOf = (cloud: string, name: string): string => join(folderOf(cloud), `${fileName(name)}${END}`)
  const read = async (file: string): Promise<PrivateKey | undefined> => {
    const sealed = await readFile(file).catch(() => undefined)
    const text = sealed && (await vault.open(sealed).catch(() => undefined))
    return text === undefined ? undefined : record.safeParse(asJson(text)).data
  }
  return {
    async all(cloud) {
      const files = (await readdir(folderOf(cloud)).catch(() => [])).filter((name) => name.endsWith(END))
      const found = await Promise.all(files.map((name) => read(join(folderOf(cloud), name))))
      return found.filter((key) => key !== undefined).sort((a, b) => a.name.localeCompare(b.name))
    },
    find: (cloud, name) => read(fileOf(cloud, name)),
    async keep(cloud, key) {
      await privateFolder(folderOf(cloud))
      const text = JSON.stringify({ ...key, privateKey: reveal(key.privateKey) })
      await writeWhole(fileOf(cloud, key.name), await vault.seal(text), 0o600)
    },
    forget: (cloud, name) => rm(fileOf(cloud, name), { force: true }),
  }
}

/** Names may have signs that file names must not have. */
function fileName(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32)
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
