/** One connection to a screen: what comes is told in pieces, waits while the page is behind, and what is sent keeps its order. */
import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { CONSOLE_AHEAD } from '../../contract/consoles.ts'

export interface ConsoleLink {
  readonly id: string
  /** Resolves when the screen has taken it. */
  send(data: Uint8Array): Promise<void>
  /** The page has taken so many bytes in all. */
  taken(bytes: number): void
  /** When the other end left, or the connection broke. */
  readonly gone: Promise<void>
  close(): void
}

/** Bytes of one piece: an event of that size is still quick to write and to read. */
const PIECE = 192 * 1024

/** @param onBytes told first of all when the other end says something */
export function consoleLink(stream: Duplex, onBytes: (bytes: Buffer) => void): ConsoleLink {
  const gone = Promise.withResolvers<void>()
  let waiting: Buffer[] = []
  let told = 0
  let taken = 0
  let isClosed = false
  let turn: NodeJS.Immediate | undefined

  // What came in one breath is one event: a screen is made of many small writes.
  const flush = (): void => {
    turn = undefined
    const bytes = Buffer.concat(waiting)
    waiting = []
    if (isClosed) return
    for (let from = 0; from < bytes.length; from += PIECE) onBytes(bytes.subarray(from, from + PIECE))
  }
  stream.on('data', (chunk: Buffer) => {
    waiting.push(chunk)
    told += chunk.length
    if (told - taken > CONSOLE_AHEAD) stream.pause()
    turn ??= setImmediate(flush)
  })
  stream.once('close', () => {
    if (turn !== undefined) {
      clearImmediate(turn)
      flush()
    }
    gone.resolve()
  })
  stream.on('error', () => stream.destroy())
  return {
    id: randomUUID(),
    gone: gone.promise,
    send: (data) =>
      new Promise((resolve) => {
        // A screen that went away is told of by its own event.
        if (stream.writable) stream.write(data, () => resolve())
        else resolve()
      }),
    taken(bytes) {
      taken = Math.max(taken, Math.min(bytes, told))
      if (told - taken <= CONSOLE_AHEAD / 2 && stream.isPaused()) stream.resume()
    },
    close() {
      isClosed = true
      stream.destroy()
    },
  }
}
