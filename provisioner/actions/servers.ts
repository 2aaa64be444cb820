/** What may be done with an instance as a whole: made, named, stopped and started, deleted. */
import { z } from 'zod'
import { action, type Request } from './action.ts'
import { path } from './apiCall.ts'
import { base64 } from './base64.ts'
import { COMPUTE } from './compute.ts'
import { id, name, type Target, target } from './fields.ts'
import { type Block, Reference, Template } from './hcl.ts'

/** Nova takes 64 KiB of user data, counted after base64 (api-ref, Create Server). */
const USER_DATA = 49_149

export const newServer = z.strictObject({
  name,
  /** How many; each gets "-1", "-2" … behind its name (api-ref, min_count). */
  count: z.int().min(1).max(100).default(1),
  imageId: id,
  flavorId: id,
  /** Each becomes a network card. Ports bring their own security groups. */
  networks: z
    .array(z.union([z.strictObject({ networkId: id, address: z.ipv4().optional() }), z.strictObject({ portId: id })]))
    .max(16),
  /** Names; of networks given by id. Default: the project's group "default". */
  securityGroups: z.array(z.string().max(255)).max(50).optional(),
  keyName: z.string().max(255).optional(),
  /** As text; sent as base64, as Nova wants it. */
  userData: z.string().max(USER_DATA, '48 KiB at most.').optional(),
  metadata: z.record(z.string().max(255), z.string().max(255)).optional(),
  zone: z.string().max(255).optional(),
  /** nova-compute's name of the host to start on; administrators only. */
  host: z.string().max(255).optional(),
})
export type NewServer = z.output<typeof newServer>

const created = z.object({ server: z.object({ id: z.string() }) }).transform(({ server }) => server.id)

export const serverActions = {
  'server.create': action({
    input: newServer,
    attempted: (wanted) => `Creating the instance ${wanted.name}`,
    calls: (wanted) => [{ ...COMPUTE, method: 'POST', path: '/servers', body: { server: creation(wanted) } }],
    commands: (wanted) => [creationCommand(wanted)],
    terraform: (wanted) => [instance(wanted)],
    answer: created,
  }),
  'server.delete': action({
    input: target,
    attempted: (server) => `Deleting the instance ${server.name}`,
    calls: (server) => [{ ...COMPUTE, method: 'DELETE', path: path`/servers/${server.id}` }],
    commands: (server) => [['openstack', 'server', 'delete', server.id]],
  }),
  'server.rename': action({
    input: z.strictObject({ ...target.shape, newName: name }),
    attempted: (server) => `Renaming the instance ${server.name}`,
    calls: ({ id, newName }) => [
      { ...COMPUTE, method: 'PUT', path: path`/servers/${id}`, body: { server: { name: newName } } },
    ],
    commands: ({ id, newName }) => [['openstack', 'server', 'set', '--name', newName, id]],
  }),
  'server.start': onServer('Starting', { 'os-start': null }, ['start']),
  'server.stop': onServer('Stopping', { 'os-stop': null }, ['stop']),
  'server.rebootSoft': onServer('Rebooting', { reboot: { type: 'SOFT' } }, ['reboot', '--soft']),
  'server.rebootHard': onServer('Restarting', { reboot: { type: 'HARD' } }, ['reboot', '--hard']),
}

/** An action of POST /servers/{id}/action that needs nothing but the instance. */
export function onServer(doing: string, body: Readonly<Record<string, unknown>>, words: readonly string[]) {
  return action({
    input: target,
    attempted: (server) => `${doing} the instance ${server.name}`,
    calls: (server) => [serverAction(server, body)],
    commands: (server) => [['openstack', 'server', ...words, server.id]],
  })
}

export function serverAction(server: Pick<Target, 'id'>, body: Readonly<Record<string, unknown>>): Request {
  return { ...COMPUTE, method: 'POST', path: path`/servers/${server.id}/action`, body }
}

function creation(wanted: NewServer) {
  const { count, host, keyName, metadata, securityGroups, userData, zone } = wanted
  return {
    name: wanted.name,
    imageRef: wanted.imageId,
    flavorRef: wanted.flavorId,
    networks: wanted.networks.map((network) =>
      'portId' in network
        ? { port: network.portId }
        : { uuid: network.networkId, ...(network.address === undefined ? {} : { fixed_ip: network.address }) },
    ),
    ...(count === 1 ? {} : { min_count: count, max_count: count }),
    ...(securityGroups === undefined ? {} : { security_groups: securityGroups.map((name) => ({ name })) }),
    ...(keyName === undefined ? {} : { key_name: keyName }),
    ...(userData === undefined ? {} : { user_data: base64(userData) }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(zone === undefined ? {} : { availability_zone: zone }),
    ...(host === undefined ? {} : { host }),
  }
}

function creationCommand(wanted: NewServer): string[] {
  const nics = wanted.networks.map((network) => {
    if ('portId' in network) return `port-id=${network.portId}`
    return `net-id=${network.networkId}${network.address === undefined ? '' : `,v4-fixed-ip=${network.address}`}`
  })
  const several = (option: string, values: readonly string[] = []): string[] =>
    values.flatMap((value) => [option, value])
  const one = (option: string, value: string | undefined): string[] => (value === undefined ? [] : [option, value])
  return [
    'openstack',
    'server',
    'create',
    ...['--image', wanted.imageId, '--flavor', wanted.flavorId],
    ...(nics.length === 0 ? ['--nic', 'none'] : several('--nic', nics)),
    ...several('--security-group', wanted.securityGroups),
    ...one('--key-name', wanted.keyName),
    // The command reads user data from a file only.
    ...(wanted.userData === undefined ? [] : ['--user-data', 'user-data.yaml']),
    ...several(
      '--property',
      Object.entries(wanted.metadata ?? {}).map(([key, value]) => `${key}=${value}`),
    ),
    ...one('--availability-zone', wanted.zone),
    ...one('--host', wanted.host),
    ...(wanted.count === 1 ? [] : ['--min', String(wanted.count), '--max', String(wanted.count)]),
    wanted.name,
  ]
}

function instance(wanted: NewServer): Block {
  const several = wanted.count > 1
  return {
    type: 'openstack_compute_instance_v2',
    name: wanted.name,
    attributes: {
      ...(several ? { count: wanted.count } : {}),
      name: several ? new Template(`${wanted.name}-`, new Reference('count.index + 1')) : wanted.name,
      image_id: wanted.imageId,
      flavor_id: wanted.flavorId,
      key_pair: wanted.keyName,
      security_groups: wanted.securityGroups,
      user_data: wanted.userData,
      metadata: wanted.metadata,
      availability_zone: wanted.zone,
    },
    blocks: wanted.networks.map((network) => ({
      type: 'network',
      attributes:
        'portId' in network ? { port: network.portId } : { uuid: network.networkId, fixed_ip_v4: network.address },
    })),
  }
}
