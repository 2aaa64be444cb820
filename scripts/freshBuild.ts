/** Builds what the app consists of where its sources are newer. In a process of its own: a build leaves much memory behind. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { StacksteadError } from '../provisioner/core/errors.ts'

const ROOT = join(import.meta.dirname, '..')

const SHARED = [
  'package-lock.json',
  'scripts/{build,windowConfig}.ts',
  'electron/contract/**/*.ts',
  'provisioner/**/*.ts',
]

interface Part {
  /** Newest of these decides. */
  readonly sources: readonly string[]
  /** Written last by its build. */
  readonly result: string
}

const PARTS = {
  page: {
    sources: [...SHARED, 'renderer/**/*.{ts,tsx,css,html,svg}'],
    result: 'dist/renderer/index.html',
  },
  window: {
    sources: [...SHARED, 'electron/{app,main,preload,shell}/**/*.ts'],
    result: 'dist/electron/preload.cjs',
  },
  'command line': {
    sources: [...SHARED, 'bin/stackstead', 'templates/**/*', 'package.json'],
    result: 'dist/command-line/package.json',
  },
} satisfies Record<string, Part>

/** Says what it builds in one line; quiet where nothing changed. Rejects where a source does not compile. */
export async function freshBuild(parts: readonly (keyof typeof PARTS)[]): Promise<void> {
  const stale = parts.filter((part) => isStale(PARTS[part]))
  if (stale.length === 0) return
  const build = spawn(process.execPath, [join(import.meta.dirname, 'build.ts'), ...stale], { stdio: 'inherit' })
  const [status] = await once(build, 'exit')
  if (status === 0) return
  throw new StacksteadError({ code: 'internal', message: `Building the ${stale.join(' and the ')} failed; see above.` })
}

function isStale({ sources, result }: Part): boolean {
  const built = changed(result)
  return built === undefined || globSync(sources, { cwd: ROOT }).some((file) => (changed(file) ?? 0) > built)
}

function changed(file: string): number | undefined {
  return statSync(join(ROOT, file), { throwIfNoEntry: false })?.mtimeMs
}
