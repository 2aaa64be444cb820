/** The first and the last bytes of a file of this computer, and how long it is. */
import { open } from 'node:fs/promises'
import { StacksteadError } from '../core/errors.ts'

export interface FileEnds {
  /** Bytes. */
  readonly size: number
  readonly head: Uint8Array
  readonly tail: Uint8Array
}

/** Rejects with `invalid-input` for what is no file or may not be read. */
export async function fileEnds(path: string, head: number, tail: number): Promise<FileEnds> {
  try {
    await using file = await open(path, 'r')
    const stat = await file.stat()
    if (!stat.isFile()) throw new Error('it is no file')
    if (stat.size === 0) throw new Error('it is empty')
    const part = async (from: number, length: number): Promise<Uint8Array> => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from)
      return buffer.subarray(0, bytesRead)
    }
    const { size } = stat
    return {
      size,
      head: await part(0, Math.min(head, size)),
      tail: await part(Math.max(0, size - tail), Math.min(tail, size)),
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new StacksteadError({ code: 'invalid-input', message: `${path} cannot be read: ${why}.` }, { cause })
  }
}
