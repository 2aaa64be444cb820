/** Who may import whom: the table of docs/architecture.md as a check. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** Rooms from the most specific to the least; a file belongs to the first that fits. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'provisioner/core': [],
  'provisioner/adapters': ['provisioner/core'],
  'provisioner/facts': ['provisioner/core'],
  'provisioner/config': ['provisioner/core'],
  'provisioner/openstack': ['provisioner/core'],
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
    'provisioner/openstack',
  ],
  'provisioner/cli': ['provisioner/index', 'provisioner/core'],
}

/** Packages only one file may import. */
const SINGLE: Readonly<Record<string, string>> = { ssh2: 'provisioner/adapters/sshLibrary.ts' }

/** Node modules without input or output, which core may use. */
const PURE_NODE = new Set<string>()

const IMPORT = /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

/** One sentence for each import that is against the rules. */
export function brokenRules(root = '.'): string[] {
  const files = readdirSync(join(root, 'provisioner'), { recursive: true, encoding: 'utf8' })
  const sources = files.filter((file) => file.endsWith('.ts')).map((file) => join('provisioner', file))
  return sources.flatMap((file) => importsOf(join(root, file)).flatMap((target) => problem(file, target) ?? []))
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(IMPORT)].flatMap((match) => match[1] ?? match[2] ?? [])
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
