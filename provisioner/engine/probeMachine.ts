/** Looks at a machine in one round trip: what it is made of, and what stands in the way of each role. Changes nothing. */
import { type Cloud, type CloudMachine, ROLES, type Role } from '../config/cloud.ts'
import { TENANT_SUBNET } from '../config/networks.ts'
import { PARTS } from '../config/parts.ts'
import { readFacts } from '../core/check.ts'
import { StacksteadError } from '../core/errors.ts'
import { type Fact, type Read, UnknownFact } from '../core/fact.ts'
import type { MachineName, Transport } from '../core/machine.ts'
import { blockDevices } from '../facts/blockDevices.ts'
import { computerState } from '../facts/computer.ts'
import { memoryState, processorState } from '../facts/hardware.ts'
import { networkState } from '../facts/network.ts'
import { networkCards } from '../facts/networkCards.ts'
import { osState } from '../facts/os.ts'
import { disk, memory, processor } from '../preflight/hardware.ts'
import { hostnames } from '../preflight/names.ts'
import { system } from '../preflight/system.ts'
import type { MachineProbe } from './machineProbe.ts'
import { probedNics } from './probedNics.ts'
import { freeCards } from './suggestDesign.ts'

/** Milliseconds after which a machine that answers nothing is given up: a disk that fails can hold lsblk for ever. */
const PATIENCE = 60_000

const CHECKS = [system, hostnames, processor, memory, disk]
const FACTS: readonly Fact<unknown>[] = [
  osState,
  computerState,
  processorState,
  memoryState,
  networkState,
  networkCards,
  blockDevices,
]

type Asked = Pick<Transport, 'machine' | 'exec'>

/** Rejects with `unknown-state` for a machine that cannot be understood, and with `sudo` where there is no root. */
export async function probeMachine(transport: Asked, signal?: AbortSignal): Promise<MachineProbe> {
  const { machine } = transport
  const facts = [
    ...FACTS,
    ...ROLES.flatMap((role) => CHECKS.flatMap((check) => check.facts(withRole(machine, role), NO_CLOUD))),
  ]
  const over = AbortSignal.timeout(PATIENCE)
  try {
    const read = await readFacts(transport, facts, signal === undefined ? over : AbortSignal.any([signal, over]))
    return probeOf(machine, read)
  } catch (cause) {
    if (over.aborted && signal?.aborted !== true) throw silent(machine)
    if (cause instanceof UnknownFact) throw notUnderstood(machine, cause)
    throw cause
  }
}

/** The same as the login user, for where there is no root: that is among what stands in the way of each role then. */
export function probeAsUser(transport: Asked, signal?: AbortSignal): Promise<MachineProbe> {
  const exec: Asked['exec'] = (command, options) => transport.exec(command, { ...options, root: false })
  return probeMachine({ machine: transport.machine, exec }, signal)
}

/** Pure. @throws UnknownFact where system, memory, processor or network could not be read */
export function probeOf(machine: MachineName, read: Read): MachineProbe {
  const [os, computer] = [read(osState), read(computerState)]
  const { count, virtualisation } = read(processorState)
  const probe = {
    os: { title: os.title, architecture: os.architecture, kernel: computer.kernel },
    hostname: computer.hostname,
    processor: { model: computer.model, cores: count, ...(virtualisation === undefined ? {} : { virtualisation }) },
    ...(computer.guest === undefined ? {} : { guest: computer.guest }),
    memory: read(memoryState),
    disks: orNothing(() => read(blockDevices), []),
    nics: probedNics(
      read(networkState),
      orNothing(() => read(networkCards), new Map()),
    ),
    uptime: computer.uptime,
  }
  return { ...probe, obstacles: [...obstaclesOf(machine, read), ...lacking(machine, probe)] }
}

/** What preflight would say of the machine if it had each role. */
function obstaclesOf(machine: MachineName, read: Read): MachineProbe['obstacles'] {
  return ROLES.flatMap((role) => {
    const readings = {
      cloud: { ...NO_CLOUD, machines: [withRole(machine, role)] },
      reads: new Map([[machine, read]]),
      times: new Map(),
    }
    return CHECKS.flatMap((check) => check.findings(readings)).flatMap(({ level, what, remedy }) =>
      level === 'ok' ? [] : [{ role, level, why: remedy === undefined ? what : `${what} ${remedy}` }],
    )
  })
}

/** What a role wants that preflight asks for only once cloud.yaml says so. */
function lacking(
  machine: MachineName,
  { disks, nics }: Pick<MachineProbe, 'disks' | 'nics'>,
): MachineProbe['obstacles'] {
  const lacks: { readonly role: Role; readonly level: 'warning'; readonly why: string }[] = []
  // A card that Open vSwitch holds is the way to the LAN already.
  if (freeCards({ nics }).length === 0 && !nics.some((nic) => nic.master === 'ovs-system')) {
    const why = `${machine} has no second wired network card without an address, so it cannot be the way to the LAN: instances get no LAN addresses and no floating IPs.`
    lacks.push({ role: 'network', level: 'warning', why })
  }
  if (!disks.some((one) => one.empty))
    lacks.push({ role: 'storage', level: 'warning', why: `${machine} has no empty disk.` })
  return lacks
}

const NO_CLOUD: Cloud = {
  name: '',
  region: '',
  release: '2025.1',
  machines: [],
  networks: { management: { subnet: '' }, tenant: { subnet: TENANT_SUBNET, dns: [] } },
  settings: {},
}

/** The machine as it would be with the parts of one role. */
function withRole(name: MachineName, role: Role): CloudMachine {
  const parts = PARTS.filter((part) => part.role === role).map((part) => part.id)
  return { name, ssh: { host: name }, roles: [role], parts, management: '', tunnel: '' }
}

function orNothing<T>(look: () => T, nothing: T): T {
  try {
    return look()
  } catch (error) {
    if (error instanceof UnknownFact) return nothing
    throw error
  }
}

function silent(machine: MachineName): StacksteadError {
  return new StacksteadError({
    code: 'unknown-state',
    machine,
    message: `${machine} did not say within ${PATIENCE / 1000} s what it is made of.`,
    remedy: 'Look at "dmesg" on the machine: a disk that fails can hold it up.',
  })
}

function notUnderstood(machine: MachineName, cause: UnknownFact): StacksteadError {
  return new StacksteadError(
    {
      code: 'unknown-state',
      machine,
      message: `What ${machine} is made of was not understood: ${cause.message}.`,
      remedy: 'Check that it runs Debian 13.',
    },
    { cause },
  )
}
