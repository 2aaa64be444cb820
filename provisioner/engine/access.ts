/** How a person (or a program of theirs) uses the cloud: the administrator's credentials, and what may be reached where. */
import { adminAccess, PORTS } from '../components/addresses.ts'
import { machinesWith } from '../config/cloud.ts'
import type { PartId } from '../config/parts.ts'
import type { MachineName } from '../core/machine.ts'
import type { PasswordCredentials } from '../openstack/credentials.ts'
import type { Project } from './project.ts'

/** The first user, as `keystone-manage bootstrap` made it: all in the domain Default. */
export function adminCredentials(
  project: Pick<Project, 'cloud' | 'secrets'>,
): PasswordCredentials & { readonly region: string } {
  const { keystone, password, region } = adminAccess(project)
  return { kind: 'password', authUrl: keystone, region, user: 'admin', project: 'admin', password }
}

/** A service of the cloud that people and their programs talk to, and the machine through which it is reached. */
export interface Endpoint {
  readonly part: PartId
  readonly machine: MachineName
  readonly host: string
  readonly port: number
}

const PUBLIC = ['keystone', 'placement', 'glance', 'nova-api', 'neutron-api', 'nova-novncproxy', 'horizon'] as const

/** Everything a proxy may open connections to; databases, the broker and metadata are not among them. */
export function endpointsOf({ cloud }: Pick<Project, 'cloud'>): Endpoint[] {
  return PUBLIC.flatMap((part) =>
    machinesWith(cloud, part).map(({ name, management }) => ({
      part,
      machine: name,
      host: management,
      port: PORTS[part],
    })),
  )
}
