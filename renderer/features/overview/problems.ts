/** What is wrong in a cloud, what says so, and where it is mended; the worst first. Pure. */
import type { ComputeService, Migration, NetworkAgent, PastAction, Server } from '../../../electron/contract/live.ts'
import type { ApiHealth, MachineHealth } from '../../../electron/contract/overview.ts'
import { isolated } from '../../ui/bidi.ts'
import { mebibytes } from '../../ui/time.ts'
import { actionOf } from './events.ts'
import { RUNS } from './machineWords.ts'
import { apiName } from './words.ts'

export interface Problem {
  readonly id: string
  readonly kind: 'failed' | 'needs-you'
  readonly title: string
  readonly reason?: string
  /** Since when, milliseconds since the epoch. */
  readonly at?: number
  /** Where it is mended, with the verb. Absent: not from here. */
  readonly mend?: { readonly to: string; readonly words: string }
}

export interface Facts {
  readonly cloud: string
  /** Whether its machines are ours to mend. */
  readonly own: boolean
  /** Whether instances of all projects are seen. */
  readonly all: boolean
  readonly apis: readonly ApiHealth[]
  readonly machines: readonly MachineHealth[]
  readonly computeServices: readonly ComputeService[]
  readonly networkAgents: readonly NetworkAgent[]
  readonly servers: readonly Server[]
  readonly migrations: readonly Migration[]
  readonly actions: readonly PastAction[]
  readonly now: number
}

/** Milliseconds for which a failed migration is shown. */
const DAY = 24 * 3_600_000
/** Less left than this share of a disk asks for somebody; less than the other fails soon. */
const TIGHT = 0.1
const FULL = 0.03
/** The same of memory: below this the kernel begins to kill. */
const MEMORY = 0.05

export function problems(facts: Facts): readonly Problem[] {
  const lost = new Set(facts.machines.filter(({ state }) => state === 'lost').map(({ id }) => id))
  const found = [
    ...facts.machines.flatMap((machine) => ofMachine(facts, machine)),
    ...facts.apis.flatMap((api) => ofApi(facts, api)),
    // A machine that is gone takes its services with it: that is said once.
    ...facts.computeServices.filter(({ host }) => !lost.has(host)).flatMap((one) => ofService(facts, one)),
    ...facts.networkAgents.filter(({ host }) => !lost.has(host)).flatMap((one) => ofAgent(facts, one)),
    ...facts.servers.flatMap((server) => ofServer(facts, server)),
    ...ofMigrations(facts),
  ]
  return found.sort((a, b) => Number(a.kind !== 'failed') - Number(b.kind !== 'failed'))
}

function ofMachine({ cloud }: Facts, machine: MachineHealth): Problem[] {
  const { disks = [], error, id, memory, services = [], since, state } = machine
  const look = { to: `/clouds/${cloud}/overview?machine=${id}`, words: 'Look at it' }
  if (state === 'lost') {
    const reason = [error?.message, error?.remedy].filter((words) => words !== undefined).join(' ')
    const mend = { to: `/clouds/${cloud}/machines?machine=${id}`, words: 'Look at the machine' }
    return [{ id: `machine ${id}`, kind: 'failed', title: `${id} does not answer`, reason, at: since, mend }]
  }
  const stopped = services.filter(({ active }) => !RUNS.has(active))
  const full = disks.filter(({ available, size }) => size > 0 && available / size < TIGHT)
  return [
    ...stopped.map(
      ({ active, unit }): Problem => ({
        id: `unit ${id} ${unit}`,
        kind: 'failed',
        title: `${unitName(unit)} on ${id} does not run`,
        reason: `systemd says it is ${active}. Applying the plan starts it again; "journalctl -u ${unitName(unit)}" on ${id} tells why it ended.`,
        mend: { to: `/clouds/${cloud}/plan`, words: 'Check and repair' },
      }),
    ),
    ...full.map(
      ({ available, mount, size }): Problem => ({
        id: `disk ${id} ${mount}`,
        kind: available / size < FULL ? 'failed' : 'needs-you',
        title: `The disk of ${id} at ${mount} is nearly full`,
        reason: `${mebibytes(available)} of ${mebibytes(size)} are left. Delete images or instances that are no longer needed, or give it more.`,
        mend: look,
      }),
    ),
    ...(memory !== undefined && memory.available / memory.total < MEMORY
      ? [
          {
            id: `memory ${id}`,
            kind: 'needs-you' as const,
            title: `${id} is short of RAM`,
            reason: `${mebibytes(memory.available)} of ${mebibytes(memory.total)} are left. Move instances to another compute, or stop some.`,
            mend: look,
          },
        ]
      : []),
  ]
}

