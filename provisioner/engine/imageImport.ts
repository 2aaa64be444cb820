/** Images from a file of this computer or from the web, through this computer: Glance needs no way out of its own. */
import { downloadText, openDownload } from '../adapters/download.ts'
import { fileContent } from '../adapters/fileContent.ts'
import { StacksteadError } from '../core/errors.ts'
import { type Checksum, findChecksum } from '../openstack/checksumFile.ts'
import { type Upload, type Uploaded, uploadImage } from '../openstack/imageUpload.ts'
import type { Session } from '../openstack/session.ts'

/** An upload whose content comes from elsewhere. */
type Wanted = Omit<Upload, 'open' | 'expected'>

/** Rejects as {@link uploadImage} does. */
export function uploadFile(
  session: Session,
  path: string,
  upload: Wanted & { readonly expected?: Checksum },
): Promise<Uploaded> {
  return uploadImage(session, { ...upload, open: (signal) => fileContent(path, signal) })
}

export interface Import extends Wanted {
  readonly url: string
  /** The checksum, or the file in which its maker publishes it. Absent: what comes is taken as it is. */
  readonly checksum?: Checksum | { readonly url: string }
}

/**
 * Rejects as {@link uploadImage} does, before anything is made where the checksum cannot be found.
 * @returns what was sent, and the checksum it was compared with
 */
export async function importImage(
  session: Session,
  { checksum, url, ...upload }: Import,
): Promise<Uploaded & { readonly expected?: Checksum }> {
  const expected = await published(url, checksum, upload.signal ?? new AbortController().signal)
  const checked = expected === undefined ? {} : { expected }
  const done = await uploadImage(session, { ...upload, ...checked, open: (signal) => openDownload(url, signal) })
  return { ...done, ...checked }
}

async function published(
  url: string,
  checksum: Import['checksum'],
  signal: AbortSignal,
): Promise<Checksum | undefined> {
  if (checksum === undefined || !('url' in checksum)) return checksum
  const file = fileNameIn(url)
  const found = findChecksum(await downloadText(checksum.url, signal), file)
  if (found !== undefined) return found
  throw new StacksteadError({
    code: 'invalid-input',
    message: `${checksum.url} has no SHA-256 or SHA-512 of ${file}.`,
    remedy: 'Look at both addresses in a browser: a newer version may have taken its place.',
  })
}

/** A percent sign that begins no code is one. */
function fileNameIn(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? ''
  return last.replace(/(%[0-9a-f]{2})+/gi, (codes) => Buffer.from(codes.replaceAll('%', ''), 'hex').toString('utf8'))
}
