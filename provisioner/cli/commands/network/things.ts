/** What the network is made of, as lists of it show it. */
import type { FloatingIp, Network, Openstack, Port, Router, SecurityGroup, Subnet } from '../../../index.ts'
import type { Thing } from '../../running/looking.ts'

interface NetworkWithSubnets extends Network {
  readonly subnets: readonly Subnet[]
}

export const NETWORK: Thing<NetworkWithSubnets> = {
  kind: ['network', 'networks'],
  read: async (os) => {
    const [networks, subnets] = await Promise.all([os.networks.list(), os.subnets.list()])
    return networks.map((one) => ({ ...one, subnets: subnets.filter(({ networkId }) => networkId === one.id) }))
  },
  named: ({ name }) => name,
  columns: [
    ['NAME', ({ name }) => name],
    ['STATE', ({ isEnabled, status }) => (isEnabled ? status : 'DISABLED')],
    ['SUBNETS', ({ subnets }) => subnets.map(({ cidr }) => cidr).join(' ')],
    [
      'KIND',
      ({ isExternal, isShared }) => [...(isExternal ? ['external'] : []), ...(isShared ? ['shared'] : [])].join(', '),
    ],
  ],
  none: 'There is no network. Make one with "stackstead network create".',
}

export const SUBNET: Thing<Subnet> = {
  kind: ['subnet', 'subnets'],
  read: (os) => os.subnets.list(),
  named: ({ name }) => name,
  columns: [
    ['NAME', ({ name }) => name],
    ['ADDRESSES', ({ cidr }) => cidr],
    ['GATEWAY', ({ gateway }) => gateway ?? 'none'],
    ['DHCP', ({ hasDhcp, ipv6AddressMode }) => ipv6AddressMode ?? (hasDhcp ? 'yes' : 'no')],
    ['NETWORK', ({ networkId }) => networkId],
  ],
  none: 'There is no subnet. Make one with "stackstead subnet create".',
}

export const ROUTER: Thing<Router> = {
  kind: ['router', 'routers'],
  read: (os) => os.routers.list(),
  named: ({ name }) => name,
  columns: [
    ['NAME', ({ name }) => name],
    ['STATE', ({ isEnabled, status }) => (isEnabled ? status : 'DISABLED')],
    ['ADDRESSES OUTSIDE', ({ gateway }) => gateway?.addresses.join(' ') ?? ''],
    ['SNAT', ({ gateway }) => (gateway === undefined ? '' : gateway.hasSnat === false ? 'no' : 'yes')],
    ['ROUTES', ({ routes }) => String(routes.length || '')],
  ],
  none: 'There is no router. Make one with "stackstead router create".',
}

export const PORT: Thing<Port> = {
  kind: ['port', 'ports'],
  read: (os) => os.ports.list(),
  named: ({ name }) => name,
  columns: [
    ['NAME', ({ name }) => name],
    ['STATE', ({ isEnabled, status }) => (isEnabled ? status : 'DISABLED')],
    ['ADDRESSES', ({ addresses }) => addresses.map(({ address }) => address).join(' ')],
    ['MAC', ({ mac }) => mac],
    ['OF', ({ deviceOwner }) => deviceOwner],
  ],
  none: 'There is no port. Make one with "stackstead port create".',
}

/** People write its address. */
export const FLOATING_IP: Thing<FloatingIp> = {
  kind: ['floating IP', 'floating IPs'],
  read: (os) => os.floatingIps.list(),
  named: ({ address }) => address,
  columns: [
    ['ADDRESS', ({ address }) => address],
    ['STATE', ({ status }) => status],
    ['LEADS TO', ({ fixedAddress }) => fixedAddress ?? ''],
    ['DESCRIPTION', ({ description }) => description],
  ],
  none: 'There is no floating IP. Take one with "stackstead floating-ip create".',
}

export const GROUP: Thing<SecurityGroup> = {
  kind: ['security group', 'security groups'],
  read: (os) => os.securityGroups.list(),
  named: ({ name }) => name,
  columns: [
    ['NAME', ({ name }) => name],
    ['RULES', ({ rules }) => String(rules.length)],
    ['DESCRIPTION', ({ description }) => description],
  ],
  none: 'There is no security group. Make one with "stackstead security-group create".',
}

/** The network floating IPs and ways out are of where none is named: the only external one. */
export async function externals(os: Openstack): Promise<readonly Network[]> {
  return (await os.networks.list()).filter(({ isExternal }) => isExternal)
}
