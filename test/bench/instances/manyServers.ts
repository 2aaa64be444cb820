/** So many instances as Nova would list them: each in the shape of one a real Nova told of, with values of its own. Pure. */

export type ServerShape = Readonly<Record<string, unknown>>

export interface ManyServers {
  /** As Nova's listing has them, one page after the other; undefined where no instance has that id. */
  page(limit: number, marker: string | undefined): ServersPage | undefined
  /** Those that changed since a moment, milliseconds since the epoch. */
  changedSince(moment: number): readonly ServerShape[]
  names(): readonly string[]
  /** Of each with a floating IP, what Neutron tells of that where two fields are asked for. */
  leads(): readonly object[]
  /** So many others are stopped or started now. */
  change(many: number): void
}

export interface ServersPage {
  readonly servers: readonly ServerShape[]
  /** Where the next page begins; undefined after the last. */
  readonly next: string | undefined
}

interface Surroundings {
  readonly project: string
  readonly images: readonly string[]
  readonly now: number
}

const DAY = 86_400_000
const ROLES = ['web', 'db', 'cache', 'queue', 'ci', 'build', 'proxy', 'mail']
const FLAVORS = [
  { original_name: 'm1.small', vcpus: 1, ram: 2048, disk: 20 },
  { original_name: 'm1.medium', vcpus: 2, ram: 4096, disk: 40 },
  { original_name: 'm1.large', vcpus: 4, ram: 8192, disk: 80 },
]
const COMPUTES = 200
/** Of a hundred instances, so many are not running. */
const OTHERS = [
  { status: 'ERROR', vm: 'error', power: 0 },
  { status: 'PAUSED', vm: 'paused', power: 3 },
  { status: 'SUSPENDED', vm: 'suspended', power: 4 },
  ...Array.from({ length: 6 }, () => ({ status: 'SHUTOFF', vm: 'stopped', power: 4 })),
]

export function manyServers(shape: ServerShape, count: number, around: Surroundings): ManyServers {
  const all = Array.from({ length: count }, (_, index) => server(shape, index, around))
  const places = new Map(all.map((one, index) => [one.id, index]))
  let changes = 0
  return {
    page(limit, marker) {
      const before = marker === undefined ? -1 : places.get(marker)
      if (before === undefined) return undefined
      const servers = all.slice(before + 1, before + 1 + limit)
      return { servers, next: before + 1 + limit < count ? servers.at(-1)?.id : undefined }
    },
    names: () => all.map(({ name }) => name),
    leads: () => all.flatMap(({ addresses, id }) => (addresses.private[1] === undefined ? [] : [{ id, port_id: id }])),
    changedSince: (moment) => all.filter(({ updated }) => Date.parse(updated) >= moment),
    change(many) {
      for (let turn = 0; turn < many; turn += 1) {
        // Far apart from each other, and each time other ones.
        const place = (changes * 997) % count
        changes += 1
        const before = all[place]
        if (before === undefined) continue
        const state =
          before.status === 'ACTIVE' ? stateFields('SHUTOFF', 'stopped', 4) : stateFields('ACTIVE', 'active', 1)
        all[place] = { ...before, ...state, updated: seconds(Date.now()) }
      }
    },
  }
}

function server(shape: ServerShape, index: number, { images, now, project }: Surroundings) {
  const { status, vm, power } = OTHERS[index % 100] ?? { status: 'ACTIVE', vm: 'active', power: 1 }
  const name = `${of(ROLES, index)}-${String(index).padStart(5, '0')}`
  const host = `compute-${(index % COMPUTES) + 1}`
  const created = seconds(now - ((index * 7919) % (700 * DAY)) - DAY)
  const fixed = [10, index >> 16, (index >> 8) & 255, index & 255].join('.')
  const floating = index % 10 === 0 ? [['203.0.113', index % 256].join('.')] : []
  return {
    ...shape,
    id: `${hex(index * 2654435761, 8)}-0000-4000-8000-${hex(index, 12)}`,
    name,
    tenant_id: project,
    ...stateFields(status, vm, power),
    created,
    updated: created,
    'OS-SRV-USG:launched_at': created.replace('Z', '.000000'),
    ...(status === 'ERROR' ? { fault: { code: 500, created, message: 'No valid host was found.' } } : {}),
    image: { id: of(images, index) },
    flavor: { ephemeral: 0, swap: 0, extra_specs: {}, ...of(FLAVORS, index) },
    key_name: index % 3 === 0 ? 'laptop' : null,
    addresses: {
      private: [
        ...[{ addr: fixed, version: 4, 'OS-EXT-IPS:type': 'fixed', 'OS-EXT-IPS-MAC:mac_addr': mac(index) }],
        ...floating.map((addr) => ({
          ...{ addr, version: 4, 'OS-EXT-IPS:type': 'floating', 'OS-EXT-IPS-MAC:mac_addr': mac(index) },
        })),
      ],
    },
    'OS-EXT-SRV-ATTR:host': host,
    'OS-EXT-SRV-ATTR:hypervisor_hostname': host,
    'OS-EXT-SRV-ATTR:instance_name': `instance-${hex(index, 8)}`,
    'OS-EXT-SRV-ATTR:hostname': name,
  }
}

function stateFields(status: string, vm: string, power: number) {
  return { status, 'OS-EXT-STS:vm_state': vm, 'OS-EXT-STS:power_state': power }
}

/** As Nova writes a moment. */
function seconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
}

function mac(index: number): string {
  return `fa:16:3e:${hex(index, 6).replace(/(..)(..)(..)/, '$1:$2:$3')}`
}

function hex(value: number, length: number): string {
  return Math.floor(value).toString(16).padStart(length, '0').slice(-length)
}

function of<T>(choices: readonly T[], index: number): T {
  const chosen = choices[index % choices.length]
  if (chosen === undefined) throw new RangeError('there is nothing to choose from')
  return chosen
}
