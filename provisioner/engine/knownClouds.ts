/** Clouds this computer knows by a clouds.yaml, made by Stackstead or not, and the way to them. */

import { dirname, isAbsolute, resolve } from 'node:path'
import { type CloudsFile, cloudsFile, cloudsFiles } from '../adapters/cloudsFiles.ts'
import { directFetch } from '../adapters/directFetch.ts'
import { readText } from '../adapters/localFiles.ts'
import { StacksteadError } from '../core/errors.ts'
import type { Fetch } from '../core/http.ts'
import { type CloudAccess, type CloudEntry, readClouds } from '../openstack/cloudsFile.ts'

export interface KnownEntry extends CloudEntry {
  /** The file it is in. */
  readonly file: string
}

/**
 * Entries of one file, or of all where OpenStack's tools look.
 * @param file rejects with `invalid-input` where it cannot be read; of several, those that cannot are passed over
 */
export async function knownClouds(file?: string): Promise<KnownEntry[]> {
  if (file !== undefined) return entriesOf(await named(file))
  return (await cloudsFiles()).flatMap((one) => {
    try {
      return entriesOf(one)
    } catch (error) {
      if (error instanceof StacksteadError) return []
      throw error
    }
  })
}

/** What logging in to one entry takes. Rejects with `invalid-input` for one that cannot be used. */
export async function cloudAccess(file: string, entry: string): Promise<CloudAccess & { readonly ca?: string }> {
  const found = entriesOf(await named(file)).find((one) => one.name === entry)
  if (found === undefined) {
    throw new StacksteadError({ code: 'invalid-input', message: `${file} has no entry ${entry}.` })
  }
  if ('code' in found.access) throw new StacksteadError(found.access)
  const { caFile } = found.access
  if (caFile === undefined) return found.access
  return { ...found.access, ca: await certificates(file, caFile) }
}

/** The way to a cloud that is not reached through ssh. */
export function directCloud(ca?: string): { readonly fetch: Fetch; close(): void } {
  return directFetch(ca === undefined ? {} : { ca })
}

async function named(file: string): Promise<CloudsFile> {
  const found = await cloudsFile(file)
  if (found !== undefined) return found
  throw new StacksteadError({ code: 'invalid-input', message: `${file} cannot be read, or is not there.` })
}

function entriesOf({ clouds, secure }: CloudsFile): KnownEntry[] {
  return readClouds(clouds, secure).map((entry) => ({ ...entry, file: clouds.path }))
}

/** "~" is the home folder; what is not absolute lies beside the file. */
async function certificates(file: string, caFile: string): Promise<string> {
  const home = process.env.HOME ?? ''
  const named = caFile.startsWith('~/') ? `${home}${caFile.slice(1)}` : caFile
  const path = isAbsolute(named) ? named : resolve(dirname(file), named)
  const text = await readText(path)
  if (text?.includes('-----BEGIN CERTIFICATE-----')) return text
  throw new StacksteadError({
    code: 'invalid-input',
    message: text === undefined ? `The certificates ${path} are not there.` : `${path} holds no certificate.`,
    remedy: 'Correct "cacert" of the entry; it is a file in PEM form.',
  })
}
