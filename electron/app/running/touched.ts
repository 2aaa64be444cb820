/** What an action may change: by the kind of thing it is done to, the rows that are looked at again at once. */

import type { ActionName } from '../../contract/actions.ts'
import type { LiveName } from '../../contract/index.ts'

/** `whole`: also what a listing of changes would not tell. */
export type Touched = { readonly [N in LiveName]?: 'changes' | 'whole' }

const all = (...names: readonly LiveName[]): Touched => Object.fromEntries(names.map((name) => [name, 'whole']))

const HOSTS = all(
  'live.hypervisors',
  'live.resourceProviders',
  'live.computeServices',
  'live.zones',
  'live.aggregates',
  'live.migrations',
)
/** Nova's list of changes does not know of addresses and security groups. */
const NETWORKING = all(
  'live.networks',
  'live.subnets',
  'live.ports',
  'live.routers',
  'live.floatingIps',
  'live.securityGroups',
  'live.networkAgents',
  'live.servers',
)
const IDENTITY = all('live.projects', 'live.users', 'live.roles', 'live.roleAssignments', 'live.applicationCredentials')

/** By the first word of the action's name; whatever is not named here may have changed anything. */
const BY_KIND: Readonly<Record<string, Touched>> = {
  server: {
    ...all(
      'live.migrations',
      'live.hypervisors',
      'live.resourceProviders',
      'live.ports',
      'live.floatingIps',
      'live.images',
      'live.serverGroups',
    ),
    'live.servers': 'changes',
  },
  flavor: all('live.flavors'),
  keypair: all('live.keypairs'),
  image: all('live.images'),
  serverGroup: all('live.serverGroups'),
  migration: { ...HOSTS, 'live.servers': 'changes' },
  computeService: HOSTS,
  aggregate: HOSTS,
  zone: HOSTS,
  network: NETWORKING,
  subnet: NETWORKING,
  port: NETWORKING,
  router: NETWORKING,
  floatingIp: NETWORKING,
  securityGroup: NETWORKING,
  securityGroupRule: NETWORKING,
  project: IDENTITY,
  user: IDENTITY,
  role: IDENTITY,
  roleAssignment: IDENTITY,
  applicationCredential: IDENTITY,
  computeQuotas: {},
  networkQuotas: {},
}
const ANYTHING: Touched = {
  ...HOSTS,
  ...NETWORKING,
  ...IDENTITY,
  ...BY_KIND.server,
  ...all('live.flavors', 'live.keypairs'),
}

/** Of these Nova does not say that the instance has changed. */
const UNTOLD = /^server\..*(metadata|tag|securityGroup|port|network|interface|floating|address|schedul)/i

export function touchedBy(action: ActionName): Touched {
  const touched = BY_KIND[action.split('.')[0] ?? ''] ?? ANYTHING
  const past = { ...touched, 'live.pastActions': 'whole' } as const
  return UNTOLD.test(action) ? { ...past, 'live.servers': 'whole' } : past
}
