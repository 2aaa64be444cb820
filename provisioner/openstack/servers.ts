/** Instances, which Nova calls servers. */
import { z } from 'zod'
import { COMPUTE } from './compute.ts'
import type { Session } from './session.ts'

const address = z
  .object({
    addr: z.string(),
    version: z.int(),
    'OS-EXT-IPS:type': z.enum(['fixed', 'floating']).default('fixed'),
    'OS-EXT-IPS-MAC:mac_addr': z.string().default(''),
  })
  .transform((row) => ({
    address: row.addr,
    version: row.version,
    type: row['OS-EXT-IPS:type'],
    mac: row['OS-EXT-IPS-MAC:mac_addr'],
  }))

const server = z
  .object({
    id: z.string(),
    name: z.string(),
    status: z.string(),
    tenant_id: z.string(),
    created: z.string(),
    key_name: z.string().nullish(),
    metadata: z.record(z.string(), z.string()).default({}),
    addresses: z.record(z.string(), z.array(address)).default({}),
    image: z.union([z.object({ id: z.string() }), z.literal('')]).optional(),
    flavor: z.object({ original_name: z.string(), vcpus: z.int(), ram: z.int(), disk: z.int() }).optional(),
    fault: z.object({ message: z.string() }).optional(),
    'OS-EXT-STS:task_state': z.string().nullish(),
    'OS-EXT-SRV-ATTR:host': z.string().nullish(),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    /** ACTIVE, BUILD, ERROR, SHUTOFF … */
    status: row.status,
    projectId: row.tenant_id,
    createdAt: row.created,
    keyName: row.key_name ?? undefined,
    metadata: row.metadata,
    /** By network name. */
    addresses: row.addresses,
    imageId: typeof row.image === 'object' ? row.image.id : undefined,
    flavor: row.flavor && { name: row.flavor.original_name, cpus: row.flavor.vcpus, memory: row.flavor.ram },
    /** Why it failed, in Nova's words. */
    fault: row.fault?.message,
    /** What Nova is doing with it: "spawning", "deleting" … */
    task: row['OS-EXT-STS:task_state'] ?? undefined,
    host: row['OS-EXT-SRV-ATTR:host'] ?? undefined,
  }))

export type Server = z.output<typeof server>

export interface NewServer {
  readonly name: string
  readonly imageId: string
  readonly flavorId: string
  /** Each becomes a network card. Ports bring their own security groups. */
  readonly networks: readonly ({ readonly networkId: string } | { readonly portId: string })[]
  /** Names; of networks given by id. Default: the project's group "default". */
  readonly securityGroups?: readonly string[]
  readonly keyName?: string
  /** As text; sent as base64, as Nova wants it. */
  readonly userData?: string
  readonly metadata?: Readonly<Record<string, string>>
  /** nova-compute's name of the host to start on; administrators only. */
  readonly host?: string
}

const one = z.object({ server }).transform((body) => body.server)
const created = z.object({ server: z.object({ id: z.string() }) }).transform((body) => body.server.id)

export function servers(session: Session) {
  return {
    list: (query: { readonly name?: string; readonly allProjects?: boolean } = {}): Promise<Server[]> =>
      session.list(
        {
          ...COMPUTE,
          method: 'GET',
          path: '/servers/detail',
          query: { name: query.name, all_tenants: query.allProjects },
          attempted: 'Listing the instances',
        },
        'servers',
        server,
      ),
    get: (id: string): Promise<Server | undefined> =>
      session.find({ ...COMPUTE, method: 'GET', path: `/servers/${id}`, attempted: `Reading the instance ${id}` }, one),
    /** @returns the new instance's id; it is built in the background */
    create: (wanted: NewServer): Promise<string> =>
      session.ask(
        {
          ...COMPUTE,
          method: 'POST',
          path: '/servers',
          body: { server: creation(wanted) },
          attempted: `Creating the instance ${wanted.name}`,
        },
        created,
      ),
    remove: (id: string): Promise<void> =>
      session.remove({ ...COMPUTE, path: `/servers/${id}`, attempted: `Deleting the instance ${id}` }),
    /** The last lines of its serial console. */
    consoleOutput: (id: string, lines = 200): Promise<string> =>
      session.ask(
        {
          ...COMPUTE,
          method: 'POST',
          path: `/servers/${id}/action`,
          body: { 'os-getConsoleOutput': { length: lines } },
          attempted: `Reading the console of the instance ${id}`,
        },
        z.object({ output: z.string() }).transform((body) => body.output),
      ),
    /** A noVNC address that opens its screen once. */
    screenUrl: (id: string): Promise<string> =>
      session.ask(
        {
          ...COMPUTE,
          method: 'POST',
          path: `/servers/${id}/remote-consoles`,
          body: { remote_console: { protocol: 'vnc', type: 'novnc' } },
          attempted: `Opening the screen of the instance ${id}`,
        },
        z.object({ remote_console: z.object({ url: z.url() }) }).transform((body) => body.remote_console.url),
      ),
  }
}

function creation(wanted: NewServer) {
  const { host, keyName, metadata, securityGroups, userData } = wanted
  return {
    name: wanted.name,
    imageRef: wanted.imageId,
    flavorRef: wanted.flavorId,
    networks: wanted.networks.map((network) =>
      'portId' in network ? { port: network.portId } : { uuid: network.networkId },
    ),
    ...(securityGroups === undefined ? {} : { security_groups: securityGroups.map((name) => ({ name })) }),
    ...(keyName === undefined ? {} : { key_name: keyName }),
    ...(userData === undefined ? {} : { user_data: Buffer.from(userData, 'utf8').toString('base64') }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(host === undefined ? {} : { host }),
  }
}
