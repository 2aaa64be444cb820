/** A file of this computer as a stream of bytes of known length. */
import { open } from 'node:fs/promises'
import { StacksteadError } from '../core/errors.ts'

export interface FileContent {
  readonly length: number
  readonly bytes: AsyncIterable<Uint8Array>
}

/** Rejects with `invalid-input` for what is no file or may not be read. The file is closed when its bytes end. */
export async function fileContent(path: string, signal?: AbortSignal): Promise<FileContent> {
  const file = await open(path, 'r').catch((cause: Error) => {
    throw unreadable(path, cause.message, cause)
  })
  const stat = await file.stat()
  if (!stat.isFile() || stat.size === 0) {
    await file.close()
    throw unreadable(path, stat.isFile() ? 'it is empty' : 'it is no file')
  }
  const bytes = file.createReadStream(signal === undefined ? {} : { signal })
  // Aborted before anybody reads, nobody hears it fail, which would end the process; whoever reads is told all the same.
  bytes.on('error', () => undefined)
  return { length: stat.size, bytes }
}

function unreadable(path: string, why: string, cause?: Error): StacksteadError {
  return new StacksteadError({ code: 'invalid-input', message: `${path} cannot be read: ${why}.` }, { cause })
}
