/** An image with its content: sent while it is counted and summed, compared at the end, and taken away where it is wrong. */
import { createHash } from 'node:crypto'
import { type ApiCall, path } from '../actions/apiCall.ts'
import type { NewImage } from '../actions/images.ts'
import { StacksteadError } from '../core/errors.ts'
import type { Checksum } from './checksumFile.ts'
import { type Image, images } from './images.ts'
import { perform } from './perform.ts'
import type { Session } from './session.ts'

/** Where the bytes come from: a file, or a download under way. */
export interface Content {
  /** How many they are, where it is known. */
  readonly length?: number
  readonly bytes: AsyncIterable<Uint8Array>
}

export interface Upload {
  readonly image: NewImage
  /** Opens it from its beginning; again where the upload has to be repeated. */
  open(signal: AbortSignal): Promise<Content>
  /** What its maker says it is. */
  readonly expected?: Checksum
  onProgress?(progress: UploadProgress): void
  readonly signal?: AbortSignal
}

export interface UploadProgress {
  /** Bytes, of the try under way. */
  readonly sent: number
  readonly total?: number
  /** Once all is sent: Glance stores, and what it stored is compared. */
  readonly stage: 'sending' | 'checking'
}

export interface Uploaded {
  readonly image: Image
  /** What was sent, as summed here. */
  readonly sha256: string
  readonly sha512: string
}

/** Milliseconds: a large image over a slow line. */
const TIMEOUT = 12 * 3_600_000
/** Bytes between two reports of progress. */
const STEP = 1_000_000

/**
 * Rejects with `api` where Glance refuses or stored something else, `invalid-input` where the content is not what was
 * expected, `cancelled` when the signal aborts. In all these cases the image is gone again.
 */
export async function uploadImage(session: Session, upload: Upload): Promise<Uploaded> {
  const id = await perform(session, 'image.create', upload.image)
  try {
    const sums = await orCancelled(upload, send(session, id, upload))
    upload.onProgress?.({ sent: sums.sent, total: sums.sent, stage: 'checking' })
    const image = await images(session).get(id)
    if (image === undefined) throw wrong(upload, 'somebody deleted it meanwhile')
    compare(upload, image, sums)
    return { image, sha256: sums.sha256, sha512: sums.sha512 }
  } catch (error) {
    throw await takenAway(session, id, upload, error)
  }
}

interface Sums {
  readonly sent: number
  readonly sha256: string
  readonly sha512: string
}

async function send(session: Session, id: string, upload: Upload): Promise<Sums> {
  const over = new AbortController()
  const signal = upload.signal === undefined ? over.signal : AbortSignal.any([upload.signal, over.signal])
  try {
    // How long it is has to be known before it is sent; a repetition opens it anew.
    let opened: Content | undefined = await upload.open(signal)
    const { length } = opened
    let summed: Summed | undefined
    const next = async (): Promise<Content> => {
      const content = opened ?? (await upload.open(signal))
      opened = undefined
      return content
    }
    const open = (): AsyncIterable<Uint8Array> => {
      summed = new Summed(upload)
      return summed.bytes(next)
    }
    const call: ApiCall = {
      service: 'image',
      method: 'PUT',
      path: path`/v2/images/${id}/file`,
      data: { type: 'application/octet-stream', ...(length === undefined ? {} : { length }), open },
      attempted: attempted(upload),
      timeout: TIMEOUT,
    }
    // A service that takes no more would hold one of the few connections until the time is over.
    await session.send(call, upload.signal)
    return (summed ?? new Summed(upload)).sums()
  } finally {
    over.abort()
  }
}

/** Sums what passes through. */
class Summed {
  #upload: Upload
  #sha256 = createHash('sha256')
  #sha512 = createHash('sha512')
  #sent = 0

  constructor(upload: Upload) {
    this.#upload = upload
  }

  async *bytes(open: () => Promise<Content>): AsyncGenerator<Uint8Array, void> {
    const { onProgress, signal } = this.#upload
    const { bytes, length: total } = await open()
    let told = 0
    // The last piece waits for the comparison: Glance knows the length, and would call the image whole with it.
    let held: Uint8Array | undefined
    for await (const chunk of bytes) {
      if (signal?.aborted) throw cancelled(this.#upload)
      this.#sha256.update(chunk)
      this.#sha512.update(chunk)
      this.#sent += chunk.length
      if (total !== undefined && this.#sent > total) throw wrong(this.#upload, `it is longer than ${total} bytes`)
      if (this.#sent - told >= STEP) {
        told = this.#sent
        onProgress?.({ sent: this.#sent, ...(total === undefined ? {} : { total }), stage: 'sending' })
      }
      if (held !== undefined) yield held
      held = chunk
    }
    if (total !== undefined && this.#sent !== total) {
      throw wrong(this.#upload, `it ended after ${this.#sent} of ${total} bytes`)
    }
    const { expected } = this.#upload
    const found = expected?.algorithm === 'sha256' ? this.sums().sha256 : this.sums().sha512
    if (expected !== undefined && found !== expected.value) throw notAsPublished(this.#upload, expected, found)
    if (held !== undefined) yield held
  }

  sums(): Sums {
    return {
      sent: this.#sent,
      sha256: this.#sha256.copy().digest('hex'),
      sha512: this.#sha512.copy().digest('hex'),
    }
  }
}

/** Nobody has to wait for a service that no longer answers. */
async function orCancelled<T>(upload: Upload, work: Promise<T>): Promise<T> {
  const { signal } = upload
  if (signal === undefined) return work
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = (): void => reject(cancelled(upload))
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', stop)
    work.catch(() => undefined)
  }
}

function compare(upload: Upload, { hash, size, status }: Image, sums: Sums): void {
  if (status !== 'active') throw wrong(upload, `Glance calls it ${status}`)
  if (size !== undefined && size !== sums.sent) throw wrong(upload, `Glance has ${size} of ${sums.sent} bytes`)
  const ours = hash?.algorithm === 'sha512' ? sums.sha512 : hash?.algorithm === 'sha256' ? sums.sha256 : undefined
  if (ours !== undefined && ours !== hash?.value) throw wrong(upload, 'Glance stored something else than was sent')
}

/** What is half made is of no use to anybody; the error stays the one that happened. */
async function takenAway(session: Session, id: string, { image }: Upload, error: unknown): Promise<unknown> {
  try {
    await perform(session, 'image.delete', { id, name: image.name })
    return error
  } catch {
    if (!(error instanceof StacksteadError)) return error
    const remedy = `The image ${image.name} without its content could not be deleted; delete it.`
    return new StacksteadError({ ...error.data, remedy }, { cause: error })
  }
}

function attempted({ image }: Upload): string {
  return `Uploading the image ${image.name}`
}

function cancelled(upload: Upload): StacksteadError {
  return new StacksteadError({ code: 'cancelled', message: `${attempted(upload)} was cancelled.` })
}

function wrong(upload: Upload, why: string): StacksteadError {
  return new StacksteadError({ code: 'api', message: `${attempted(upload)} failed: ${why}.` })
}

function notAsPublished(upload: Upload, { algorithm, value }: Checksum, found: string): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    message: `${attempted(upload)} failed: the content is not what its ${algorithm === 'sha256' ? 'SHA-256' : 'SHA-512'} says.`,
    detail: `expected ${value}\nfound    ${found}`,
    remedy: 'Try again; if it stays so, do not use this source.',
  })
}