function ofApi({ cloud, own }: Facts, { error, id, since, state }: ApiHealth): Problem[] {
  if (state !== 'fails') return []
  const reason = [error?.message, error?.detail].filter((words) => words !== undefined).join(' ')
  return [
    {
      id: `api ${id}`,
      kind: 'failed',
      title: `The ${apiName(id)} API does not answer`,
      reason,
      at: since,
      ...(own ? { mend: { to: `/clouds/${cloud}/plan`, words: 'Check and repair' } } : {}),
    },
  ]
}

function ofService({ cloud, machines, own }: Facts, one: ComputeService): Problem[] {
  const { binary, disabledReason, forcedDown, host, id, state, status, updatedAt } = one
  const computes = { to: `/clouds/${cloud}/computes`, words: 'Look at the computes' }
  if (state === 'down') {
    const unit = machines.find((machine) => machine.id === host)?.services?.find((each) => each.unit.startsWith(binary))
    // The same, one level further down.
    if (unit !== undefined && !RUNS.has(unit.active)) return []
    const reason = forcedDown
      ? 'An administrator called it down.'
      : 'Nova has not heard of it for a minute: the process hangs, or does not reach the message broker.'
    return [
      {
        id: `service ${id}`,
        kind: 'failed',
        title: `${binary} on ${isolated(host)} is down`,
        reason,
        ...atOf(updatedAt),
        mend: own && !forcedDown ? { to: `/clouds/${cloud}/plan`, words: 'Check and repair' } : computes,
      },
    ]
  }
  if (status !== 'disabled' || binary !== 'nova-compute') return []
  const reason =
    disabledReason === undefined || disabledReason === '' ? 'It takes no new instances.' : isolated(disabledReason)
  return [{ id: `service ${id}`, kind: 'needs-you', title: `${isolated(host)} is disabled`, reason, mend: computes }]
}

function ofAgent({ cloud, own }: Facts, { heardAt, host, id, isAlive, type }: NetworkAgent): Problem[] {
  if (isAlive) return []
  return [
    {
      id: `agent ${id}`,
      kind: 'failed',
      title: `The ${isolated(type)} on ${isolated(host)} is down`,
      reason: 'Neutron has not heard of it lately: ports there may get no network.',
      ...atOf(heardAt),
      ...(own ? { mend: { to: `/clouds/${cloud}/plan`, words: 'Check and repair' } } : {}),
    },
  ]
}

function ofServer(facts: Facts, { fault, id, name, status, updatedAt }: Server): Problem[] {
  const shown = isolated(name === '' ? id : name)
  if (status === 'ERROR')
    return [
      {
        id: `server ${id}`,
        kind: 'failed',
        title: `The instance ${shown} has failed`,
        ...(fault === undefined ? {} : { reason: fault.message }),
        ...atOf(fault?.at ?? updatedAt),
        mend: { to: instance(facts, id), words: 'Look at it' },
      },
    ]
  if (status !== 'VERIFY_RESIZE') return []
  return [
    {
      id: `server ${id}`,
      kind: 'needs-you',
      title: `The instance ${shown} waits for its resize to be confirmed`,
      reason: 'Until then what it was before is kept, and takes room.',
      ...atOf(updatedAt),
      mend: { to: instance(facts, id), words: 'Confirm or revert' },
    },
  ]
}

/** Of each instance the last one counts: one that arrived later mends what failed before. */
function ofMigrations(facts: Facts): Problem[] {
  const names = new Map(facts.servers.map(({ id, name }) => [id, name]))
  const latest = new Map<string, Migration>()
  for (const one of facts.migrations) {
    const before = latest.get(one.serverId)
    if (before === undefined || Date.parse(one.createdAt) > Date.parse(before.createdAt)) latest.set(one.serverId, one)
  }
  return [...latest.values()]
    .filter(({ serverId, status, updatedAt }) => {
      const failed = status === 'error' || status === 'failed'
      return failed && names.has(serverId) && facts.now - Date.parse(updatedAt) < DAY
    })
    .map((one) => ({ ...one, reason: actionOf(one, facts.actions)?.reason }))
    .map(({ from, id, reason, serverId, to, type, updatedAt }) => ({
      id: `migration ${id}`,
      kind: 'needs-you',
      title: `${isolated(names.get(serverId) || serverId)} was not moved${from === undefined ? '' : ` from ${isolated(from)}`}${to === undefined ? '' : ` to ${isolated(to)}`}`,
      reason: reason ?? `The ${type} failed. The instance's history tells which part of it did.`,
      ...atOf(updatedAt),
      mend: { to: `${instance(facts, serverId)}&tab=history`, words: 'Look at its history' },
    }))
}

export function unitName(unit: string): string {
  return unit.replace(/\.service$/, '')
}

function instance({ all, cloud }: Facts, id: string): string {
  return `/clouds/${cloud}/instances?${all ? 'all=yes&' : ''}instance=${encodeURIComponent(id)}`
}

function atOf(moment: string | undefined): { readonly at?: number } {
  return moment === undefined ? {} : { at: Date.parse(moment) }
}
