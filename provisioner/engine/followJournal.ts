/** Follows the journal of a run that another process may still be writing: what is there, then what is appended. */
import { watch } from 'node:fs'
import { open } from 'node:fs/promises'
import { parseLines } from '../adapters/localFiles.ts'
import type { RunEvent } from '../core/event.ts'
import { oneMore } from '../core/oneMore.ts'
import { journalFile } from './runFiles.ts'

const END = '{"type":"run-finished"'

export interface JournalReader {
  /** Which lines are wanted, told by how they begin, so that most of a long journal is passed over unread. */
  readonly isWanted: (line: string) => boolean
  /** All wanted events so far in one piece, also where there are none; then those of each piece that is appended. */
  readonly onEvents: (events: readonly RunEvent[]) => void
  /** Nothing is watched once it has aborted, nor once the run has ended. */
  readonly signal: AbortSignal
}

/** Resolves when what is there was told. */
export async function followJournal(folder: string, run: string, reader: JournalReader): Promise<void> {
  const { isWanted, onEvents, signal } = reader
  const file = journalFile(folder, run)
  const over = new AbortController()
  const until = AbortSignal.any([signal, over.signal])
  let offset = 0

  const readOn = async (isFirst: boolean): Promise<void> => {
    const piece = await wholeLines(file, offset)
    offset += piece.length
    if (signal.aborted) return
    const text = piece.toString()
    const events = parseLines(text, isWanted) as RunEvent[]
    if (isFirst || events.length > 0) onEvents(events)
    if (text.startsWith(END) || text.includes(`\n${END}`)) over.abort()
  }

  let isFirst = true
  const look = oneMore(async () => {
    if (!until.aborted) await readOn(isFirst)
    isFirst = false
  })
  // Begun before the first look, so that nothing is appended unseen in between.
  // A journal that can no longer be read has nothing more to tell.
  onChange(file, until, () => look().catch(() => over.abort()))
  await look()
}

function onChange(file: string, signal: AbortSignal, tell: () => void): void {
  if (signal.aborted) return
  try {
    const watcher = watch(file, { persistent: false, signal }, tell)
    watcher.on('error', () => watcher.close())
  } catch {
    // No such file, or no watches left on this computer: what is there is told, and nothing more.
  }
}

/** From `offset` to the end of the last line that is whole; nothing where there is no such file. */
async function wholeLines(path: string, offset: number): Promise<Buffer> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (file === undefined) return Buffer.alloc(0)
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.max(0, size - offset)), { position: offset })
    return buffer.subarray(0, buffer.subarray(0, bytesRead).lastIndexOf(0x0a) + 1)
  } finally {
    await file.close()
  }
}
