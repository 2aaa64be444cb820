/** Opens the app in the person's browser without showing the link to other users of this computer. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { writeWhole } from '../../provisioner/index.ts'
import { browserProgram, HERE, runQuietly, type Surroundings } from './programs.ts'

export interface Opened extends AsyncDisposable {
  /** Whether a browser was asked to. */
  readonly opened: boolean
}

/** Words of a command are everybody's to read, so the browser is given a file of mode 0600 that leads on to the link. */
export async function openPage(link: string, folder: string, surroundings: Surroundings = HERE): Promise<Opened> {
  const browser = browserProgram(surroundings)
  const file = join(folder, 'open.html')
  const remove = (): Promise<void> => rm(file, { force: true })
  if (browser === undefined) return { opened: false, [Symbol.asyncDispose]: remove }
  const html = `<!doctype html><meta http-equiv="refresh" content="0; url=${link}"><title>Stackstead</title>\n`
  await writeWhole(file, html, 0o600)
  const opened = await runQuietly([...browser, pathToFileURL(file).href] as typeof browser).then(
    () => true,
    () => false,
  )
  return { opened, [Symbol.asyncDispose]: remove }
}
