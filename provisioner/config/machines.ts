/** Machines: names, ssh targets and addresses of cloud.yaml's machines, resolved and checked against each other. */
import { inside, isIpv4, parseSubnet, usable } from './addresses.ts'
import type { SshTarget } from './cloud.ts'
import { hostname } from './formats.ts'
import type { Mistake, Path } from './problem.ts'
import type { CloudFile, MachineEntry } from './schema.ts'
import type { Shape } from './shape.ts'

/** The ssh target of a machine, with the defaults of `ssh:` filled in. */
export function sshTarget(file: CloudFile, entry: MachineEntry): SshTarget {
  const { user, key, port, jump } = { ...file.ssh, ...withoutUndefined(entry) }
  const wanted = { user, key, port, jump: jump === 'none' ? undefined : jump }
  return { host: entry.address ?? '', ...withoutUndefined(wanted) }
}

/** The management address: the one given, else the ssh address where it lies in the management subnet. */
export function managementAddress(file: CloudFile, entry: MachineEntry): string | undefined {
  if (entry.management !== undefined) return entry.management
  const subnet = parseSubnet(file.networks?.management?.subnet ?? '')
  const { address } = entry
  return address !== undefined && isIpv4(address) && subnet && inside(address, subnet) ? address : undefined
}

export function checkMachines({ file, broken }: Shape): Mistake[] {
  const entries = Object.entries(file.machines ?? {})
  const empty = file.machines !== undefined && entries.length === 0 && !broken(['machines'])
  if (empty)
    return [{ path: ['machines'], on: 'key', message: 'There are no machines. Add at least one, by its name.' }]
  const sshPlaces = new Map(entries.map(([name, entry]) => [name, sshPlace(file, entry)]))
  const sameSsh = (one: string, other: string) => sshPlaces.get(one) === sshPlaces.get(other)
  const derived = (name: string) => file.machines?.[name]?.tunnel === undefined
  return [
    ...entries.flatMap(([name]) => badName(name)),
    ...twins(entries, 'address', (entry) => sshPlace(file, entry)),
    // What follows from an address that is shared already is not complained about again.
    ...twins(entries, 'management', (entry) => managementAddress(file, entry), sameSsh),
    ...twins(
      entries,
      'tunnel',
      (entry) => entry.tunnel ?? managementAddress(file, entry),
      (one, other) => derived(one) && derived(other),
    ),
    ...entries.flatMap(([name, entry]) => outside(file, broken, name, entry)),
  ]
}

function badName(name: string): Mistake[] {
  const message = hostname(name)
  return message === undefined ? [] : [{ path: ['machines', name], on: 'key', message }]
}

/** Where ssh ends up: the same address behind different jump hosts or ports is a different machine. */
export function sshPlace(file: CloudFile, entry: MachineEntry): string | undefined {
  if (entry.address === undefined) return undefined
  const { host, port, jump } = sshTarget(file, entry)
  const place = port === undefined || port === 22 ? host.toLowerCase() : `${host.toLowerCase()} port ${port}`
  return jump === undefined ? place : `${place} through ${jump}`
}

type Entry = readonly [string, MachineEntry]

function twins(
  entries: readonly Entry[],
  field: 'address' | 'management' | 'tunnel',
  value: (entry: MachineEntry) => string | undefined,
  known: (one: string, other: string) => boolean = () => false,
): Mistake[] {
  const owners = new Map<string, string>()
  return entries.flatMap(([name, entry]) => {
    const address = value(entry)
    if (address === undefined) return []
    const owner = owners.get(address)
    if (owner === undefined) owners.set(address, name)
    if (owner === undefined || known(owner, name)) return []
    const path: Path = ['machines', name, entry[field] === undefined ? 'address' : field]
    return [
      { path, message: `${owner} has ${address} as well. Two machines cannot share an address: correct one of them.` },
    ]
  })
}

function outside(file: CloudFile, broken: Shape['broken'], name: string, entry: MachineEntry): Mistake[] {
  const subnet = parseSubnet(file.networks?.management?.subnet ?? '')
  const address = managementAddress(file, entry)
  if (subnet === undefined || broken(['machines', name])) return []
  const path = ['machines', name, entry.management === undefined ? 'address' : 'management']
  if (address === undefined)
    return [
      {
        path,
        message: `Its address on the management network ${subnet.cidr} is not known. Add "management:" with it, or correct networks.management.subnet.`,
      },
    ]
  if (usable(address, subnet)) return []
  const what = inside(address, subnet) ? 'is kept for the network itself, first or last of' : 'is not inside'
  return [{ path, message: `${address} ${what} the management network ${subnet.cidr}. Write an address inside it.` }]
}

function withoutUndefined<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = Object.entries(object).filter(([, value]) => value !== undefined)
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> }
}
