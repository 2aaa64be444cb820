/** A new instance: what may be said of it, and how the API and the command say it. */
import { z } from 'zod'
import { base64, byteLength } from './base64.ts'
import { openstackAt } from './compute.ts'
import { id, label, visibleName } from './fields.ts'
import { metadata, serverDescription, tag } from './serverFields.ts'
import { given, operand, option, options } from './words.ts'

/** Nova takes 64 KiB of user data, counted after base64 (api-ref, Create Server). */
const USER_DATA = 49_149

/** A network card. Ports bring their own addresses and security groups. */
export const card = z.union([
  z.strictObject({ networkId: id, address: z.union([z.ipv4(), z.ipv6()]).optional() }),
  z.strictObject({ portId: id }),
])

/** What the scheduler shall keep to; the filters for hosts of other instances must be enabled in the cloud. */
const hints = z.strictObject({
  serverGroupId: id.optional(),
  differentHostFrom: z.array(id).max(50).optional(),
  sameHostAs: z.array(id).max(50).optional(),
})

export const newServer = z.strictObject({
  name: visibleName,
  description: serverDescription.optional(),
  /** How many; each gets "-1", "-2" … behind its name (api-ref, min_count). */
  count: z.int().min(1).max(100).default(1),
  imageId: id,
  flavorId: id,
  /**
   * For an ISO, which is a CD and no disk: GiB of an empty disk beside it, of the flavor's ephemeral ones. It starts from that
   * where the ISO does not; a disk Nova adds of its own accord is in no boot order, and cannot be started from.
   */
  installDisk: z.int().min(1).optional(),
  /** 'auto': the project's only network, or one Neutron makes; 'none': no card at all. */
  networks: z.union([z.array(card).max(16), z.enum(['auto', 'none'])]),
  /** Names or ids; of networks given by id. Default: the project's group "default". */
  securityGroups: z.array(label).max(50).optional(),
  keyName: label.optional(),
  /** As text; sent as base64, as Nova wants it. */
  userData: z
    .string()
    .refine((text) => byteLength(text) <= USER_DATA, '48 KiB at most.')
    .optional(),
  metadata: metadata.optional(),
  tags: z.array(tag).max(50).optional(),
  /** User data and metadata on a disk of its own, for images that do not ask the network. */
  configDrive: z.boolean().optional(),
  zone: label.optional(),
  /** nova-compute's name of the host to start on; administrators only. */
  host: label.optional(),
  hints: hints.optional(),
})
export type NewServer = z.output<typeof newServer>
type Card = z.output<typeof card>

export function serverBody(wanted: NewServer) {
  const { count, hints = {}, networks, userData } = wanted
  const several = count > 1
  const server = given({
    name: wanted.name,
    description: wanted.description,
    imageRef: wanted.imageId,
    flavorRef: wanted.flavorId,
    block_device_mapping_v2: disksOf(wanted),
    // Nova wants a list or a word here and gives no card for an empty list only when told "none".
    networks: typeof networks === 'string' ? networks : networks.length === 0 ? 'none' : networks.map(cardBody),
    min_count: several ? count : undefined,
    max_count: several ? count : undefined,
    security_groups: wanted.securityGroups?.map((name) => ({ name })),
    key_name: wanted.keyName,
    user_data: userData === undefined ? undefined : base64(userData),
    metadata: wanted.metadata,
    tags: wanted.tags,
    config_drive: wanted.configDrive,
    availability_zone: wanted.zone,
    host: wanted.host,
  })
  const scheduling = given({
    group: hints.serverGroupId,
    different_host: hints.differentHostFrom,
    same_host: hints.sameHostAs,
  })
  return Object.keys(scheduling).length === 0 ? { server } : { server, 'os:scheduler_hints': scheduling }
}

/** Nova wants the image among them as soon as a disk is named (Block Device Mapping in Nova). */
export function disksOf({ imageId, installDisk }: Pick<NewServer, 'imageId' | 'installDisk'>) {
  if (installDisk === undefined) return undefined
  const own = { destination_type: 'local', delete_on_termination: true }
  return [
    { source_type: 'image', uuid: imageId, boot_index: 0, ...own },
    { source_type: 'blank', volume_size: installDisk, boot_index: 1, ...own },
  ]
}

function cardBody(network: Card) {
  if ('portId' in network) return { port: network.portId }
  return given({ uuid: network.networkId, fixed_ip: network.address })
}

export function serverCommand(wanted: NewServer): string[] {
  const { configDrive, count, hints = {}, installDisk, networks } = wanted
  const nics = typeof networks === 'string' ? [networks] : networks.length === 0 ? ['none'] : networks.map(cardWord)
  return [
    // --host needs 2.74, --tag 2.52, --nic auto and none 2.37, --description 2.19.
    ...openstackAt('2.74'),
    ...['server', 'create', '--image', wanted.imageId, '--flavor', wanted.flavorId],
    ...option(
      '--block-device',
      // The command itself adds the image.
      installDisk && `source_type=blank,destination_type=local,volume_size=${installDisk},boot_index=1`,
    ),
    ...options('--nic', nics),
    ...options('--security-group', wanted.securityGroups),
    ...option('--key-name', wanted.keyName),
    // The command reads user data from a file only.
    ...option('--user-data', wanted.userData === undefined ? undefined : 'user-data.yaml'),
    ...option('--description', wanted.description),
    ...options(
      '--property',
      Object.entries(wanted.metadata ?? {}).map(([key, value]) => `${key}=${value}`),
    ),
    ...options('--tag', wanted.tags),
    ...(configDrive === undefined ? [] : [configDrive ? '--use-config-drive' : '--no-config-drive']),
    ...option('--availability-zone', wanted.zone),
    ...option('--host', wanted.host),
    ...option('--server-group', hints.serverGroupId),
    ...options(
      '--hint',
      hints.differentHostFrom?.map((other) => `different_host=${other}`),
    ),
    ...options(
      '--hint',
      hints.sameHostAs?.map((other) => `same_host=${other}`),
    ),
    ...(count === 1 ? [] : ['--min', String(count), '--max', String(count)]),
    ...operand(wanted.name),
  ]
}

function cardWord(network: Card): string {
  if ('portId' in network) return `port-id=${network.portId}`
  const { address, networkId } = network
  if (address === undefined) return `net-id=${networkId}`
  return `net-id=${networkId},${address.includes(':') ? 'v6' : 'v4'}-fixed-ip=${address}`
}
