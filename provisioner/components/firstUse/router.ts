/** The router between the private network and the LAN: it translates addresses and carries floating IPs. */
import { z } from 'zod'
import type { Cloud } from '../../config/cloud.ts'
import type { Read } from '../../core/fact.ts'
import type { Step } from '../../core/step.ts'
import type { ApiAccess } from '../../facts/api.ts'
import { apiObjects } from '../../steps/apiObjects.ts'
import { adminProject, listing } from './listing.ts'
import { knownNetworks, LAN, PRIVATE } from './networks.ts'

const NAME = 'router'

const routerRow = z.object({
  id: z.string(),
  project_id: z.string(),
  external_gateway_info: z.object({ network_id: z.string() }).nullable(),
})
const portRow = z.object({ device_id: z.string(), fixed_ips: z.array(z.object({ subnet_id: z.string() })) })

/** Nothing where the cloud has no provider network: there would be nothing to route to. */
export function router(cloud: Cloud, machine: string, access: ApiAccess): Step[] {
  if (cloud.networks.provider === undefined) return []
  const known = knownNetworks(access)
  const project = adminProject(access)
  const service = 'network'
  const routers = listing(access, { service, path: `/v2.0/routers?name=${NAME}`, key: 'routers' }, routerRow)
  const portsPath = '/v2.0/ports?device_owner=network:router_interface'
  const ports = listing(access, { service, path: portsPath, key: 'ports' }, portRow)
  const found = (read: Read) => routers.of(read).find((row) => row.project_id === project.id(read))
  const inside = (read: Read) => known.subnetOf(read, known.inner(read), cloud.networks.tenant.subnet)?.id
  const facts = [...known.facts, ...known.subnetFacts, routers.fact, project.fact]
  const base = { machine, access }
  const subject = `router ${NAME} with its gateway on ${LAN}`
  const joined = `${PRIVATE} joined to router ${NAME}`
  return [
    apiObjects({
      ...base,
      id: `first-use/router@${machine}`,
      title: 'Create a router',
      explains: `Instances on "${PRIVATE}" reach the world through it, and floating IPs of the LAN lead to them.`,
      reads: facts,
      subjects: [subject],
      missing: (read) => {
        const external_gateway_info = { network_id: known.lan(read)?.id }
        const present = found(read)
        if (present === undefined) {
          const body = { router: { name: NAME, external_gateway_info } }
          return [{ operation: 'create', subject, request: { service, method: 'POST', path: '/v2.0/routers', body } }]
        }
        // A person may have chosen another external network: only a router without one is mended.
        if (present.external_gateway_info !== null) return []
        const [path, body] = [`/v2.0/routers/${present.id}`, { router: { external_gateway_info } }]
        return [{ operation: 'update', subject, request: { service, method: 'PUT', path, body } }]
      },
    }),
    apiObjects({
      ...base,
      id: `first-use/router-interface@${machine}`,
      title: 'Join the private network to the router',
      explains: 'The router takes the address that instances of the private network use as their gateway.',
      reads: [...facts, ports.fact],
      subjects: [joined],
      missing: (read) => {
        const [id, subnet] = [found(read)?.id, inside(read)]
        const isJoined = ports.of(read).some((port) => port.fixed_ips.some((one) => one.subnet_id === subnet))
        if (isJoined) return []
        const [path, body] = [`/v2.0/routers/${id}/add_router_interface`, { subnet_id: subnet }]
        return [{ operation: 'create', subject: joined, request: { service, method: 'PUT', path, body } }]
      },
    }),
  ]
}
