/** Lists of machines as people have them: lines of names and addresses, ssh commands, CSV, /etc/hosts. Pure. */
import { machineProblems } from '../../../provisioner/index.ts'
import type { NewMachine } from '../../contract/index.ts'
import { newMachine } from '../../contract/machines.ts'

export interface ReadList {
  readonly machines: readonly NewMachine[]
  readonly problems: readonly string[]
}

const MOST = 256
const COLUMNS = ['name', 'address', 'user', 'port', 'key', 'jump'] as const
type Column = (typeof COLUMNS)[number]
type Fields = Partial<Record<Column, string>>

/** What people call the columns of a table. */
const HEADINGS: Readonly<Record<string, Column>> = {
  ...Object.fromEntries(COLUMNS.map((name) => [name, name])),
  host: 'address',
  hostname: 'address',
  ip: 'address',
  machine: 'name',
  alias: 'name',
  login: 'user',
  username: 'user',
  identityfile: 'key',
  proxyjump: 'jump',
}

/** Everything that could be read, and a sentence for each line that could not. */
export function readList(text: string): ReadList {
  const machines: NewMachine[] = []
  const problems: string[] = []
  const places = new Map<string, number>()
  let headings: readonly (Column | undefined)[] | undefined
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const complain = (what: string): unknown => problems.push(`Line ${index + 1}: ${what}`)
    const words = wordsOf(line)
    if (words.length === 0) continue
    const titles = words.map((word) => HEADINGS[word.toLowerCase()])
    if (titles.includes('address') && titles.filter(Boolean).length > words.length / 2) {
      headings = titles
      continue
    }
    const fields = headings === undefined ? fieldsOf(words) : fromColumns(cellsOf(line), headings)
    if (fields?.address === undefined) {
      complain(`${shown(line)} names no address.`)
      continue
    }
    const place = `${fields.address.toLowerCase()} ${fields.port ?? 22} ${fields.jump ?? ''}`
    const before = places.get(place)
    if (before !== undefined) {
      complain(`${shown(fields.address)} is on line ${before} already.`)
      continue
    }
    const machine = machineOf(fields, new Set(machines.map(({ name }) => name)))
    const parsed = newMachine.safeParse(machine)
    const wrong = parsed.success ? machineProblems({}, machine) : ['it is not understood.']
    if (wrong.length > 0) complain(`${shown(line)}: ${wrong.join(' ')}`)
    else if (machines.length === MOST) {
      complain(`${MOST} machines at once are the most.`)
      break
    } else {
      places.set(place, index + 1)
      machines.push(machine)
    }
  }
  return { machines, problems }
}

/** Words between spaces, commas and the like; quotes keep a path together. What follows a "#" is a comment. */
function wordsOf(line: string): string[] {
  const text = line.replace(/(^|\s)#.*$/, '').trim()
  // In a command these signs belong to the words.
  const word = text.startsWith('ssh ') ? /"([^"]*)"|'([^']*)'|([^\s"']+)/g : /"([^"]*)"|'([^']*)'|([^\s,;="']+)/g
  const found = text.matchAll(word)
  return [...found].map(([, double, single, plain]) => double ?? single ?? plain ?? '').filter((word) => word !== '')
}

/** Cells of a table: an empty one counts. */
function cellsOf(line: string): string[] {
  const mark = [',', ';', '\t'].find((one) => line.includes(one))
  if (mark === undefined) return wordsOf(line)
  return line.split(mark).map((cell) => cell.trim().replace(/^(["'])(.*)\1$/, '$2'))
}

function fromColumns(cells: readonly string[], headings: readonly (Column | undefined)[]): Fields {
  const fields: Fields = {}
  for (const [index, cell] of cells.entries()) {
    const column = headings[index]
    if (column !== undefined && cell !== '') fields[column] = cell
  }
  return fields.address === undefined ? fields : { ...fields, ...place(fields.address) }
}

function fieldsOf(words: readonly string[]): Fields | undefined {
  const [first = '', ...rest] = words
  if (first === 'ssh') return fromCommand(rest)
  const [address] = words
    .map((word, index) => ({ word, index, mark: likelihood(word) }))
    .sort((a, b) => b.mark - a.mark || b.index - a.index)
  if (address === undefined || address.mark === 0) return undefined
  // Of words that are all names, the second is the address: "compute-1 node1".
  const at = address.mark === 1 ? Math.min(1, words.length - 1) : address.index
  const others = words.filter((_, index) => index !== at)
  const port = others.find((word) => /^\d{1,5}$/.test(word))
  const [name, user, ...more] = others.filter((word) => word !== port)
  if (more.length > 0) return undefined
  return { ...given({ name, user, port }), ...place(words[at] ?? '') }
}

/** How much a word looks like an address: user@host, 10.0.0.1, node1.example.org, node1. */
function likelihood(word: string): number {
  if (word.includes('@') || word.startsWith('ssh://')) return 4
  if (/^\d+\.\d+\.\d+\.\d+(:\d+)?$/.test(word)) return 3
  if (/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?$/.test(word)) return 2
  return /^[A-Za-z_][\w-]*(:\d+)?$/.test(word) ? 1 : 0
}

/** Options of ssh(1) that have to do with the way, wherever they stand. */
const OPTIONS: Readonly<Record<string, Column>> = { p: 'port', l: 'user', i: 'key', J: 'jump' }
const WITH_VALUE = 'BbcDEeFIiJLlmOopQRSWw'

function fromCommand(words: readonly string[]): Fields | undefined {
  const fields: Fields = {}
  let target: string | undefined
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    const [, letter = '', joined = ''] = /^-([A-Za-z])(.*)$/.exec(word) ?? []
    if (letter === '') {
      target ??= word
      continue
    }
    if (!WITH_VALUE.includes(letter)) continue
    const value = joined === '' ? words[++index] : joined
    const column = OPTIONS[letter]
    if (column !== undefined && value !== undefined) fields[column] = value
  }
  return target === undefined ? undefined : { ...fields, ...place(target) }
}

/** user@host:port taken apart. */
function place(text: string): Fields {
  const [, user, address, port] = /^(?:ssh:\/\/)?(?:([^@]*)@)?([^@]*?)(?::(\d{1,5}))?\/?$/.exec(text) ?? []
  return given({ user, address: address === '' ? undefined : (address ?? text), port })
}

function machineOf({ name, address = '', port, ...rest }: Fields, taken: ReadonlySet<string>): NewMachine {
  const wanted = plainName(name ?? '') ?? plainName(named(address)) ?? 'machine'
  return {
    name: freeName(wanted, taken),
    address,
    ...rest,
    ...(port === undefined ? {} : { port: Number(port) }),
  }
}

function named(address: string): string {
  const octet = /^\d+\.\d+\.\d+\.(\d+)$/.exec(address)?.[1]
  return octet === undefined ? (address.split('.')[0] ?? '') : `machine-${octet}`
}

/** As a hostname is written; undefined where nothing is left of it. */
function plainName(text: string): string | undefined {
  const plain = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
  if (plain === '') return undefined
  return /^\d+$/.test(plain) || plain === 'localhost' ? `machine-${plain}` : plain
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}-${count}`
    if (!taken.has(name)) return name
  }
}

function given(fields: { readonly [K in Column]?: string | undefined }): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

function shown(text: string): string {
  const plain = text.trim().replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ')
  return `"${plain.length > 60 ? `${plain.slice(0, 60)}…` : plain}"`
}
