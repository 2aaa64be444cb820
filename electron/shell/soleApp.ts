/** One app for each data folder: two would write into the same files. A note there says which process has it, and where. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { StacksteadError } from '../../provisioner/core/errors.ts'
import { holder, isRunning, parsedNote, takeFile, thisProcess, writeWhole } from '../../provisioner/index.ts'

const openApp = holder.extend({
  /** Where it is open in a browser; absent for a window. */
  url: z.string().optional(),
})
type OpenApp = z.output<typeof openApp>

export interface SoleApp extends AsyncDisposable {
  /** Lets others say where the app is open. */
  openAt(url: string): Promise<void>
}

/** Resolves when the folder is this process's own, until disposed of or dead. Rejects with `locked` where another app has it. */
export async function soleApp(folder: string): Promise<SoleApp> {
  const file = join(folder, 'app.json')
  const own: OpenApp = await thisProcess()
  await takeFile(file, noteOf(own), async (text) => {
    const other = parsedNote(openApp, text)
    if (other !== undefined && other.pid !== process.pid && (await isRunning(other))) throw alreadyOpen(other, file)
  })
  return {
    openAt: (url) => writeWhole(file, noteOf({ ...own, url }), 0o600),
    [Symbol.asyncDispose]: () => rm(file, { force: true }),
  }
}

function noteOf(one: OpenApp): string {
  return `${JSON.stringify(one)}\n`
}

function alreadyOpen({ pid, url }: OpenApp, file: string): StacksteadError {
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
