/** `npm start`: builds what is older than its sources, then opens the window, or serves the app to a browser. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { HELP, startOptions } from '../electron/serve/options.ts'
import { errorData } from '../provisioner/core/errors.ts'
import { electronBinary, hasDisplay } from './electronBinary.ts'
import { freshBuild } from './freshBuild.ts'

try {
  process.exitCode = await start(process.argv.slice(2))
} catch (error) {
  const { message, remedy } = errorData(error)
  console.error(`Error: ${message}${remedy === undefined ? '' : `\n${remedy}`}`)
  process.exitCode = 1
}

async function start(words: readonly string[]): Promise<number> {
  const options = startOptions(words)
  if (options.help) {
    process.stdout.write(HELP)
    return 0
  }
  const binary = options.serve ? undefined : windowProgram()
  if (binary !== undefined && 'path' in binary) {
    await freshBuild(['page', 'window'])
    return openWindow(binary.path)
  }
  if (binary !== undefined) console.error(`No window: ${binary.lacks}. Serving the same app to a browser instead.`)
  await freshBuild(['page'])
  const { serve } = await import('../electron/serve/main.ts')
  await serve(options)
  return 0
}

function windowProgram() {
  return hasDisplay() ? electronBinary(true) : { lacks: 'this computer has no display' }
}

/** Ctrl-C reaches the window's process by itself: the terminal sends it to both. */
async function openWindow(program: string): Promise<number> {
  const child = spawn(program, [join(import.meta.dirname, '..')], { stdio: 'inherit' })
  process.on('SIGINT', () => undefined).on('SIGTERM', () => child.kill('SIGTERM'))
  const [status] = await once(child, 'exit')
  return typeof status === 'number' ? status : 1
}
