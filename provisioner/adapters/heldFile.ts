/** A file that says which process holds something: the next one learns who has it, and takes it over from the dead. */
import { readFile, rm, stat } from 'node:fs/promises'
import { z } from 'zod'
import { readText, writeNew } from './localFiles.ts'

/** Who holds it. */
export const holder = z.object({
  pid: z.int().min(1),
  /** What tells the process from a later one with its number; absent where the computer does not say. */
  began: z.string().optional(),
})
export type Holder = z.output<typeof holder>

/** Milliseconds after which whoever clears a note has died with it: it is a matter of one. */
const ABANDONED = 5_000

export async function thisProcess(): Promise<Holder> {
  const began = (await stateOf(process.pid))?.began
  return { pid: process.pid, ...(began === undefined ? {} : { began }) }
}

/**
 * Writes the note, mode 0600, as soon as nobody else's is there.
 * @param refuse rejects where whoever wrote this note still has it; otherwise it is taken away
 */
export async function takeFile(file: string, note: string, refuse: (found: string) => Promise<void>): Promise<void> {
  while (!(await writeNew(file, note, 0o600))) {
    const text = await readText(file)
    if (text === undefined) continue
    await refuse(text)
    await clear(file, text)
  }
}

/**
 * Takes a dead process's note away. Only whoever holds the claim may, so that of several who found it dead none takes away
 * the note the first of them has written since.
 */
async function clear(file: string, text: string): Promise<void> {
  const claim = `${file}.clearing`
  if (await writeNew(claim, '', 0o600)) {
    try {
      if ((await readText(file)) === text) await rm(file, { force: true })
    } finally {
      await rm(claim, { force: true })
    }
    return
  }
  const { mtimeMs } = await stat(claim).catch(() => ({ mtimeMs: Date.now() }))
  if (Date.now() - mtimeMs > ABANDONED) await rm(claim, { force: true })
}

/** Numbers of processes are given out again: whoever has this one now must have begun when the holder did. */
export async function isRunning({ began, pid }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it is there, and another user's, as under sudo.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = await stateOf(pid)
  return now === undefined || (!now.ended && (began === undefined || now.began === began))
}

/** As Linux tells of a process; undefined elsewhere. */
async function stateOf(pid: number): Promise<{ readonly began: string; readonly ended: boolean } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  // The name in parentheses may hold anything; what follows is fields 3 and up of proc_pid_stat(5).
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state, began] = [fields?.[0], fields?.[19]]
  return state === undefined || began === undefined ? undefined : { began, ended: state === 'Z' || state === 'X' }
}

/** What a note says; undefined for one that a crash of the computer left empty. */
export function parsedNote<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
