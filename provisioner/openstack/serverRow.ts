/** An instance as Nova tells of it, in our names. */
import { z } from 'zod'
import { moment } from './moment.ts'

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

/** Its size as it was made; the flavor itself may be gone since, so Nova gives no id of it. */
const size = z
  .object({
    original_name: z.string(),
    vcpus: z.int(),
    ram: z.int(),
    disk: z.int(),
    ephemeral: z.int().default(0),
    swap: z.int().default(0),
    extra_specs: z.record(z.string(), z.string()).default({}),
  })
  .transform((row) => ({
    name: row.original_name,
    cpus: row.vcpus,
    /** MiB. */
    memory: row.ram,
    /** GiB; 0: as large as the image. */
    disk: row.disk,
    /** GiB. */
    ephemeral: row.ephemeral,
    /** MiB. */
    swap: row.swap,
    extraSpecs: row.extra_specs,
  }))

const fault = z
  .object({ code: z.int().optional(), created: moment.optional(), message: z.string(), details: z.string().optional() })
  .transform(({ created, ...row }) => ({ ...row, at: created }))

/** Nova's numbers (api-ref, power_state). */
const POWER = { 0: 'unknown', 1: 'running', 3: 'paused', 4: 'off', 6: 'crashed', 7: 'suspended' } as const

/** Of an instance in a cell that does not answer Nova knows id, project and creation only (api-ref, Handling Down Cells). */
export const server = z
  .object({
    id: z.string(),
    name: z.string().default(''),
    status: z.string(),
    tenant_id: z.string(),
    user_id: z.string().default(''),
    created: z.string(),
    updated: z.string().optional(),
    description: z.string().nullish(),
    key_name: z.string().nullish(),
    metadata: z.record(z.string(), z.string()).default({}),
    tags: z.array(z.string()).default([]),
    addresses: z.record(z.string(), z.array(address)).default({}),
    image: z.union([z.object({ id: z.string() }), z.literal('')]).nullish(),
    flavor: size.optional(),
    fault: fault.optional(),
    progress: z.int().optional(),
    locked: z.boolean().default(false),
    locked_reason: z.string().nullish(),
    config_drive: z.string().default(''),
    security_groups: z.array(z.object({ name: z.string() })).default([]),
    server_groups: z.array(z.string()).default([]),
    host_status: z.string().optional(),
    pinned_availability_zone: z.string().nullish(),
    // delete_on_termination is told from 2.3 on.
    'os-extended-volumes:volumes_attached': z
      .array(z.object({ id: z.string(), delete_on_termination: z.boolean().default(false) }))
      .default([]),
    'OS-EXT-AZ:availability_zone': z.string().nullish(),
    'OS-EXT-STS:task_state': z.string().nullish(),
    'OS-EXT-STS:power_state': z.int().default(0),
    'OS-EXT-STS:vm_state': z.string().default(''),
    'OS-SRV-USG:launched_at': moment.nullish(),
    'OS-EXT-SRV-ATTR:host': z.string().nullish(),
    'OS-EXT-SRV-ATTR:hypervisor_hostname': z.string().nullish(),
    'OS-EXT-SRV-ATTR:instance_name': z.string().nullish(),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    /** ACTIVE, BUILD, ERROR, SHUTOFF … */
    status: row.status,
    /** What Nova is doing with it: "spawning", "deleting" … */
    task: row['OS-EXT-STS:task_state'] ?? undefined,
    /** Nova's inner name of the state: "active", "stopped", "shelved_offloaded" … */
    state: row['OS-EXT-STS:vm_state'],
    powerState: POWER[row['OS-EXT-STS:power_state'] as keyof typeof POWER] ?? 'unknown',
    /** Percent, where Nova tells. */
    progress: row.progress,
    /** Why it failed, in Nova's words. */
    fault: row.fault,
    description: row.description ?? '',
    projectId: row.tenant_id,
    userId: row.user_id,
    createdAt: row.created,
    updatedAt: row.updated ?? row.created,
    launchedAt: row['OS-SRV-USG:launched_at'] ?? undefined,
    locked: row.locked,
    lockedReason: row.locked_reason ?? undefined,
    keyName: row.key_name ?? undefined,
    metadata: row.metadata,
    tags: row.tags,
    /** By network name. */
    addresses: row.addresses,
    /** Undefined where it starts from a volume. */
    imageId: row.image ? row.image.id : undefined,
    flavor: row.flavor,
    volumes: row['os-extended-volumes:volumes_attached'].map((volume) => ({
      id: volume.id,
      /** Deleting the instance deletes it, too. */
      goesWithIt: volume.delete_on_termination,
    })),
    /** Names, each once: Nova names a group for every port. */
    securityGroups: [...new Set(row.security_groups.map((group) => group.name))],
    /** Ids; told when one instance is read, not in a listing. */
    serverGroupIds: row.server_groups,
    configDrive: row.config_drive !== '',
    zone: row['OS-EXT-AZ:availability_zone'] || undefined,
    /** The zone that was asked for, which it never leaves. */
    pinnedZone: row.pinned_availability_zone ?? undefined,
    /** nova-compute's name of where it is; this and the next three: administrators only. */
    host: row['OS-EXT-SRV-ATTR:host'] ?? undefined,
    hypervisorHostname: row['OS-EXT-SRV-ATTR:hypervisor_hostname'] ?? undefined,
    /** libvirt's name: "instance-0000002a". */
    instanceName: row['OS-EXT-SRV-ATTR:instance_name'] ?? undefined,
    /** UP, DOWN, MAINTENANCE or UNKNOWN. */
    hostStatus: row.host_status || undefined,
  }))

export type Server = z.output<typeof server>
