/** Where the app lives on this computer: its version, the folder of its data, and the built page. */
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Two folders up, from here as from the bundle in dist/electron. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** The page as `npm run build` leaves it. */
export const PAGE_FOLDER = join(ROOT, 'dist', 'renderer')

export function appVersion(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  return version
}

/** The command line of this installation, which root may run: in the sources, or beside a package's archive. */
export function commandLine(root = ROOT, environment: NodeJS.ProcessEnv = process.env): { readonly program?: string } {
  const [program, packed] = [join(root, 'bin', 'stackstead'), join(root, '..', 'command-line', 'bin', 'stackstead')]
  if (existsSync(program)) return { program }
  // What an AppImage is mounted as is closed to everybody but who started it, root included.
  const mounted = environment.APPDIR
  const isClosed = mounted !== undefined && packed.startsWith(join(mounted, sep))
  return existsSync(packed) && !isClosed ? { program: packed } : {}
}

/** Clouds, preferences and sealed credentials: the same for window and browser, so that both show the same clouds. */
export function dataFolder(environment: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (environment.XDG_DATA_HOME) return join(environment.XDG_DATA_HOME, 'stackstead')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'stackstead')
  if (platform === 'win32') return join(environment.APPDATA || join(homedir(), 'AppData', 'Roaming'), 'stackstead')
  return join(homedir(), '.local', 'share', 'stackstead')
}
