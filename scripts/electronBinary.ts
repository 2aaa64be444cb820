/** Electron's binary: where it lies, or fetched by its own installer when somebody would see its window. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Milliseconds the download may take. */
const PATIENCE = 180_000

export type ElectronBinary = { readonly path: string } | { readonly lacks: string }

/** @param fetch whether to download it where it is missing */
export function electronBinary(fetch: boolean): ElectronBinary {
  const folder = dirname(fileURLToPath(import.meta.resolve('electron')))
  const there = installed(folder)
  if (there !== undefined) return { path: there }
  if (!fetch) return { lacks: 'Electron is not installed' }
  process.stderr.write('Fetching Electron… ')
  const { status, error } = spawnSync(process.execPath, [join(folder, 'install.js')], {
    stdio: 'ignore',
    timeout: PATIENCE,
  })
  process.stderr.write(status === 0 ? 'done\n' : 'no\n')
  const fetched = installed(folder)
  if (fetched !== undefined) return { path: fetched }
  const late = (error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT'
  return {
    lacks: late ? `Electron did not arrive within ${PATIENCE / 60_000} minutes` : 'Electron could not be fetched',
  }
}

/** Whether somebody would see a window. */
export function hasDisplay(): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return true
  return Boolean(process.env.WAYLAND_DISPLAY || process.env.DISPLAY)
}

function installed(folder: string): string | undefined {
  const note = join(folder, 'path.txt')
  if (!existsSync(note)) return undefined
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), readFileSync(note, 'utf8'))
  return existsSync(path) ? path : undefined
}
