/** Suggests roles, management network, provider cards and whose clock it is by what the machines have. Pure: a design and probes in, edits out. */
import { addressNumber, inside, parseSubnet } from '../config/addresses.ts'
import type { CloudEdit } from '../config/editCloud.ts'
import { forecast } from '../config/forecast.ts'
import { PARTS } from '../config/parts.ts'
import type { CloudDesign, MachineDesign } from '../config/readDesign.ts'
import type { MachineProbe, ProbedNic } from './machineProbe.ts'

/** What is known of the machines, by name; those nobody has looked at are missing. */
export type Probed = Readonly<Record<string, MachineProbe>>

/** Memory of a machine that carries controller and network, in MiB; kernels keep a little of what was bought. */
const HEAD = forecast(PARTS.filter((part) => part.role !== 'compute').map((part) => part.id)).memory * 0.95

/** Edits that make a cloud of the machines; what the person has said of networks and cards is left as it is. */
export function suggestDesign({ file, machines }: CloudDesign, probes: Probed): CloudEdit[] {
  const head = headOf(machines, probes)
  if (head === undefined) return []
  const isAlone = machines.length === 1
  const roles = machines.map(({ name }): CloudEdit => {
    const chosen = name !== head ? ['compute'] : ['controller', 'network', ...(isAlone ? ['compute'] : [])]
    return { kind: 'roles', machine: name, roles: chosen }
  })
  const unplaced = Object.keys(file.placement ?? {}).map((part): CloudEdit => ({ kind: 'place', part, machines: [] }))
  return [
    ...roles,
    ...unplaced,
    ...management(file, machines, probes),
    ...providerCards(file, machines, probes),
    ...clocks(file, machines, probes),
  ]
}

/** Containers, as systemd-detect-virt calls them: they share the clock of the computer they are on, and may not set it. */
const CONTAINERS = ['docker', 'lxc', 'lxc-libvirt', 'openvz', 'podman', 'systemd-nspawn']

/** No time daemon where every machine is a container. */
function clocks(file: CloudDesign['file'], machines: readonly MachineDesign[], probes: Probed): CloudEdit[] {
  const areContainers = machines.every(({ name }) => CONTAINERS.includes(probes[name]?.guest ?? ''))
  if (!areContainers || Object.hasOwn(file.settings?.base ?? {}, 'time_sync')) return []
  return [{ kind: 'set', path: ['settings', 'base', 'time_sync'], value: false }]
}

/** Enough memory first; then one that is no loss as a compute, has a free card, and most memory. */
function headOf(machines: readonly MachineDesign[], probes: Probed): string | undefined {
  const canVirtualise = (name: string) => probes[name]?.processor.virtualisation !== undefined
  const isPrecious = (name: string) =>
    canVirtualise(name) && machines.some((one) => one.name !== name && !canVirtualise(one.name))
  const marks = machines.map(({ name }): readonly [string, readonly number[]] => {
    const memory = probes[name]?.memory.total ?? 0
    return [
      name,
      [Number(memory >= HEAD), Number(!isPrecious(name)), Number(freeCards(probes[name]).length > 0), memory],
    ]
  })
  const [best] = [...marks].sort(([, a], [, b]) => better(b, a))
  return best?.[0]
}

function better(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((mark, at) => mark !== b[at])
  return index === -1 ? 0 : (a[index] ?? 0) - (b[index] ?? 0)
}

/** The network ssh comes by on all machines, where nothing is said of one; addresses on it where ssh is given a name. */
function management(file: CloudDesign['file'], machines: readonly MachineDesign[], probes: Probed): CloudEdit[] {
  const said = file.networks?.management?.subnet
  const subnet = parseSubnet(said ?? '') ?? commonSubnet(machines, probes)
  if (subnet === undefined) return []
  const edits: CloudEdit[] =
    said === undefined ? [{ kind: 'set', path: ['networks', 'management', 'subnet'], value: subnet.cidr }] : []
  for (const { name, address = '' } of machines) {
    const isKnown = file.machines?.[name]?.management !== undefined
    if (isKnown || (parseSubnet(`${address}/32`) !== undefined && inside(address, subnet))) continue
    const own = addressesOf(probes[name]).find((one) => inside(one.address, subnet))
    if (own !== undefined) edits.push({ kind: 'set', path: ['machines', name, 'management'], value: own.address })
  }
  return edits
}

function commonSubnet(machines: readonly MachineDesign[], probes: Probed) {
  const known = machines.filter(({ name }) => probes[name] !== undefined)
  const candidates = known.flatMap(({ name }) => {
    const all = addressesOf(probes[name])
    return [...all.filter((one) => one.isSsh), ...all.filter((one) => !one.isSsh)].flatMap(
      ({ address, prefix }) => parseSubnet(`${address}/${prefix}`) ?? [],
    )
  })
  const probed = candidates.find(
    (subnet) =>
      subnet.prefix >= 8 &&
      subnet.prefix <= 30 &&
      known.every(({ name }) => addressesOf(probes[name]).some(({ address }) => inside(address, subnet))),
  )
  // Without probes: the /24 all addresses lie in, as most homes and offices have it.
  const written = new Set(machines.map(({ address = '' }) => parseSubnet(`${address}/24`)?.cidr))
  const [only] = written
  return probed ?? (known.length === 0 && written.size === 1 && only !== undefined ? parseSubnet(only) : undefined)
}

function addressesOf(probe: MachineProbe | undefined) {
  return (probe?.nics ?? []).flatMap(({ addresses, carriesSsh }) =>
    addresses.flatMap((text) => {
      const [address = '', prefix = ''] = text.split('/')
      const isUsable = parseSubnet(`${address}/32`) !== undefined && addressNumber(address) >>> 24 !== 127
      return isUsable ? [{ address, prefix, isSsh: carriesSsh }] : []
    }),
  )
}

function providerCards(file: CloudDesign['file'], machines: readonly MachineDesign[], probes: Probed): CloudEdit[] {
  if (file.networks?.provider?.nic !== undefined) return []
  return machines.flatMap(({ name }): CloudEdit[] => {
    const [card] = freeCards(probes[name])
    const isSaid = file.machines?.[name]?.nics?.provider !== undefined
    return isSaid || card === undefined
      ? []
      : [{ kind: 'set', path: ['machines', name, 'nics', 'provider'], value: card.name }]
  })
}

/** Cards nobody uses, those with a link first: wired, without address, part of nothing. */
export function freeCards(probe: Pick<MachineProbe, 'nics'> | undefined): ProbedNic[] {
  const free = (probe?.nics ?? []).filter(
    (nic) => !nic.carriesSsh && !nic.wireless && nic.addresses.length === 0 && nic.master === undefined,
  )
  return free.sort((a, b) => Number(b.link) - Number(a.link) || (b.speed ?? 0) - (a.speed ?? 0))
}
