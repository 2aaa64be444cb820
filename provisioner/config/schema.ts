/** The file a person writes: the shape of cloud.yaml, with the help an editor shows for every field. */
import { z } from 'zod'
import { ROLES } from './cloud.ts'
import { type Format, host, hostname, ipv4, jump, login, nic, path, range, region, subnet } from './formats.ts'
import { PARTS } from './parts.ts'

/** Schemas of the components' settings, by component. Handed in, because components are built on this room. */
export type SettingsSchemas = Readonly<Record<string, z.ZodType>>

/** No schemas: any setting of a known component is taken. */
export const ANY_SETTINGS: SettingsSchemas = {}

/** What may stand under `settings:`. */
export const COMPONENTS: readonly string[] = [...new Set(['base', ...PARTS.map((part) => part.component), 'first-use'])]

/**
 * Every field is optional to zod, so that one missing or broken field does not hide problems elsewhere; what must be there
 * is said in `required` (see {@link needs}) and checked by `requiredFields.ts`.
 */
export function cloudSchema(settings: SettingsSchemas = ANY_SETTINGS) {
  return needs(
    z.strictObject({
      name: text(
        formatted(hostname),
        'Name of the cloud, one lower-case word. Its secrets and history are kept under it.',
        {
          examples: ['home'],
        },
      ),
      region: text(formatted(region), 'Keystone region in the catalogue of APIs.', { default: 'RegionOne' }),
      ssh: text(z.strictObject(sshFields()), 'How ssh reaches the machines, unless a machine says otherwise.'),
      machines: text(z.record(z.string(), machine()), 'The machines by name; a name becomes the hostname.'),
      networks: networks(),
      placement: text(
        z.strictObject(Object.fromEntries(PARTS.map((part) => [part.id, placed(part.explains)]))),
        'Moves single parts to other machines than the one their role puts them on.',
      ),
      settings: text(
        z.strictObject(Object.fromEntries(COMPONENTS.map((id) => [id, settingsOf(id, settings[id])]))),
        'Settings of single components.',
      ),
    }),
    ['name', 'machines', 'networks'],
  )
}

/** cloud.yaml as far as it could be understood. */
export type CloudFile = z.infer<ReturnType<typeof cloudSchema>>
export type MachineEntry = NonNullable<CloudFile['machines']>[string]
export type NetworkEntries = NonNullable<CloudFile['networks']>

function machine() {
  const fields = z.strictObject({
    address: text(formatted(host), 'Address or host name that ssh connects to; an alias of ~/.ssh/config will do.', {
      examples: ['10.83.0.11'],
    }),
    ...sshFields(),
    roles: text(z.array(z.enum(ROLES)), 'What the machine is for: each role is a set of parts.', { default: [] }),
    management: text(
      formatted(ipv4),
      'Its address on the management network, where its services listen. Default: `address`, where that lies in the management subnet.',
    ),
    tunnel: text(formatted(ipv4), 'Its address for Geneve tunnels between machines. Default: the management address.'),
    nics: text(
      z.strictObject({
        provider: text(
          formatted(nic),
          'The network card on the provider network. It must not be the one ssh comes by. Default: networks.provider.nic.',
          { examples: ['enp2s0'] },
        ),
      }),
      'Which network card serves which network.',
    ),
  })
  return needs(fields, ['address'])
}

function sshFields() {
  return {
    user: text(
      formatted(login),
      'Login user: root, or one with sudo. Default: as ~/.ssh/config says, else your own name.',
    ),
    key: text(formatted(path), 'Private key file. Default: the ssh agent and the usual keys.', {
      examples: ['~/.ssh/id_ed25519'],
    }),
    port: text(z.int().min(1).max(65_535), 'TCP port of the ssh server. Default: as ~/.ssh/config says, else 22.'),
    jump: text(formatted(jump), 'Jump host to go through (ProxyJump): user@host:port. "none" switches a default off.'),
  }
}

function networks() {
  const dns = (defaults: string) =>
    text(z.array(formatted(ipv4)), `Name servers instances are given. Default: ${defaults}`)
  const management = z.strictObject({
    subnet: text(
      formatted(subnet),
      'The network on which the machines talk to each other; services listen on it only.',
      {
        examples: ['10.83.0.0/24'],
      },
    ),
  })
  const provider = z.strictObject({
    subnet: text(formatted(subnet), 'The LAN instances and floating IPs get addresses from.', {
      examples: ['10.84.0.0/24'],
    }),
    gateway: text(formatted(ipv4), "The LAN's router.", { examples: ['10.84.0.1'] }),
    instances: text(
      formatted(range),
      "First and last address that instances and floating IPs may take. Keep it outside the router's DHCP range.",
      { examples: ['10.84.0.100-10.84.0.199'] },
    ),
    dns: dns('the gateway, which answers in most homes and offices.'),
    nic: text(formatted(nic), 'The network card on this network, where a machine does not name its own under `nics`.'),
  })
  const tenant = z.strictObject({
    subnet: text(formatted(subnet), 'The first private network inside the cloud; routers translate its addresses.', {
      default: '192.168.120.0/24',
    }),
    dns: dns("the provider network's."),
  })
  const all = z.strictObject({
    management: text(needs(management, ['subnet']), 'The network the machines share.'),
    provider: text(
      needs(provider, ['subnet', 'gateway', 'instances']),
      'The LAN for instances. Leave it out for a cloud with tenant networks only: no floating IPs then.',
    ),
    tenant: text(tenant, 'The private network made for first use.'),
  })
  return text(needs(all, ['management']), 'The networks of the cloud.')
}

function placed(explains: string) {
  return text(z.union([z.string(), z.array(z.string())]), `Machine (or list of machines) for: ${explains}`)
}

function settingsOf(id: string, schema: z.ZodType | undefined) {
  return text(schema ?? z.record(z.string(), z.unknown()), `Settings of ${id}.`)
}

/** A string whose format is checked by one of `formats.ts`, with its sentence as the message. */
function formatted(format: Format) {
  return z.string().superRefine((value, context) => {
    const wrong = format(value)
    if (wrong !== undefined) context.addIssue({ code: 'custom', message: wrong })
  })
}

/** An optional field with its description; `more` goes into the JSON Schema as it is. */
function text<S extends z.ZodType>(
  schema: S,
  description: string,
  more: { default?: unknown; examples?: unknown[] } = {},
) {
  return schema.optional().meta({ description, ...more })
}

/** Marks fields that must be there. */
function needs<S extends z.ZodType>(schema: S, required: readonly string[]) {
  return schema.meta({ required: [...required] })
}
