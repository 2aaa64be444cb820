/** Proofs with instances: one on a tenant network with a floating IP, one on the LAN itself. */
import { TEST_IMAGE_MEMORY } from '../../components/firstUse/testImage.ts'
import type { Cloud } from '../../config/cloud.ts'
import type { Fleet } from '../../core/check.ts'
import type { Network } from '../../openstack/networks.ts'
import type { Openstack } from '../../openstack/openstack.ts'
import type { CloudTunnel } from '../cloudFetch.ts'
import { type Guest, startGuest } from './guest.ts'
import { removeLeftovers } from './leftovers.ts'
import { externalNetwork, tenantNetwork, testImage } from './places.ts'
import type { Prover } from './proof.ts'
import { openWay, proveAnswers, proveSecurityGroup, type WayIn } from './reach.ts'
import { proveScreen } from './screen.ts'
import { vantages } from './vantage.ts'

export interface InstanceRoom {
  readonly cloud: Cloud
  readonly fleet: Fleet
  readonly os: Openstack
  /** What everything begins with that this verification makes. */
  readonly name: string
  readonly proving: Prover
  readonly signal: AbortSignal | undefined
  readonly tunnel: CloudTunnel
}

export async function proveInstances(room: InstanceRoom): Promise<void> {
  const { name, os, proving, tunnel } = room
  const { prove } = proving
  const image = await prove({
    id: 'image',
    title: 'Image',
    work: async () => {
      const made = await testImage(os)
      return { saw: `${made.name}, ${made.format}, ${((made.size ?? 0) / 1e6).toFixed(1)} MB`, made }
    },
  })
  const ground = await prove({ id: 'ground', title: 'Networks, security group, flavor', work: () => prepare(room) })
  const start = (kind: 'tenant' | 'lan', networkId: string | undefined): Promise<Guest> | undefined => {
    if (image === undefined || ground === undefined || networkId === undefined) return undefined
    const { flavorId, groupId } = ground
    const guest = startGuest(os, { name: `${name}-${kind}`, image, flavorId, networkId, groupId }, room.signal)
    // Both start side by side; a failure is told by the proof that waits for it.
    guest.catch(() => undefined)
    return guest
  }
  const guests = { tenant: start('tenant', ground?.tenant.id), lan: start('lan', ground?.external?.id) }
  const tenantInstance = await prove({
    id: 'tenant-instance',
    title: 'Instance on a tenant network',
    needs: { image, tenantNetwork: ground?.tenant, start: guests.tenant },
    work: async (met) => booted(await met.start),
  })
  const lanInstance = await prove({
    id: 'lan-instance',
    title: 'Instance on the LAN',
    needs: { image, providerNetwork: ground?.external, start: guests.lan },
    work: async (met) => booted(await met.start),
  })
  await proveReach(room, ground, tenantInstance, lanInstance)
  await prove({
    id: 'screen',
    title: 'Screen (noVNC)',
    needs: { tenantInstance },
    work: async (met) => proveScreen(tunnel, await os.servers.screenUrl(met.tenantInstance.server.id)),
  })
}

function booted(guest: Guest) {
  const { address, server } = guest
  return { saw: `DHCP ${address}, metadata and user-data on its console; runs on ${server.host}`, made: guest }
}

interface Ground {
  readonly external: Network | undefined
  readonly tenant: Network
  readonly groupId: string
  readonly flavorId: string
}

async function prepare({ cloud, name, os, signal }: InstanceRoom): Promise<{ saw: string; made: Ground }> {
  const { others, removed } = await removeLeftovers(os, signal)
  const external = cloud.networks.provider === undefined ? undefined : await externalNetwork(os)
  const tenant = await tenantNetwork(os, external)
  const groupId = await os.securityGroups.create({ name, description: 'Made by "stackstead verify"' })
  const flavorId = await os.flavors.create({ name, cpus: 1, memory: TEST_IMAGE_MEMORY, disk: 0 })
  const networks = [tenant, ...(external === undefined ? [] : [external])].map((network) => network.name).join(', ')
  const earlier = removed === 0 ? '' : `; ${removed} things of an interrupted verification removed`
  const beside = others.length === 0 ? '' : `; ${others.join(', ')} left alone, which may still be under way`
  return { saw: `${networks}${earlier}${beside}`, made: { external, tenant, groupId, flavorId } }
}

/** What needs somebody outside. */
async function proveReach(
  { cloud, fleet, name, os, proving: { prove }, signal }: InstanceRoom,
  ground: Ground | undefined,
  tenantInstance: Guest | undefined,
  lanInstance: Guest | undefined,
): Promise<void> {
  const provider = cloud.networks.provider
  const providerNetwork = ground?.external
  const places = provider === undefined || signal?.aborted ? [] : await vantages(cloud, fleet, provider.subnet)
  try {
    let wayIn: WayIn | undefined
    await prove({
      id: 'floating-ip',
      title: 'Floating IP',
      needs: { preparation: ground, providerNetwork, tenantInstance },
      work: async (met) => {
        const [networkId, portId] = [met.providerNetwork.id, met.tenantInstance.port.id]
        const { address } = await os.floatingIps.create({ networkId, portId, description: name })
        // A way in, even where somebody else answers there: what comes after needs no more.
        wayIn = await openWay(os, met.preparation.groupId, address, places, signal)
        return proveAnswers(wayIn.place, address, met.tenantInstance, signal)
      },
    })
    await prove({
      id: 'security-group',
      title: 'Security group',
      needs: { providerNetwork, tenantInstance, wayIn },
      work: (met) => proveSecurityGroup(os, met.wayIn, signal),
    })
    await prove({
      id: 'lan-address',
      title: 'Instance reached on the LAN',
      needs: { providerNetwork, lanInstance, wayIn },
      work: (met) => proveAnswers(met.wayIn.place, met.lanInstance.address, met.lanInstance, signal),
    })
  } finally {
    for (const place of places) place.close()
  }
}
