/** Builds what the app consists of when its sources are newer: the page, and the window's main process and preload. */
import { globSync, statSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { build, type InlineConfig } from 'vite'

const ROOT = join(import.meta.dirname, '..')

interface Part {
  readonly name: string
  /** Newest of these decides. */
  readonly sources: readonly string[]
  /** Written last by its build. */
  readonly result: string
  readonly configs: readonly InlineConfig[]
}

const SHARED = ['package-lock.json', 'scripts/freshBuild.ts', 'electron/contract/**/*.ts', 'provisioner/**/*.ts']

const PAGE: Part = {
  name: 'page',
  sources: [...SHARED, 'renderer/**/*.{ts,tsx,css,html}'],
  result: 'dist/renderer/index.html',
  configs: [{ root: join(ROOT, 'renderer'), configFile: join(ROOT, 'renderer', 'vite.config.ts') }],
}

const WINDOW: Part = {
  name: 'window',
  sources: [...SHARED, 'electron/{app,main,preload,serve,shell}/**/*.ts'],
  result: 'dist/electron/preload.cjs',
  configs: [mainConfig('dist/electron'), preloadConfig('dist/electron')],
}

/** Packages stay packages, for the packager to bring along; our own sources become files of one folder. */
export function mainConfig(outDir: string): InlineConfig {
  return {
    configFile: false,
    publicDir: false,
    ssr: { external: true },
    build: {
      ssr: 'electron/main/main.ts',
      outDir,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        external: ['electron', ...builtinModules],
        output: { format: 'es', entryFileNames: 'main.js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  }
}

/** One file of CommonJS, as the sandbox wants it. */
export function preloadConfig(outDir: string): InlineConfig {
  return {
    configFile: false,
    publicDir: false,
    build: {
      lib: { entry: 'electron/preload/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
      outDir,
      emptyOutDir: false,
      target: 'chrome140',
      minify: false,
      rolldownOptions: { external: ['electron'] },
    },
  }
}

/** Says what it builds in one line; quiet where nothing changed. Rejects where a source does not compile. */
export async function freshBuild(parts: readonly ('page' | 'window')[], force = false): Promise<void> {
  for (const part of [PAGE, WINDOW].filter(({ name }) => parts.includes(name as 'page' | 'window'))) {
    if (!force && isFresh(part)) continue
    const begun = performance.now()
    process.stderr.write(`Building the ${part.name}… `)
    for (const config of part.configs) await build({ root: ROOT, logLevel: 'error', ...config })
    process.stderr.write(`${((performance.now() - begun) / 1000).toFixed(1)} s\n`)
  }
}

function isFresh({ sources, result }: Part): boolean {
  const built = changed(result)
  return built !== undefined && globSync(sources, { cwd: ROOT }).every((file) => (changed(file) ?? 0) <= built)
}

function changed(file: string): number | undefined {
  return statSync(join(ROOT, file), { throwIfNoEntry: false })?.mtimeMs
}
