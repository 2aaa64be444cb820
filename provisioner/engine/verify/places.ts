/** What instances of a verification are started from and plugged into: found in the cloud as a person would find it. */
import { TEST_IMAGE } from '../../components/firstUse/testImage.ts'
import { StacksteadError } from '../../core/errors.ts'
import type { Image } from '../../openstack/images.ts'
import type { Network } from '../../openstack/networks.ts'
import type { Openstack } from '../../openstack/openstack.ts'

/** The one the component first-use brings. */
export async function testImage(os: Openstack): Promise<Image> {
  const images = await os.images.list({ name: TEST_IMAGE })
  const image = images.find((one) => one.status === 'active')
  if (image !== undefined) return image
  throw missing(images[0] === undefined ? `no image ${TEST_IMAGE}` : `${TEST_IMAGE} is ${images[0].status}`)
}

/** The provider network: where floating IPs come from. */
export async function externalNetwork(os: Openstack): Promise<Network> {
  const [network] = await os.networks.list({ 'router:external': true })
  if (network === undefined) throw missing('no external network')
  return network
}

/** A tenant network with a router to the given external network, or any that is not external where none is given. */
export async function tenantNetwork(os: Openstack, external?: Network): Promise<Network> {
  const inner = (await os.networks.list()).filter((network) => !network.isExternal)
  if (external === undefined) {
    const [first] = inner
    if (first === undefined) throw missing('no tenant network')
    return first
  }
  const routers = (await os.routers.list()).filter((router) => router.gateway?.networkId === external.id)
  const ports = await os.ports.list({ device_owner: 'network:router_interface' })
  const joined = ports.filter((port) => routers.some((router) => router.id === port.deviceId))
  const network = inner.find((one) => joined.some((port) => port.networkId === one.id))
  if (network === undefined) throw missing(`no tenant network with a router to ${external.name}`)
  return network
}

function missing(what: string): StacksteadError {
  return new StacksteadError({
    code: 'api',
    message: `The cloud has ${what}.`,
    remedy: '"stackstead apply" makes it, unless cloud.yaml turned the component first-use off.',
  })
}
