/** One app for each data folder: two would write into the same files. A note there says which process has it, and where. */
import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { StacksteadError } from '../../provisioner/core/errors.ts'
import { readText, writeNew, writeWhole } from '../../provisioner/index.ts'

const holder = z.object({
  pid: z.int().min(1),
  /** What tells the process from a later one with its number; absent where the computer does not say. */
  began: z.string().optional(),
  /** Where it is open in a browser; absent for a window. */
  url: z.string().optional(),
})
type Holder = z.output<typeof holder>

/** Milliseconds after which whoever holds a claim has died with it: it is a matter of one. */
const ABANDONED = 5_000

export interface SoleApp extends AsyncDisposable {
  /** Lets others say where the app is open. */
  openAt(url: string): Promise<void>
}

/** Resolves when the folder is this process's own, until disposed of or dead. Rejects with `locked` where another app has it. */
export async function soleApp(folder: string): Promise<SoleApp> {
  const file = join(folder, 'app.json')
  const own: Holder = { pid: process.pid, began: (await stateOf(process.pid))?.began }
  while (!(await writeNew(file, noteOf(own), 0o600))) {
    const text = await readText(file)
    const other = text === undefined ? undefined : parsed(text)
    if (other !== undefined && (await isAlive(other))) throw alreadyOpen(other, file)
    if (text !== undefined) await clear(file, text)
  }
  return {
    openAt: (url) => writeWhole(file, noteOf({ ...own, url }), 0o600),
    [Symbol.asyncDispose]: () => rm(file, { force: true }),
  }
}

/**
 * Takes a dead app's note away. Only whoever holds the claim may, so that of several who found it dead none takes away the
 * note the first of them has written since.
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

function noteOf(one: Holder): string {
  return `${JSON.stringify(one)}\n`
}

/** Undefined for a note that a crash of the computer left empty. */
function parsed(text: string): Holder | undefined {
  try {
    return holder.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

async function isAlive({ pid, began }: Holder): Promise<boolean> {
  if (pid === process.pid) return false
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

function alreadyOpen({ pid, url }: Holder, file: string): StacksteadError {
  const [place, there] =
    url === undefined
      ? ['', 'in its window']
      : [` at ${url}`, 'there (Enter in its terminal prints a link that opens it)']
  return new StacksteadError({
    code: 'locked',
    message: `Stackstead is already open${place} (process ${pid}).`,
    remedy: `Go on ${there}, or end it first. If there is no such process, remove ${file}.`,
  })
}
