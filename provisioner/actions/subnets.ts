/** Subnets: the addresses of a network, and what DHCP tells instances. */
import { z } from 'zod'
import { action } from './action.ts'
import { isInside, numberOf, rangeOf, versionOf } from './addresses.ts'
import { description, id, name, target } from './fields.ts'
import { type Block, changedResource, identifier, Reference } from './hcl.ts'
import { change, creation, deletion, type Kind, made } from './neutron.ts'
import { flag, given, operand, option, options, wholeList } from './words.ts'

const SUBNET: Kind = { key: 'subnet', plural: 'subnets', title: 'subnet', words: ['subnet'] }

export const address = z.union([z.ipv4(), z.ipv6()])
export const cidr = z.union([z.cidrv4(), z.cidrv6()])

/** What may be told of a new subnet and changed later. */
const fields = {
  description: description.optional(),
  hasDhcp: z.boolean().optional(),
  /** null: none; absent: the first address of the subnet. */
  gateway: address.nullable().optional(),
  dns: z.array(address).max(5).optional(),
  /** Which addresses are handed out; absent: all but the gateway. */
  pools: z
    .array(z.strictObject({ first: address, last: address }))
    .max(20)
    .optional(),
  /** Routes DHCP tells besides the gateway. */
  hostRoutes: z
    .array(z.strictObject({ destination: cidr, nextHop: address }))
    .max(20)
    .optional(),
}

/** How IPv6 addresses come about (api-ref, ipv6_address_mode). */
const IPV6_MODES = ['slaac', 'dhcpv6-stateful', 'dhcpv6-stateless'] as const

const newSubnet = z
  .strictObject({ name, networkId: id, cidr, ...fields, ipv6Mode: z.enum(IPV6_MODES).optional() })
  .superRefine((wanted, { addIssue }) => {
    for (const [path, message] of [...misfits(wanted.cidr, wanted), ...ipv6Misfits(wanted)])
      addIssue({ code: 'custom', path: [...path], message })
  })
type NewSubnet = z.output<typeof newSubnet>
const changes = z
  .strictObject({
    ...target.shape,
    newName: name.optional(),
    ...fields,
    /** What it is now, where known: what is changed has to fit. */
    cidr: cidr.optional(),
  })
  .superRefine((wanted, { addIssue }) => {
    for (const [path, message] of misfits(wanted.cidr, wanted)) addIssue({ code: 'custom', path: [...path], message })
  })

type Fields = z.output<z.ZodObject<typeof fields>>

export const subnetActions = {
  'subnet.create': action({
    input: newSubnet,
    attempted: (wanted) => `Creating the subnet ${wanted.name}`,
    calls: (wanted) => [
      creation(SUBNET, {
        name: wanted.name,
        network_id: wanted.networkId,
        ip_version: versionOf(wanted.cidr),
        cidr: wanted.cidr,
        ...properties(wanted),
        ipv6_address_mode: wanted.ipv6Mode,
        ipv6_ra_mode: wanted.ipv6Mode,
      }),
    ],
    commands: (wanted) => [creationCommand(wanted)],
    terraform: resources,
    answer: made(SUBNET),
  }),
  'subnet.update': action({
    input: changes,
    attempted: (subnet) => `Changing the subnet ${subnet.name}`,
    calls: ({ cidr: _known, id, newName, ...wanted }) => [change(SUBNET, id, { name: newName, ...properties(wanted) })],
    commands: ({ id, newName, ...wanted }) => [
      [
        ...['openstack', 'subnet', 'set'],
        ...option('--name', newName),
        ...common(wanted),
        ...wholeList('--dns-nameserver', '--no-dns-nameservers', wanted.dns),
        ...wholeList('--allocation-pool', '--no-allocation-pool', wanted.pools?.map(poolWord)),
        ...wholeList('--host-route', '--no-host-route', wanted.hostRoutes?.map(routeWord)),
        id,
      ],
    ],
    terraform: changedResources,
  }),
  'subnet.delete': deletion(SUBNET),
}

type Misfit = readonly [path: readonly (string | number)[], message: string]

/** What Neutron would refuse: addresses of another family, or outside of the subnet. */
function misfits(cidr: string | undefined, { gateway, hostRoutes = [], pools = [] }: Fields): Misfit[] {
  const within = cidr === undefined ? undefined : rangeOf(cidr)
  const outside = (address: string): boolean => cidr !== undefined && !isInside(cidr, address)
  const found: Misfit[] = []
  if (within?.isFirst === false) found.push([['cidr'], 'That is an address inside a subnet; its first one is needed.'])
  if (gateway && within !== undefined) {
    // Outside of the subnet it may be, Neutron says; not the address of the subnet itself, or of all in it.
    if (versionOf(gateway) !== within.version) found.push([['gateway'], 'It is of another family than the subnet.'])
    else if (within.version === 4 && within.prefix < 31 && [within.first, within.last].includes(numberOf(gateway)))
      found.push([['gateway'], 'The first and the last address of a subnet are nobody’s.'])
  }
  for (const [at, { first, last }] of pools.entries()) {
    if (outside(first) || outside(last)) found.push([['pools', at], 'It is outside of the subnet.'])
    else if (versionOf(first) !== versionOf(last) || numberOf(first) > numberOf(last))
      found.push([['pools', at], 'The first address is greater than the last.'])
    else if (gateway && within?.version === versionOf(first) && isBetween(gateway, first, last))
      found.push([['pools', at], 'The gateway is among the addresses handed out.'])
  }
  for (const [at, { destination, nextHop }] of hostRoutes.entries())
    if (versionOf(destination) !== versionOf(nextHop))
      found.push([['hostRoutes', at], 'Destination and next hop are of different families.'])
  return found
}

