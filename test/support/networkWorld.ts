/** A small world of networks for tests: two networks behind a router, one that stands alone, an instance on each. */
import { type NetworkRows, type NetworkWorld, networkWorld } from '../../renderer/features/networks/world.ts'

const OWN = { projectId: 'p1', status: 'ACTIVE', isEnabled: true, description: '', tags: [] }

export const network = (id: string, more: object = {}) => ({
  ...{ ...OWN, id, name: id, isShared: false, isExternal: false, subnetIds: [] },
  ...more,
})
export const subnet = (id: string, networkId: string, cidr: string) => ({
  ...{ ...OWN, id, name: id, networkId, cidr, gateway: undefined, hasDhcp: true, dns: [], pools: [], hostRoutes: [] },
})
export const port = (id: string, deviceId: string, deviceOwner: string, networkId: string, address: string) => ({
  ...{ ...OWN, id, name: '', networkId, deviceId, deviceOwner, mac: '', securityGroupIds: ['web'] },
  ...{ allowedAddressPairs: [], addresses: [{ subnetId: `${networkId}-sub`, address }] },
})
export const server = (id: string, more: object = {}) => ({ id, name: id, status: 'ACTIVE', projectId: 'p1', ...more })
export const router = (id: string, networkId?: string) => ({
  ...{ ...OWN, id, name: id, routes: [] },
  gateway: networkId === undefined ? undefined : { networkId, addresses: ['192.168.1.200'], hasSnat: true },
})
export const floatingIp = (id: string, portId?: string, fixedAddress?: string) => ({
  ...{ ...OWN, id, address: `192.168.1.${id}`, networkId: 'lan', portId, fixedAddress },
  routerId: portId === undefined ? undefined : 'edge',
})
export const group = (id: string, rules: readonly object[] = []) => ({
  ...{ ...OWN, id, name: id, isStateful: true, isShared: false, rules },
})
export const rule = (id: string, more: object = {}) => ({
  ...{ id, direction: 'ingress', family: 'IPv4', protocol: 'tcp', firstPort: 22, lastPort: 22, description: '' },
  ...more,
})

const ROWS = {
  networks: [network('lan', { isExternal: true, projectId: 'p9' }), network('shop'), network('data'), network('alone')],
  subnets: [subnet('shop-sub', 'shop', '10.1.0.0/24'), subnet('data-sub', 'data', '10.2.0.0/24')],
  ports: [
    port('side-1', 'edge', 'network:router_interface', 'shop', '10.1.0.1'),
    port('side-2', 'edge', 'network:router_interface', 'data', '10.2.0.1'),
    port('p-web', 'web-1', 'compute:nova', 'shop', '10.1.0.11'),
    port('p-db', 'db', 'compute:nova', 'data', '10.2.0.11'),
    port('p-own', 'solo', 'compute:nova', 'alone', '10.3.0.11'),
    port('meta', 'ovnmeta-alone', 'network:distributed', 'alone', '10.3.0.2'),
  ],
  routers: [router('edge', 'lan')],
  floatingIps: [floatingIp('201', 'p-web', '10.1.0.11'), floatingIp('202')],
  groups: [group('web', [rule('r1')]), group('default'), group('friends', [rule('r2', { fromGroupId: 'web' })])],
  servers: [server('web-1'), server('db', { status: 'ERROR' }), server('solo')],
  projects: [{ id: 'p1', name: 'demo' }],
}

/** @param changes in place of the rows of that kind */
export function worldOf(changes: { readonly [K in keyof NetworkRows]?: readonly object[] } = {}): NetworkWorld {
  return networkWorld({ ...ROWS, ...changes } as unknown as NetworkRows)
}
