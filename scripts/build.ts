/** `npm run build`: the page, the window's main process and preload, the command line of packages; or the one that is named. */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { build, type InlineConfig } from 'vite'
import { commandLineConfig, mainConfig, preloadConfig } from './windowConfig.ts'

// Whoever starts it: under a test's NODE_ENV the page would get React's development build, twice as slow.
process.env.NODE_ENV = 'production'

const ROOT = join(import.meta.dirname, '..')

/** A folder with all a package needs of the command line but its Node. */
const COMMAND_LINE = 'dist/command-line'

const CONFIGS: Readonly<Record<string, readonly InlineConfig[]>> = {
  page: [{ root: join(ROOT, 'renderer'), configFile: join(ROOT, 'renderer', 'vite.config.ts') }],
  window: [mainConfig('dist/electron'), preloadConfig('dist/electron')],
  'command line': [commandLineConfig(join(COMMAND_LINE, 'dist/cli'))],
}

const named = process.argv.slice(2)
for (const [name, configs] of Object.entries(CONFIGS)) {
  if (named.length > 0 && !named.includes(name)) continue
  const begun = performance.now()
  process.stderr.write(`Building the ${name}… `)
  for (const config of configs) await build({ root: ROOT, logLevel: 'error', ...config })
  if (name === 'command line')
    for (const path of ['bin/stackstead', 'templates', 'package.json'])
      cpSync(join(ROOT, path), join(ROOT, COMMAND_LINE, path), { recursive: true })
  process.stderr.write(`${((performance.now() - begun) / 1000).toFixed(1)} s\n`)
}
