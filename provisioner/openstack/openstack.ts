/** The running cloud, resource by resource: the one thing the rest of Stackstead opens to talk to OpenStack. */
import { computeServices } from './computeServices.ts'
import { flavors } from './flavors.ts'
import { floatingIps } from './floatingIps.ts'
import { hypervisors } from './hypervisors.ts'
import { images } from './images.ts'
import { keypairs } from './keypairs.ts'
import { networkAgents } from './networkAgents.ts'
import { networks } from './networks.ts'
import { ports } from './ports.ts'
import { projects } from './projects.ts'
import { routers } from './routers.ts'
import { securityGroups } from './securityGroups.ts'
import { servers } from './servers.ts'
import { Session, type SessionOptions } from './session.ts'
import { subnets } from './subnets.ts'

export type Openstack = ReturnType<typeof openstack>

/** No request is sent before the first question; the token is fetched then. */
export function openstack(options: SessionOptions) {
  const session = new Session(options)
  return {
    session,
    computeServices: computeServices(session),
    flavors: flavors(session),
    floatingIps: floatingIps(session),
    hypervisors: hypervisors(session),
    images: images(session),
    keypairs: keypairs(session),
    networkAgents: networkAgents(session),
    networks: networks(session),
    ports: ports(session),
    projects: projects(session),
    routers: routers(session),
    securityGroups: securityGroups(session),
    servers: servers(session),
    subnets: subnets(session),
  }
}
