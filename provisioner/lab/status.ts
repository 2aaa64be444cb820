/** What a lab is like right now: read from the kernel and the machines' files, never from what once was true. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StacksteadError } from '../core/errors.ts'
import { labNetworks, managementAddress } from './addresses.ts'
import { initOf } from './cgroup.ts'
import { diskPath } from './disk.ts'
import { consoleTail } from './launch.ts'
import { containerName, labNames } from './names.ts'
import { labFolder, labList, machinePlaces } from './places.ts'
import { ASKING, LOGIN, NICS } from './root.ts'
import { type LabMachine, type LabRecord, type LabState, type MachineRecord, readRecord } from './state.ts'

/** The record of a lab that must exist. @throws StacksteadError `lab` where there is none. */
export async function requireRecord(lab: string): Promise<LabRecord> {
  const record = await readRecord(lab)
  if (record !== undefined) return record
  const others = await labList()
  throw new StacksteadError({
    code: 'lab',
    message: `There is no lab called ${lab}.`,
    remedy: others.length === 0 ? 'Make it with `stackstead lab up`.' : `There is: ${others.join(', ')}.`,
  })
}

/** @throws StacksteadError `invalid-input` where the lab has no such machine. */
export function requireMachine(record: LabRecord, name: string): MachineRecord {
  const found = record.machines.find((machine) => machine.name === name)
  if (found !== undefined) return found
  throw noSuchMachine(record.name, record.machines, name)
}

function noSuchMachine(lab: string, machines: readonly { readonly name: string }[], name: string): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    message: `The lab ${lab} has no machine called ${name}.`,
    remedy: `It has: ${machines.map((machine) => machine.name).join(', ')}.`,
  })
}

export async function labStatus(lab: string): Promise<LabState> {
  return describe(await requireRecord(lab))
}

/** The end of what a machine's console showed. */
export async function labConsole(lab: string, machine: string, lines: number): Promise<string> {
  return consoleTail(lab, requireMachine(await requireRecord(lab), machine).name, lines)
}

/** Words for ssh(1) that log in to a machine of a lab. @throws StacksteadError `invalid-input` where it has no such machine. */
export function sshWords(lab: LabState, name: string): string[] {
  const machine = lab.machines.find((one) => one.name === name)
  if (machine === undefined) throw noSuchMachine(lab.name, lab.machines, name)
  return [
    ...['-i', lab.sshKey, '-o', 'IdentitiesOnly=yes'],
    ...['-o', `UserKnownHostsFile=${lab.knownHosts}`, '-o', 'StrictHostKeyChecking=yes'],
    `${lab.user}@${machine.management}`,
  ]
}

export async function describe(record: LabRecord): Promise<LabState> {
  const { management, provider } = labNetworks(record.number)
  const { managementBridge, providerBridge } = labNames(record.name)
  const folder = labFolder(record.name)
  const knownHosts = join(folder, 'known_hosts')
  return {
    name: record.name,
    createdAt: record.createdAt,
    networks: {
      management: { ...management, bridge: managementBridge },
      provider: { ...provider, bridge: providerBridge },
    },
    machines: await Promise.all(record.machines.map((machine) => describeMachine(record, machine))),
    user: LOGIN,
    ...(record.askingUser && { askingUser: ASKING }),
    sshKey: join(folder, 'id_ed25519'),
    knownHosts,
    knownHostsContent: existsSync(knownHosts) ? await readFile(knownHosts, 'utf8') : '',
  }
}

async function describeMachine(record: LabRecord, machine: MachineRecord): Promise<LabMachine> {
  const pid = await initOf(containerName(record.name, machine.name))
  return {
    name: machine.name,
    running: pid !== undefined,
    ...(pid !== undefined && { pid }),
    management: managementAddress(record.number, machine.index),
    nics: NICS,
    disks: machine.disks.map((bytes, index) => ({ path: diskPath(index), bytes })),
    ready: machine.layer !== undefined,
    console: machinePlaces(record.name, machine.name).console,
  }
}
