/** The running cloud, resource by resource: the one thing the rest of Stackstead opens to talk to OpenStack. */

import { aggregates } from './aggregates.ts'
import { applicationCredentials } from './applicationCredentials.ts'
import { computeQuotas } from './computeQuotas.ts'
import { computeServices } from './computeServices.ts'
import { serverDiagnostics } from './diagnostics.ts'
import { flavors } from './flavors.ts'
import { floatingIps } from './floatingIps.ts'
import { hypervisors } from './hypervisors.ts'
import { images } from './images.ts'
import { instanceActions } from './instanceActions.ts'
import { keypairs } from './keypairs.ts'
import { migrations } from './migrations.ts'
import { networkAgents } from './networkAgents.ts'
import { networkQuotas } from './networkQuotas.ts'
import { networks } from './networks.ts'
import { ports } from './ports.ts'
import { projects } from './projects.ts'
import { resourceProviders } from './resourceProviders.ts'
import { roleAssignments } from './roleAssignments.ts'
import { roles } from './roles.ts'
import { routers } from './routers.ts'
import { securityGroups } from './securityGroups.ts'
import { serverGroups } from './serverGroups.ts'
import { servers } from './servers.ts'
import { Session, type SessionOptions } from './session.ts'
import { subnets } from './subnets.ts'
import { users } from './users.ts'
import { zones } from './zones.ts'

export type Openstack = ReturnType<typeof clientOf>

/** No request is sent before the first question; the token is fetched then. */
export function openstack(options: SessionOptions) {
  return clientOf(new Session(options))
}

/** By a session of the caller's own making. */
export function clientOf(session: Session) {
  return {
    session,
    aggregates: aggregates(session),
    computeQuotas: computeQuotas(session),
    diagnostics: (serverId: string) => serverDiagnostics(session, serverId),
    instanceActions: instanceActions(session),
    migrations: migrations(session),
    resourceProviders: resourceProviders(session),
    serverGroups: serverGroups(session),
    zones: zones(session),
    users: users(session),
    roles: roles(session),
    roleAssignments: roleAssignments(session),
    networkQuotas: networkQuotas(session),
    applicationCredentials: applicationCredentials(session),
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
