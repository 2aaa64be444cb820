/** Making a lab's record: its number, its key, and the machines it shall have. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { StacksteadError } from '../core/errors.ts'
import { chooseNumber, MOST_MACHINES } from './addresses.ts'
import { ensureBase } from './base.ts'
import { giveToCaller } from './folders.ts'
import { host } from './host.ts'
import { ensureLayers, type Layer } from './layer.ts'
import { machineNames } from './names.ts'
import { takenRanges } from './network.ts'
import { labFolder } from './places.ts'
import type { OnProgress } from './progress.ts'
import {
  claimedNumbers,
  claimNumber,
  type LabRecord,
  type MachineRecord,
  makeLabFolder,
  readRecord,
  writeRecord,
} from './state.ts'

export interface MakeOptions {
  readonly name: string
  /** Names of all machines it shall have; those it has already stay. Default: what it has, or a controller and two computes. */
  readonly machines?: readonly string[]
  /** Layers to start new machines from, by machine name. Default: bare Debian. */
  readonly layers?: Readonly<Record<string, Layer>>
  /** Start new machines from bare Debian whatever `layers` says. */
  readonly bare?: boolean
  /** Bytes of each extra disk of new machines. Default: one of 10 GiB, which takes no space until it is written to. */
  readonly disks?: readonly number[]
  /** Adds a user whose sudo asks for a password; only when the lab is made. */
  readonly askingUser?: boolean
}

const DISKS = [10 * 1024 ** 3]

/** The lab's record, made where it has none yet. */
export async function openRecord(options: MakeOptions): Promise<LabRecord> {
  const found = await readRecord(options.name)
  if (found !== undefined) return found
  await makeLabFolder(options.name)
  const key = join(labFolder(options.name), 'id_ed25519')
  if (!existsSync(key))
    await host(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', `stackstead lab ${options.name}`, '-f', key], {
      to: "make the lab's key",
    })
  await giveToCaller(key, `${key}.pub`)
  const record: LabRecord = {
    version: 1,
    name: options.name,
    number: await takeNumber(options.name),
    createdAt: new Date().toISOString(),
    askingUser: options.askingUser ?? false,
    machines: [],
  }
  await writeRecord(record)
  return record
}

async function takeNumber(lab: string): Promise<number> {
  const claims = await claimedNumbers()
  for (const [number, owner] of claims) if (owner === lab) return number
  const claimed = new Set(claims.keys())
  const taken = await takenRanges()
  while (true) {
    const number = chooseNumber(lab, taken, claimed)
    if (await claimNumber(number, lab)) return number
    claimed.add(number)
  }
}

/** The record with the wanted machines added, with the base and the layers they stand on made where they are missing. */
export async function withMachines(
  record: LabRecord,
  options: MakeOptions,
  onProgress: OnProgress,
): Promise<LabRecord> {
  const had = new Set(record.machines.map((machine) => machine.name))
  const wanted = options.machines ?? (had.size > 0 ? [] : machineNames(3))
  const added = [...new Set(wanted)].filter((name) => !had.has(name))
  if (added.length === 0) return record
  const free = Array.from({ length: MOST_MACHINES }, (_, index) => index)
  const indexes = free.slice(Math.max(0, ...record.machines.map((machine) => machine.index + 1)))
  if (added.length > indexes.length)
    throw new StacksteadError({ code: 'invalid-input', message: `A lab has room for ${MOST_MACHINES} machines.` })
  const base = await ensureBase(onProgress)
  const layerOf = (name: string): Layer | undefined => (options.bare ? undefined : options.layers?.[name])
  const layers = added.flatMap((name) => layerOf(name) ?? [])
  const folders = await ensureLayers(base, layers, onProgress)
  const folderOf = new Map(layers.map((layer, index) => [layer, folders[index]]))
  const machines = added.map((name, index): MachineRecord => {
    const layer = layerOf(name)
    const folder = layer && folderOf.get(layer)
    return {
      name,
      index: indexes[index] ?? index,
      base,
      ...(folder !== undefined && { layer: folder }),
      disks: [...(options.disks ?? DISKS)],
      macs: { management: newMac(), provider: newMac() },
    }
  })
  return { ...record, machines: [...record.machines, ...machines] }
}

/** A random, locally administered unicast MAC address, with the prefix virtual machines have. */
function newMac(): string {
  return `52:54:00:${randomBytes(3).toString('hex').match(/../g)?.join(':')}`
}
