/** Commands that only look: a list as a table, one thing as lines of name and value. The same for all kinds of things. */
import { Command } from 'commander'
import type { Openstack } from '../../index.ts'
import { fieldLines } from '../render/fields.ts'
import { table } from '../render/table.ts'
import { shownName } from '../render/text.ts'
import { working } from '../session.ts'
import { type Kind, oneOf } from './oneOf.ts'
import { onCloud, openPlace, type PlaceOptions } from './openPlace.ts'

interface Row {
  readonly id: string
}

export interface Thing<T extends Row> {
  readonly kind: Kind
  readonly read: (os: Openstack) => Promise<readonly T[]>
  /** What people write for one, besides its id. */
  readonly named: (row: T) => string
  /** Heading and cell, hostile names included: they are made harmless here. The id comes last by itself. */
  readonly columns: readonly (readonly [heading: string, cell: (row: T) => string])[]
  /** Columns whose cells end on the right, counted from 0. */
  readonly right?: readonly number[]
  /** Said where there is none: what makes one. */
  readonly none: string
}

/** The one meant, by its id or what people call it. Rejects with `invalid-input` where there is none, or several. */
export async function find<T extends Row>(os: Openstack, thing: Thing<T>, wanted: string): Promise<T> {
  const rows = await thing.read(os)
  const { id } = oneOf(
    thing.kind,
    wanted,
    rows.map((row) => ({ id: row.id, name: thing.named(row) })),
  )
  return rows.find((row) => row.id === id) as T
}

export function lookCommands<T extends Row>(thing: Thing<T>): Command[] {
  return [listCommand(thing), showCommand(thing)]
}

function listCommand<T extends Row>({ columns, kind: [, many], none, read, right = [] }: Thing<T>): Command {
  const command = new Command('list').summary(`show ${many}`)
  return working<PlaceOptions>(onCloud(command, 'reads'), async (session, own) => {
    await using place = await openPlace(session, own)
    const rows = await read(place.os)
    const { options, terminal } = session
    const heading = [...columns.map(([title]) => title), 'ID']
    const cells = rows.map((row) => [...columns.map(([, cell]) => shownName(cell(row))), row.id])
    if (options.json) terminal.json(rows)
    else if (rows.length > 0) terminal.out(table([heading, ...cells], { ...terminal, right }))
    else terminal.note(none)
    return 0
  })
}

function showCommand<T extends Row>(thing: Thing<T>): Command {
  const [one] = thing.kind
  const command = new Command('show')
    .summary(`show one ${one}`)
    .argument(`<${one.toLowerCase().replaceAll(' ', '-')}>`, 'its name or id')
  return working<PlaceOptions>(onCloud(command, 'reads'), async (session, own, [wanted = '']) => {
    await using place = await openPlace(session, own)
    const row = await find(place.os, thing, wanted)
    const { options, terminal } = session
    if (options.json) terminal.json(row)
    else terminal.out(fieldLines(fieldsOf(row), terminal))
    return 0
  })
}

/** Every field by its own name in words, those without a value left out. */
function fieldsOf(row: object): (readonly [string, string])[] {
  return Object.entries(row)
    .map(([key, value]) => [words(key), written(value)] as const)
    .filter(([, text]) => text !== '')
}

function words(key: string): string {
  const text = key
    .replace(/^(is|has)(?=[A-Z])/, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function written(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map(written).join(', ')
  if (typeof value !== 'object') return shownName(String(value))
  return Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([key, one]) => `${shownName(key)}=${written(one)}`)
    .join(' ')
}
