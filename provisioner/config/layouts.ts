/** Layouts: starting points that spread roles and parts over however many machines there are. */
import { StacksteadError } from '../core/errors.ts'
import type { Role } from './cloud.ts'
import { PARTS, type PartId } from './parts.ts'
import type { CloudFile, NetworkEntries } from './schema.ts'

export const LAYOUTS = ['all-in-one', 'controller-and-computes', 'every-component-apart'] as const
export type LayoutName = (typeof LAYOUTS)[number]

/** What a layout says about each machine, and the parts it moves away from their role's machine. */
export interface Layout {
  readonly roles: Readonly<Record<string, readonly Role[]>>
  readonly placement: Readonly<Partial<Record<PartId, string>>>
}

/** What a person should know to choose one. */
export const LAYOUT_FACTS: Readonly<Record<LayoutName, { readonly fewest: number; readonly explains: string }>> = {
  'all-in-one': {
    fewest: 1,
    explains: 'The first machine carries every role; further machines only run instances.',
  },
  'controller-and-computes': {
    fewest: 2,
    explains: 'The first machine carries the services and the way to the LAN; all others run instances.',
  },
  'every-component-apart': {
    fewest: 4,
    explains: 'The services spread over all machines but the last ones, which run instances: to learn how they talk.',
  },
}

/** Groups of parts that every-component-apart keeps together, in the order in which they claim machines. */
const GROUPS = {
  database: ['mariadb'],
  broker: ['rabbitmq', 'memcached'],
  identity: ['keystone'],
  images: ['glance'],
  api: ['placement', 'nova-api', 'nova-conductor', 'nova-scheduler', 'nova-metadata', 'nova-novncproxy', 'neutron-api'],
  network: ['neutron-workers', 'ovn-central'],
  dashboard: ['horizon'],
} as const satisfies Readonly<Record<string, readonly PartId[]>>

/**
 * Applies a layout to machines. Every machine is used; the surplus becomes computes.
 * @param machines names in the person's order: controllers first, computes last
 * @throws StacksteadError invalid-input for too few machines
 */
export function layout(name: LayoutName, machines: readonly string[]): Layout {
  const [first] = machines
  if (first === undefined || machines.length < LAYOUT_FACTS[name].fewest)
    throw new StacksteadError({
      code: 'invalid-input',
      message: `The layout ${name} needs at least ${LAYOUT_FACTS[name].fewest} machines; ${machines.length} are given.`,
      remedy: 'Add machines or choose a smaller layout.',
    })
  if (name === 'every-component-apart') return apart(machines)
  const rest = machines.slice(1).map((machine): [string, readonly Role[]] => [machine, ['compute']])
  const head: readonly Role[] = rest.length === 0 ? ['controller', 'network', 'compute'] : ['controller', 'network']
  const alone: readonly Role[] = ['controller', 'network', 'compute']
  return { roles: Object.fromEntries([[first, name === 'all-in-one' ? alone : head], ...rest]), placement: {} }
}

/** One or two computes (more where machines are left over); the groups are dealt out over the machines before them. */
function apart(machines: readonly string[]): Layout {
  const groups = Object.entries(GROUPS)
  const fewest = machines.length < 6 ? 1 : 2
  const hosts = machines.slice(0, Math.min(machines.length - fewest, groups.length))
  const placement: Partial<Record<PartId, string>> = {}
  let gateway: string | undefined
  groups.forEach(([group, parts], index) => {
    const host = hosts[Math.floor((index * hosts.length) / groups.length)]
    if (host === undefined) return
    for (const part of parts) placement[part] = host
    if (group === 'network') gateway = host
  })
  const roles = machines.map((machine): [string, readonly Role[]] => {
    if (!hosts.includes(machine)) return [machine, ['compute']]
    return [machine, machine === gateway ? ['network'] : []]
  })
  return { roles: Object.fromEntries(roles), placement: inPartOrder(placement) }
}

function inPartOrder(placement: Partial<Record<PartId, string>>): Partial<Record<PartId, string>> {
  return Object.fromEntries(PARTS.flatMap(({ id }) => (placement[id] === undefined ? [] : [[id, placement[id]]])))
}

/** A machine before it has roles: what the person, the lab or the window knows of it. */
export interface NewMachine {
  readonly name: string
  readonly address: string
  readonly user?: string
  readonly key?: string
  readonly port?: number
  readonly jump?: string
  readonly management?: string
  readonly tunnel?: string
  /** Network card on the provider network. */
  readonly providerNic?: string
}

/** Puts machines, networks and a layout together: what `writeCloudFile` writes for `stackstead init`, lab and demo. */
export function newCloudFile(wanted: {
  readonly name: string
  readonly layout: LayoutName
  readonly machines: readonly NewMachine[]
  readonly networks: NetworkEntries
  readonly settings?: CloudFile['settings']
}): CloudFile {
  const { roles, placement } = layout(
    wanted.layout,
    wanted.machines.map((machine) => machine.name),
  )
  const machines = wanted.machines.map(({ name, providerNic, ...machine }) => {
    const held = roles[name] ?? []
    const nics = providerNic === undefined ? {} : { nics: { provider: providerNic } }
    return [name, { ...machine, ...(held.length === 0 ? {} : { roles: [...held] }), ...nics }]
  })
  return {
    name: wanted.name,
    machines: Object.fromEntries(machines),
    networks: wanted.networks,
    ...(Object.keys(placement).length === 0 ? {} : { placement }),
    ...(wanted.settings === undefined ? {} : { settings: wanted.settings }),
  }
}
