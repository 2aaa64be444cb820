/** Parts: the single services OpenStack consists of, each of which can live on a machine of its own. */
import type { Role } from './cloud.ts'

/** Facts about a part that do not depend on any cloud. */
export interface Part {
  readonly id: string
  /** The component (folder) that installs it. */
  readonly component: string
  /** The role that carries it unless `placement` says otherwise. */
  readonly role: Role
  /** Resident memory in MiB with one worker on an idle cloud, as measured in the lab; instances come on top. */
  readonly memory: number
  /** Disk in MiB for packages and first data. */
  readonly disk: number
  /** `one`: exactly one machine of a cloud runs it; `many`: each machine of the role does. */
  readonly count: 'one' | 'many'
  /** One sentence: what it is for. */
  readonly explains: string
}

export const PARTS = [
  part(
    'mariadb',
    'mariadb',
    'controller',
    220,
    500,
    'one',
    'The SQL database in which the services keep what they know.',
  ),
  part(
    'rabbitmq',
    'rabbitmq',
    'controller',
    180,
    150,
    'one',
    'The message broker by which parts of one service call each other.',
  ),
  part('memcached', 'memcached', 'controller', 20, 10, 'one', 'A cache for tokens and sessions.'),
  part(
    'keystone',
    'keystone',
    'controller',
    130,
    300,
    'one',
    'Identity: users, projects, tokens and the catalogue of all other APIs.',
  ),
  part(
    'placement',
    'placement',
    'controller',
    110,
    50,
    'one',
    'Keeps count of what each compute has and what is taken.',
  ),
  part('glance', 'glance', 'controller', 150, 2000, 'one', 'Keeps the images instances start from.'),
  part('nova-api', 'nova', 'controller', 180, 100, 'one', 'Takes the requests about instances.'),
  part('nova-conductor', 'nova', 'controller', 140, 50, 'one', 'Does the database work for the computes.'),
  part('nova-scheduler', 'nova', 'controller', 130, 50, 'one', 'Chooses the compute an instance is started on.'),
  part(
    'nova-metadata',
    'nova',
    'controller',
    150,
    50,
    'one',
    'Tells a starting instance its name, keys and user-data.',
  ),
  part('nova-novncproxy', 'nova', 'controller', 110, 50, 'one', 'Carries the screen of an instance to a browser.'),
  part(
    'neutron-api',
    'neutron',
    'controller',
    190,
    100,
    'one',
    'Takes the requests about networks and writes them to OVN.',
  ),
  part(
    'neutron-workers',
    'neutron',
    'controller',
    330,
    50,
    'one',
    'Background work of Neutron: RPC, periodic tasks and keeping OVN in step.',
  ),
  part(
    'ovn-central',
    'neutron',
    'controller',
    60,
    50,
    'one',
    "OVN's databases and the daemon that turns networks into flows.",
  ),
  part('horizon', 'horizon', 'controller', 160, 400, 'one', 'The web dashboard.'),
  part(
    'ovn-gateway',
    'neutron',
    'network',
    0,
    10,
    'many',
    'Lets routers and floating IPs reach the provider network from this machine.',
  ),
  part('nova-compute', 'nova', 'compute', 180, 900, 'many', 'Runs instances with libvirt and QEMU/KVM.'),
  part(
    'neutron-ovn-metadata-agent',
    'neutron',
    'compute',
    170,
    100,
    'many',
    'Answers 169.254.169.254 for the instances of this machine.',
  ),
] as const satisfies readonly Part[]

export type PartId = (typeof PARTS)[number]['id']

function part<const Id extends string>(
  id: Id,
  component: string,
  role: Role,
  memory: number,
  disk: number,
  count: Part['count'],
  explains: string,
): Part & { readonly id: Id } {
  return { id, component, role, memory, disk, count, explains }
}
