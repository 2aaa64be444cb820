/** What forms about networks send, from what was typed: fields left empty are left out. Pure. */
import type { Network } from '../../../../electron/contract/live.ts'
import type { ActionStep } from '../../../ui/explained.ts'
import { type TwinRow, writtenTwins } from '../../../ui/twinRows.ts'
import { MADE } from './chain.ts'

export interface NetworkFields {
  readonly name: string
  readonly description: string
  readonly isEnabled: boolean
  /** Bytes; empty: as the cloud has it. */
  readonly mtu: string
  /** Whether groups and addresses are enforced on its ports. */
  readonly hasPortSecurity: boolean
  /** Administrators only. */
  readonly isShared: boolean
  readonly isExternal: boolean
  readonly provider: 'geneve' | 'vxlan' | 'vlan' | 'flat' | undefined
  readonly physicalNetwork: string
  readonly segment: string
}

export interface SubnetFields {
  readonly name: string
  readonly cidr: string
  /** Empty: the first address. */
  readonly gateway: string
  readonly hasGateway: boolean
  readonly hasDhcp: boolean
  readonly dns: readonly string[]
  /** First and last address, like 10.0.0.10-10.0.0.99, several with commas between; empty: all but the gateway. */
  readonly pool: string
  /** Destination and next hop, which DHCP tells. */
  readonly routes: readonly TwinRow[]
  /** Of IPv6: how instances come by their addresses; undefined: nothing here tells them. */
  readonly ipv6Mode: 'slaac' | 'dhcpv6-stateful' | 'dhcpv6-stateless' | undefined
}

export const NEW_NETWORK: NetworkFields = {
  ...{ name: '', description: '', isEnabled: true, isShared: false, isExternal: false },
  ...{ mtu: '', hasPortSecurity: true, provider: undefined, physicalNetwork: '', segment: '' },
}
export const NEW_SUBNET: SubnetFields = {
  ...{ name: '', cidr: '', gateway: '', hasGateway: true, hasDhcp: true, dns: [], pool: '' },
  ...{ routes: [], ipv6Mode: undefined },
}

/** @param router the one its subnet is connected to */
export function networkSteps(
  fields: NetworkFields,
  subnet: SubnetFields | undefined,
  router: { readonly id: string; readonly name: string } | undefined,
): readonly ActionStep[] {
  const { name } = fields
  const network: ActionStep = {
    action: 'network.create',
    input: {
      name,
      ...given({ description: fields.description }),
      ...(fields.isEnabled ? {} : { isEnabled: false }),
      ...(fields.mtu.trim() === '' ? {} : { mtu: Number(fields.mtu) }),
      ...(fields.hasPortSecurity ? {} : { hasPortSecurity: false }),
      ...(fields.isShared ? { isShared: true } : {}),
      ...(fields.isExternal ? { isExternal: true } : {}),
      ...provider(fields),
    },
  }
  if (subnet === undefined) return [network]
  const first: ActionStep = {
    action: 'subnet.create',
    input: { networkId: MADE.network, ...subnetInput({ ...subnet, name: subnet.name || `${name}-subnet` }) },
  }
  if (router === undefined) return [network, first]
  return [network, first, { action: 'router.addInterface', input: { ...router, side: { subnetId: MADE.subnet } } }]
}

function provider({ physicalNetwork, provider: type, segment }: NetworkFields): object {
  if (type === undefined) return {}
  const segmentationId = segment === '' ? {} : { segmentationId: Number(segment) }
  if (type === 'geneve' || type === 'vxlan') return { provider: { type, ...segmentationId } }
  return { provider: { type, physicalNetwork, ...(type === 'vlan' ? segmentationId : {}) } }
}

export function subnetInput(fields: SubnetFields): object {
  const routes = routesOf(fields.routes)
  return {
    name: fields.name,
    cidr: fields.cidr.trim(),
    ...common(fields),
    ...(routes.length === 0 ? {} : { hostRoutes: routes }),
    ...(fields.ipv6Mode === undefined || !isIpv6(fields) ? {} : { ipv6Mode: fields.ipv6Mode }),
  }
}

export function isIpv6({ cidr }: Pick<SubnetFields, 'cidr'>): boolean {
  return cidr.includes(':')
}

/** As requests have them. */
export function routesOf(rows: readonly TwinRow[]): { readonly destination: string; readonly nextHop: string }[] {
  return writtenTwins(rows).map(({ first, second }) => ({ destination: first, nextHop: second }))
}

/** What of a subnet can be changed: all but its addresses. */
export function subnetChange(fields: SubnetFields): object {
  return {
    newName: fields.name,
    // Not sent: what is changed has to fit it.
    cidr: fields.cidr,
    ...common(fields),
    dns: [...fields.dns],
    gateway: gatewayOf(fields),
    hostRoutes: routesOf(fields.routes),
  }
}

function common(fields: SubnetFields): object {
  const gateway = gatewayOf(fields)
  const pools = poolsOf(fields.pool)
  return {
    hasDhcp: fields.hasDhcp,
    ...(gateway === undefined ? {} : { gateway }),
    ...(fields.dns.length === 0 ? {} : { dns: [...fields.dns] }),
    ...(pools === undefined ? {} : { pools }),
  }
}

function gatewayOf({ gateway, hasGateway }: SubnetFields): string | null | undefined {
  if (!hasGateway) return null
  return gateway.trim() === '' ? undefined : gateway.trim()
}

function poolsOf(text: string): readonly { readonly first: string; readonly last: string }[] | undefined {
  if (text.trim() === '') return undefined
  return text.split(',').map((range) => {
    const [first = '', last = ''] = range.split('-').map((one) => one.trim())
    return { first, last }
  })
}

/** Only what is other than it was: a switch left alone needs no right to it. */
export function networkChange(network: Network, fields: NetworkFields): object {
  return {
    ...(fields.name === network.name ? {} : { newName: fields.name }),
    ...(fields.description === network.description ? {} : { description: fields.description }),
    ...(fields.isEnabled === network.isEnabled ? {} : { isEnabled: fields.isEnabled }),
    ...(fields.mtu.trim() === '' || Number(fields.mtu) === network.mtu ? {} : { mtu: Number(fields.mtu) }),
    ...(fields.hasPortSecurity === (network.hasPortSecurity !== false)
      ? {}
      : { hasPortSecurity: fields.hasPortSecurity }),
    ...(fields.isShared === network.isShared ? {} : { isShared: fields.isShared }),
    ...(fields.isExternal === network.isExternal ? {} : { isExternal: fields.isExternal }),
  }
}

/** Texts that are not empty. */
export function given(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''))
}
