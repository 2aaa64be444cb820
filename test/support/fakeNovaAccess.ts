/** What of Nova and Neutron belongs to access, for tests of the window: key pairs, and how much a project may have. */
import type { Reply, Stand } from './fakeCloud.ts'
import { type Row, recordedRow } from './recordedRow.ts'

export interface FakeNovaAccess {
  readonly keypairs: Row[]
  /** By the services' own names: { cores: { limit: 20, in_use: 3 } }. */
  readonly compute: Record<string, Row>
  readonly network: Record<string, Row>
  readonly stand: Stand
}

export function fakeNovaAccess(): FakeNovaAccess {
  const compute = recordedRow('compute/quotas', 'GET /v2.1/os-quota-sets/ID/detail', 'quota_set')
  const network = recordedRow('compute/quotas', 'GET /v2.0/quotas/ID/details.json', 'quota')
  const { id: _of, ...counted } = compute
  const world: Omit<FakeNovaAccess, 'stand'> = {
    keypairs: [],
    compute: counted as Record<string, Row>,
    network: network as Record<string, Row>,
  }
  const set = (quotas: Record<string, Row>, limits: Readonly<Record<string, number>>): Reply => {
    for (const [key, limit] of Object.entries(limits)) quotas[key] = { ...quotas[key], limit }
    return { body: { quota_set: {}, quota: {} } }
  }
  const limits = (): Row => {
    const { cores, instances, ram } = world.compute
    return {
      ...{ maxTotalInstances: instances?.limit, totalInstancesUsed: instances?.in_use, maxTotalCores: cores?.limit },
      ...{ totalCoresUsed: cores?.in_use, maxTotalRAMSize: ram?.limit, totalRAMUsed: ram?.in_use },
    }
  }
  const stand: Stand = ({ body, method, path: whole }) => {
    const path = whole.split('?', 1)[0] ?? ''
    if (path === '/v2.1/limits') return { body: { limits: { absolute: limits() } } }
    if (path.startsWith('/v2.1/os-quota-sets/')) {
      if (method === 'GET') return { body: { quota_set: { id: 'p1', ...world.compute } } }
      return set(world.compute, (JSON.parse(body) as { quota_set: Record<string, number> }).quota_set)
    }
    if (path.startsWith('/v2.0/quotas/')) {
      if (method === 'GET') return { body: { quota: world.network } }
      return set(world.network, (JSON.parse(body) as { quota: Record<string, number> }).quota)
    }
    const [, keypairs, name] = /^\/v2\.1\/(os-keypairs)(?:\/([^/]+))?$/.exec(path) ?? []
    if (keypairs === undefined) return undefined
    if (method === 'GET') return { body: { keypairs: world.keypairs.map((keypair) => ({ keypair })) } }
    if (method === 'DELETE') {
      world.keypairs.splice(
        world.keypairs.findIndex((one) => one.name === decodeURIComponent(name ?? '')),
        1,
      )
      return { status: 202 }
    }
    const { keypair } = JSON.parse(body) as { keypair: Row }
    world.keypairs.push({ fingerprint: 'aa:bb:cc', ...keypair })
    return { status: 201, body: { keypair: world.keypairs.at(-1) } }
  }
  return { ...world, stand }
}
