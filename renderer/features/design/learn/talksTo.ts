/**
 * Who speaks to whom: for each part the parts it calls, and about what.
 * Source: the OpenStack installation guides (keystone, placement, glance, nova, neutron, horizon) and OVN's architecture manual.
 */

export interface Talk {
  readonly to: string
  /** What for, in a few words that follow the other's name. */
  readonly about: string
}

const tokens = talk('keystone', 'to check tokens')
const tokenCache = talk('memcached', 'to remember checked tokens')
const data = (what: string): Talk => talk('mariadb', `to keep ${what}`)
const broker = (what: string): Talk => talk('rabbitmq', what)

export const TALKS_TO: Readonly<Record<string, readonly Talk[]>> = {
  mariadb: [],
  rabbitmq: [],
  memcached: [],
  keystone: [data('users, projects and the catalogue'), talk('memcached', 'to remember tokens')],
  placement: [data('what is there and what is taken'), tokens, tokenCache],
  glance: [data('what is known of each image'), tokens, tokenCache],
  'nova-api': [
    data('flavors, quotas and key pairs'),
    broker('to call the other parts of nova'),
    tokens,
    tokenCache,
    talk('nova-conductor', 'to build and move instances, over the broker'),
    talk('placement', 'to count what quotas allow'),
    talk('glance', 'to look images up'),
    talk('neutron-api', 'to look ports and networks up'),
  ],
  'nova-conductor': [
    data('instances'),
    broker('to be called, and to call computes'),
    talk('nova-scheduler', 'to choose a compute, over the broker'),
    talk('nova-compute', 'to start instances, over the broker'),
    talk('placement', 'to move what an instance takes'),
    talk('neutron-api', 'to prepare ports'),
    talk('glance', 'to read what an image needs'),
    talk('keystone', 'to log in'),
  ],
  'nova-scheduler': [
    data('which computes there are'),
    broker('to be called'),
    talk('placement', 'to ask for computes with room'),
    talk('keystone', 'to log in'),
  ],
  'nova-metadata': [
    data('names, keys and user-data'),
    broker('to call the conductor'),
    talk('neutron-api', 'to learn whose address asks'),
    tokens,
    tokenCache,
  ],
  'nova-novncproxy': [data('who may see which screen'), talk('nova-compute', "to fetch an instance's screen by VNC")],
  'neutron-api': [
    data('networks, subnets and ports'),
    broker('to notify and call its workers'),
    tokens,
    tokenCache,
    talk('ovn-central', 'to write networks into its northbound database'),
    talk('nova-api', 'to say when a port is ready'),
  ],
  'neutron-workers': [
    data('networks while they are mended'),
    broker('to answer agents'),
    talk('ovn-central', 'to keep it in step'),
  ],
  'ovn-central': [],
  horizon: [
    talk('keystone', 'to log people in'),
    talk('memcached', 'to keep sessions'),
    talk('nova-api', 'to show instances'),
    talk('neutron-api', 'to show networks'),
    talk('glance', 'to show images'),
  ],
  'ovn-gateway': [
    talk('ovn-central', 'to read flows from its southbound database'),
    talk('nova-compute', 'to pass traffic by Geneve tunnels'),
  ],
  'nova-compute': [
    broker('to be called'),
    talk('nova-conductor', 'to read and write the database, over the broker'),
    talk('placement', 'to report what it has'),
    talk('glance', 'to fetch images'),
    talk('neutron-api', 'to plug ports'),
    talk('keystone', 'to log in'),
    talk('ovn-central', 'to read flows from its southbound database'),
    talk('ovn-gateway', 'to pass traffic by Geneve tunnels'),
  ],
  'neutron-ovn-metadata-agent': [
    talk('ovn-central', 'to learn which ports are here'),
    talk('nova-metadata', 'to pass on what instances ask'),
  ],
}

/** The parts that call these, and those called by them, with themselves: what a hovered role or part touches. */
export function touchedBy(parts: readonly string[]): ReadonlySet<string> {
  const called = parts.flatMap((part) => (TALKS_TO[part] ?? []).map((one) => one.to))
  return new Set([...parts, ...called, ...parts.flatMap(callersOf)])
}

/** The parts that call this one. */
export function callersOf(part: string): readonly string[] {
  return Object.entries(TALKS_TO).flatMap(([from, talks]) => (talks.some((one) => one.to === part) ? [from] : []))
}

function talk(to: string, about: string): Talk {
  return { to, about }
}
