/** Programs of this computer that the app uses when they are there: a clipboard, and a way to open a browser. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { StacksteadError } from '../../provisioner/core/errors.ts'

type Words = readonly [program: string, ...words: string[]]

export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly environment: NodeJS.ProcessEnv
}

export const HERE: Surroundings = { platform: process.platform, environment: process.env }

/** Takes the text by standard input, so that no other process sees it; undefined where there is no clipboard. */
export function clipboardProgram({ platform, environment }: Surroundings = HERE): Words | undefined {
  if (platform === 'darwin') return ['pbcopy']
  if (platform === 'win32') return ['clip']
  const candidates: readonly (readonly [needs: string, words: Words])[] = [
    ['WAYLAND_DISPLAY', ['wl-copy']],
    ['DISPLAY', ['xclip', '-selection', 'clipboard']],
    ['DISPLAY', ['xsel', '--clipboard', '--input']],
  ]
  return candidates.find(([needs, [program]]) => environment[needs] && isThere(program, environment))?.[1]
}

/** Takes an address as its last word; undefined where nobody would see a browser. */
export function browserProgram({ platform, environment }: Surroundings = HERE): Words | undefined {
  if (platform === 'darwin') return ['open']
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  const display = environment.WAYLAND_DISPLAY || environment.DISPLAY
  return display && isThere('xdg-open', environment) ? ['xdg-open'] : undefined
}

/** Runs it to its end. Its output goes nowhere: xclip stays in the background and would keep a pipe open. */
export async function runQuietly([program, ...words]: Words, input = ''): Promise<void> {
  const child = spawn(program, words, { stdio: ['pipe', 'ignore', 'ignore'] })
  child.stdin.on('error', () => child.stdin.destroy())
  child.stdin.end(input)
  const [status] = await once(child, 'exit').catch(() => [undefined])
  if (status === 0) return
  throw new StacksteadError({ code: 'command-failed', message: `${program} on this computer failed.` })
}

function isThere(program: string, environment: NodeJS.ProcessEnv): boolean {
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