function isBetween(address: string, first: string, last: string): boolean {
  return (
    versionOf(address) === versionOf(first) &&
    numberOf(address) >= numberOf(first) &&
    numberOf(address) <= numberOf(last)
  )
}

/** Neutron's _validate_ipv6_attributes and _validate_eui64_cidr. */
function ipv6Misfits({ cidr, hasDhcp, ipv6Mode }: Fields & { cidr: string; ipv6Mode?: string | undefined }): Misfit[] {
  if (ipv6Mode === undefined) return []
  if (versionOf(cidr) === 4) return [[['ipv6Mode'], 'This is for IPv6 subnets.']]
  if (hasDhcp === false) return [[['ipv6Mode'], 'With DHCP turned off there is no such mode.']]
  if (ipv6Mode !== 'dhcpv6-stateful' && rangeOf(cidr).prefix !== 64)
    return [[['ipv6Mode'], 'Instances make up their addresses in subnets of /64 only.']]
  return []
}

function properties(wanted: Fields) {
  return {
    description: wanted.description,
    enable_dhcp: wanted.hasDhcp,
    gateway_ip: wanted.gateway,
    dns_nameservers: wanted.dns,
    allocation_pools: wanted.pools?.map(({ first, last }) => ({ start: first, end: last })),
    host_routes: wanted.hostRoutes?.map(({ destination, nextHop }) => ({ destination, nexthop: nextHop })),
  }
}

function common(wanted: Fields): string[] {
  return [
    ...option('--description', wanted.description),
    ...flag(wanted.hasDhcp, '--dhcp', '--no-dhcp'),
    ...option('--gateway', wanted.gateway === null ? 'none' : wanted.gateway),
  ]
}

function creationCommand(wanted: NewSubnet): string[] {
  return [
    ...['openstack', 'subnet', 'create', '--network', wanted.networkId],
    ...['--ip-version', String(versionOf(wanted.cidr)), '--subnet-range', wanted.cidr],
    ...common(wanted),
    ...options('--dns-nameserver', wanted.dns),
    ...options('--allocation-pool', wanted.pools?.map(poolWord)),
    ...options('--host-route', wanted.hostRoutes?.map(routeWord)),
    ...option('--ipv6-address-mode', wanted.ipv6Mode),
    ...option('--ipv6-ra-mode', wanted.ipv6Mode),
    ...operand(wanted.name),
  ]
}

function poolWord({ first, last }: { readonly first: string; readonly last: string }): string {
  return `start=${first},end=${last}`
}

export function routeWord({
  destination,
  nextHop,
}: {
  readonly destination: string
  readonly nextHop: string
}): string {
  return `destination=${destination},gateway=${nextHop}`
}

const SUBNET_BLOCK = 'openstack_networking_subnet_v2'

function attributes(wanted: NewSubnet): Block['attributes'] {
  return {
    name: wanted.name,
    network_id: wanted.networkId,
    ip_version: versionOf(wanted.cidr),
    cidr: wanted.cidr,
    ...changeable(wanted),
    ipv6_address_mode: wanted.ipv6Mode,
    ipv6_ra_mode: wanted.ipv6Mode,
  }
}

function changeable(wanted: Fields): Block['attributes'] {
  return {
    description: wanted.description,
    enable_dhcp: wanted.hasDhcp,
    ...(wanted.gateway === null ? { no_gateway: true } : { gateway_ip: wanted.gateway }),
    dns_nameservers: wanted.dns,
  }
}

function resources(wanted: NewSubnet): Block[] {
  const { name } = wanted
  const id = new Reference(`${SUBNET_BLOCK}.${identifier(name)}.id`)
  return [
    { type: SUBNET_BLOCK, name, attributes: attributes(wanted), blocks: pools(wanted) },
    ...routeBlocks(name, id, wanted),
  ]
}

/** Routes that go, go by their blocks being taken out. */
function changedResources({ id, name, newName, ...wanted }: z.output<typeof changes>): Block[] {
  const changed = given({ name: newName, ...changeable(wanted) }) as Block['attributes']
  const blocks = pools(wanted)
  const isSaid = Object.keys(changed).length > 0 || blocks.length > 0
  return [
    ...(isSaid ? [{ ...changedResource(SUBNET_BLOCK, name, changed), blocks }] : []),
    ...routeBlocks(name, id, wanted),
  ]
}

/** The provider keeps routes apart from their subnet. */
function routeBlocks(name: string, id: string | Reference, { hostRoutes = [] }: Fields): Block[] {
  return hostRoutes.map(({ destination, nextHop }, index) => ({
    type: 'openstack_networking_subnet_route_v2',
    name: `${name}-route-${index + 1}`,
    attributes: { subnet_id: id, destination_cidr: destination, next_hop: nextHop },
  }))
}

function pools({ pools = [] }: Fields): NonNullable<Block['blocks']> {
  return pools.map(({ first, last }) => ({ type: 'allocation_pool', attributes: { start: first, end: last } }))
}
