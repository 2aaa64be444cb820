/** Who may import whom: the table of docs/architecture.md as a check. */
import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, normalize } from 'node:path'

/** Rooms from the most specific to the least; a file belongs to the first that fits. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'provisioner/core': [],
  'provisioner/adapters': ['provisioner/core'],
  'provisioner/facts': ['provisioner/core'],
  'provisioner/config': ['provisioner/core'],
  'provisioner/actions': ['provisioner/core'],
  'provisioner/openstack': ['provisioner/core', 'provisioner/actions'],
  'provisioner/recipes': ['provisioner/core', 'provisioner/actions'],
  'provisioner/steps': ['provisioner/core', 'provisioner/facts'],
  'provisioner/preflight': ['provisioner/core', 'provisioner/facts', 'provisioner/config'],
  'provisioner/components': [
    'provisioner/core',
    'provisioner/facts',
    'provisioner/config',
    'provisioner/steps',
    'provisioner/openstack',
  ],
  'provisioner/lab': ['provisioner/core', 'provisioner/adapters'],
  'provisioner/engine': [
    'provisioner/core',
    'provisioner/adapters',
    'provisioner/facts',
    'provisioner/config',
    'provisioner/steps',
    'provisioner/preflight',
    'provisioner/components',
    'provisioner/actions',
    'provisioner/openstack',
    'provisioner/recipes',
  ],
  'provisioner/cli': ['provisioner/index', 'provisioner/core'],
  'electron/contract': ['provisioner/core', 'provisioner/actions', 'provisioner/index'],
  'electron/app': ['provisioner/index', 'provisioner/core', 'electron/contract'],
  'electron/shell': ['provisioner/index', 'provisioner/core', 'electron/contract'],
  'electron/serve': ['provisioner/index', 'provisioner/core', 'electron/contract', 'electron/app', 'electron/shell'],
  'electron/main': ['provisioner/index', 'provisioner/core', 'electron/contract', 'electron/app', 'electron/shell'],
  'electron/preload': ['electron/contract'],
  renderer: ['electron/contract'],
}

/** Imported for its types, which are gone when the page is built: the page must not carry the engine. */
const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = { 'electron/contract': ['provisioner/index.ts'] }

/** Rooms that run in a page, where there is no Node. */
const PAGE_ROOMS = ['renderer', 'electron/preload', 'electron/contract', 'provisioner/actions']

/** Where the package `electron` may be imported; elsewhere it would try to download itself. */
const WINDOW_ROOMS = ['electron/main', 'electron/preload']

/** Doors of Electron with one user each. */
const RAW_DOORS: Readonly<Record<string, string>> = {
  ipcMain: 'electron/main/ipc.ts',
  ipcRenderer: 'electron/preload/channels.ts',
}

/** Packages only one file may import. */
const SINGLE: Readonly<Record<string, string>> = { ssh2: 'provisioner/adapters/sshLibrary.ts' }

/** Node modules without input or output, which core may use. */
const PURE_NODE = new Set<string>()

const IMPORT = /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

/** One sentence for each import that is against the rules. */
export function brokenRules(root = '.'): string[] {
  const sources = ['provisioner', 'electron', 'renderer'].flatMap((folder) => {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    return files
      .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('vite.config.ts'))
      .map((file) => join(folder, file))
  })
  return sources.flatMap((file) => {
    const found = importsOf(join(root, file))
    return found.flatMap((one) => problem(file, one.target) ?? roomProblem(file, one) ?? [])
  })
}

interface Import {
  readonly target: string
  /** As it is written, from `import` or `export` on. */
  readonly statement: string
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(IMPORT)].flatMap((match) => {
    const target = match[1] ?? match[2]
    return target === undefined ? [] : { target, statement: match[0].trim() }
  })
}

/** What the rooms of the window add to who may import whom. */
function roomProblem(file: string, { target, statement }: Import): string | undefined {
  const room = roomOf(file) ?? ''
  const path = normalize(join(dirname(file), target))
  if (TYPES_ONLY[room]?.includes(path) && !/^(?:import|export) type\b/.test(statement)) {
    return `${file} may import only types from ${path}`
  }
  if (PAGE_ROOMS.includes(room) && (target.startsWith('node:') || builtinModules.includes(target))) {
    return `${file} may not import ${target}: there is no Node in the page`
  }
  if (target !== 'electron') return undefined
  if (!WINDOW_ROOMS.includes(room)) return `${file} may not import electron: only ${WINDOW_ROOMS.join(' and ')} do`
  const door = Object.keys(RAW_DOORS).find((name) => new RegExp(`\\b${name}\\b`).test(statement))
  const owner = door === undefined ? file : RAW_DOORS[door]
  return owner === file ? undefined : `${file} may not import ${door}: only ${owner} does`
}

function roomOf(file: string): string | undefined {
  return Object.keys(ALLOWED).find((room) => file.startsWith(`${room}/`))
}

function problem(file: string, target: string): string | undefined {
  const room = roomOf(file)
  if (target.startsWith('.')) {
    const path = normalize(join(dirname(file), target))
    if (room === undefined || path.startsWith(`${room}/`)) return otherComponent(file, path)
    const allowed = ALLOWED[room] ?? []
    return allowed.some((one) => path.startsWith(`${one}/`) || path === `${one}.ts`)
      ? undefined
      : `${file} may not import ${path}`
  }
  if (room === 'provisioner/core' && target.startsWith('node:') && !PURE_NODE.has(target)) {
    return `${file} may not import ${target}: core does no input or output`
  }
  const only = SINGLE[target]
  return only === undefined || only === file ? undefined : `${file} may not import ${target}: only ${only} does`
}

/** A component never imports another; what they share lies beside their folders. */
function otherComponent(file: string, path: string): string | undefined {
  const inside = /^provisioner\/components\/([^/]+)\//
  const [from, to] = [inside.exec(file)?.[1], inside.exec(path)?.[1]]
  const wrong = from !== undefined && to !== undefined && from !== to
  return wrong ? `${file} may not import ${path}: a component never imports another` : undefined
}
