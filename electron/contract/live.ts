/** What is in the running cloud, as it is now: rows that keep themselves up to date while somebody looks at them. */
import { z } from 'zod'
import type { ErrorData } from '../../provisioner/core/errors.ts'
import type {
  Aggregate,
  ApplicationCredential,
  CloudProject,
  ComputeService,
  Flavor,
  FloatingIp,
  Hypervisor,
  IdentityRole,
  Image,
  Keypair,
  Migration,
  Network,
  NetworkAgent,
  Port,
  ResourceProvider,
  RoleAssignment,
  Router,
  SecurityGroup,
  Server,
  ServerGroup,
  Subnet,
  User,
  Zone,
} from '../../provisioner/index.ts'
import { stream } from './call.ts'
import { cloudId } from './names.ts'

export type {
  Aggregate,
  ApplicationCredential,
  CloudProject,
  ComputeService,
  Flavor,
  FloatingIp,
  Hypervisor,
  IdentityRole,
  Image,
  Keypair,
  Migration,
  Network,
  NetworkAgent,
  Port,
  ResourceProvider,
  RoleAssignment,
  Router,
  SecurityGroup,
  Server,
  ServerGroup,
  Subnet,
  User,
  Zone,
} from '../../provisioner/index.ts'

/** Rows as they change. Pages of a long listing come one after the other; `complete` says that all were told once. */
export interface RowsEvent<Row> {
  /** The beginning: what was told before no longer counts. */
  readonly first?: true
  /** New ones, and those that changed, whole. */
  readonly rows: readonly Row[]
  /** Ids of those that are gone. */
  readonly gone: readonly string[]
  readonly complete: boolean
  /** When the API was asked for what it last told, milliseconds since the epoch; absent before it did. */
  readonly at?: number
  /** Why it does not tell now; the rows are those of `at`. It is asked again by itself. */
  readonly error?: ErrorData
}

/** Something done with an instance lately, or asked for from here and refused by the cloud. */
export interface PastAction {
  readonly id: string
  /** When it began, milliseconds since the epoch. */
  readonly at: number
  /** Absent where it was about something else than an instance. */
  readonly serverId?: string
  readonly serverName?: string
  /** The instance was deleted since. */
  readonly isGone?: boolean
  /** Nova's name of it, like "createImage"; of what was refused, what the cloud said. */
  readonly action: string
  readonly state: 'under-way' | 'done' | 'failed' | 'refused'
  /** Why it failed, in Nova's words, where it tells. */
  readonly reason?: string
}

/** `all`: of every project, for administrators. */
const scoped = z.strictObject({ cloud: cloudId, all: z.boolean().default(false) })

const rows = <Row>() => stream<RowsEvent<Row>>()(scoped)

/** By resource: `live.<resource>`. Every row has an `id`. Whoever is hidden leaves: what nobody listens to is not asked for. */
export const liveStreams = {
  'live.servers': rows<Server>(),
  /** Of the last day: of the instances that changed last, and what was refused since the app was started. */
  'live.pastActions': rows<PastAction>(),
  'live.flavors': rows<Flavor>(),
  'live.images': rows<Image>(),
  'live.keypairs': rows<Keypair>(),
  'live.serverGroups': rows<ServerGroup>(),
  'live.hypervisors': rows<Hypervisor>(),
  /** What Placement counts; administrators only. */
  'live.resourceProviders': rows<ResourceProvider>(),
  'live.computeServices': rows<ComputeService>(),
  'live.networkAgents': rows<NetworkAgent>(),
  'live.aggregates': rows<Aggregate>(),
  'live.zones': rows<Zone>(),
  /** Of the last week. */
  'live.migrations': rows<Migration>(),
  'live.networks': rows<Network>(),
  'live.subnets': rows<Subnet>(),
  'live.ports': rows<Port>(),
  'live.routers': rows<Router>(),
  'live.floatingIps': rows<FloatingIp>(),
  'live.securityGroups': rows<SecurityGroup>(),
  'live.projects': rows<CloudProject>(),
  'live.users': rows<User>(),
  'live.roles': rows<IdentityRole>(),
  'live.roleAssignments': rows<RoleAssignment>(),
  'live.applicationCredentials': rows<ApplicationCredential>(),
}
export type LiveName = keyof typeof liveStreams
/** A row of that stream. */
export type LiveRow<N extends LiveName> =
  NonNullable<(typeof liveStreams)[N]['event']> extends RowsEvent<infer Row extends { readonly id: string }>
    ? Row
    : never
