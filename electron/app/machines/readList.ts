/** Lists of machines as people have them: lines of names and addresses, ssh commands, CSV, /etc/hosts. Pure. */
import { machineProblems } from '../../../provisioner/index.ts'
import type { NewMachine } from '../../contract/index.ts'
import { newMachine } from '../../contract/machines.ts'
import { freeName, plainName } from '../freeName.ts'
import { COLUMNS, type Column, type Fields, fieldsOf, place } from './machineLine.ts'

export interface ReadList {
  readonly machines: readonly NewMachine[]
  readonly problems: readonly string[]
}

const MOST = 256

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

function machineOf({ name, address = '', port, ...rest }: Fields, taken: ReadonlySet<string>): NewMachine {
  const wanted = hostname(name ?? '') ?? hostname(named(address)) ?? 'machine'
  return {
    name: freeName(wanted, (one) => taken.has(one)),
    address,
    ...rest,
    ...(port === undefined ? {} : { port: Number(port) }),
  }
}

function named(address: string): string {
  const octet = /^\d+\.\d+\.\d+\.(\d+)$/.exec(address)?.[1]
  return octet === undefined ? (address.split('.')[0] ?? '') : `machine-${octet}`
}

/** Undefined for a text of which no hostname can be made. */
function hostname(text: string): string | undefined {
  const plain = plainName(text, 60)
  if (plain === '') return undefined
  return /^\d+$/.test(plain) || plain === 'localhost' ? `machine-${plain}` : plain
}

function shown(text: string): string {
  const plain = text.trim().replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ')
  return `"${plain.length > 60 ? `${plain.slice(0, 60)}…` : plain}"`
}
