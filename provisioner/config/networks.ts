/** Networks: subnets, ranges and gateways of cloud.yaml checked against each other and against the machines' addresses. */
import { contains, inside, isIpv4, overlap, parseRange, parseSubnet, type Subnet, usable } from './addresses.ts'
import { managementAddress } from './machines.ts'
import type { Mistake, Path } from './problem.ts'
import type { CloudFile, NetworkEntries } from './schema.ts'
import type { Shape } from './shape.ts'

/** Source: first-use makes this network; 192.168.120.0/24 is rarely a home's or office's own. */
export const TENANT_SUBNET = '192.168.120.0/24'

export function checkNetworks({ file }: Shape): Mistake[] {
  const { networks } = file
  if (networks === undefined) return []
  return [...overlapping(networks), ...provider(networks, file), ...tenant(networks)]
}

type NetworkName = 'management' | 'provider' | 'tenant'

function overlapping(networks: NetworkEntries): Mistake[] {
  const named: [NetworkName, string | undefined][] = [
    ['management', networks.management?.subnet],
    ['provider', networks.provider?.subnet],
    ['tenant', networks.tenant?.subnet ?? TENANT_SUBNET],
  ]
  const known = named.flatMap(([name, text]) => {
    const subnet = parseSubnet(text ?? '')
    return subnet === undefined ? [] : [{ name, subnet }]
  })
  return known.flatMap((one, index) =>
    known
      .slice(0, index)
      .filter((other) => overlap(one.subnet, other.subnet))
      .map((other) => overlapMistake(one, other)),
  )
}

interface NamedSubnet {
  readonly name: NetworkName
  readonly subnet: Subnet
}

function overlapMistake(one: NamedSubnet, other: NamedSubnet): Mistake {
  const path: Path = ['networks', one.name, 'subnet']
  const same = one.subnet.cidr === other.subnet.cidr
  if (one.name === 'provider' && same) {
    const message =
      `The management and the provider network are both ${one.subnet.cidr}. Sharing one LAN and one network card comes in a ` +
      'later release: give instances a network card and a subnet of their own, or leave the provider network out.'
    return { path, message }
  }
  const relation = same ? 'is also' : `${one.subnet.cidr} overlaps`
  const hint = one.name === 'tenant' ? ' Any private network not in use will do, like 192.168.121.0/24.' : ''
  return {
    path,
    message: `The ${one.name} network ${relation} the ${other.name} network ${other.subnet.cidr}; traffic would go astray. Write another subnet.${hint}`,
  }
}

function provider(networks: NetworkEntries, file: CloudFile): Mistake[] {
  const wanted = networks.provider
  const subnet = parseSubnet(wanted?.subnet ?? '')
  if (wanted === undefined || subnet === undefined) return []
  const mistakes: Mistake[] = []
  const blame = (field: string, message: string) => mistakes.push({ path: ['networks', 'provider', field], message })
  const { gateway } = wanted
  if (gateway !== undefined && !usable(gateway, subnet))
    blame('gateway', `${gateway} is not an address of a router inside ${subnet.cidr}. Write the LAN's router.`)
  const range = parseRange(wanted.instances ?? '')
  if (range === undefined) return mistakes
  const room = `${first(subnet)}-${last(subnet)}`
  if (!inside(range, subnet)) {
    blame('instances', `The range is not inside the provider network ${subnet.cidr}. Write one inside ${room}.`)
    return mistakes
  }
  if (!usable(range.first, subnet) || !usable(range.last, subnet))
    blame(
      'instances',
      `The first and last address of ${subnet.cidr} are kept for the network. Write a range inside ${room}.`,
    )
  if (gateway !== undefined && contains(range, gateway))
    blame(
      'instances',
      `The range holds the gateway ${gateway}; an instance would take the router's address. Move the range.`,
    )
  for (const { name, address } of addresses(file))
    if (contains(range, address))
      blame('instances', `The range holds ${address}, the address of ${name}. Move the range so that it is free.`)
  return mistakes
}

function tenant(networks: NetworkEntries): Mistake[] {
  const subnet = parseSubnet(networks.tenant?.subnet ?? '')
  if (subnet === undefined || subnet.prefix <= 28) return []
  const message = `/${subnet.prefix} leaves no room for a router, DHCP and instances. Write /28 or larger, like /24.`
  return [{ path: ['networks', 'tenant', 'subnet'], message }]
}

/** Every IPv4 address a machine is known by, once. */
function addresses(file: CloudFile): { name: string; address: string }[] {
  return Object.entries(file.machines ?? {}).flatMap(([name, entry]) => {
    const known = [entry.address, managementAddress(file, entry), entry.tunnel]
    const ipv4 = known.filter((address) => address !== undefined && isIpv4(address))
    return [...new Set(ipv4)].map((address) => ({ name, address: address ?? '' }))
  })
}

function first(subnet: Subnet): string {
  return subnet.network.replace(/\d+$/, (octet) => String(Number(octet) + 1))
}

function last(subnet: Subnet): string {
  return subnet.broadcast.replace(/\d+$/, (octet) => String(Number(octet) - 1))
}
