/** What a person may choose about neutron, and what its configuration files are made of. */
import { z } from 'zod'
import type { Secret } from '../../core/secret.ts'
import type { Template } from '../../core/template.ts'
import { secretValue } from '../secretValue.ts'
import { type ServiceAuth, serviceAuthSchema } from '../serviceAuth.ts'

const REFERENCE = 'Source: neutron configuration reference,'

export const settings = z.strictObject({
  mtu: z
    .int()
    .min(1280)
    .max(9216)
    .default(1500)
    .describe(
      `MTU of the machines' networks; tenant networks get 58 bytes less. ${REFERENCE} global_physnet_mtu and [ml2] path_mtu (default 1500).`,
    ),
  distributed_floating_ips: z
    .boolean()
    .default(false)
    .describe(
      `Floating IPs leave by the compute instead of the gateway; every compute then needs a card on the provider network. ${REFERENCE} [ovn] enable_distributed_floating_ip (default false).`,
    ),
  need_to_frag: z
    .enum(['auto', 'yes', 'no'])
    .default('auto')
    .describe(
      `Tell senders of too large packets the size that fits. auto: where the kernel moves the packets. ${REFERENCE} [ovn] ovn_emit_need_to_frag (default true).`,
    ),
  processes: z
    .int()
    .positive()
    .default(1)
    .describe(
      'Processes that serve the API. Source: uWSGI, option processes (Debian packages 8; one saves 100 MB each).',
    ),
  rpc_workers: z
    .int()
    .min(1)
    .default(1)
    .describe(`Processes that answer agents. ${REFERENCE} rpc_workers (default: half as many as CPUs).`),
})

export interface ServerConfig {
  readonly messaging: Secret
  readonly database: Secret
  readonly rpcWorkers: number
  readonly auth: ServiceAuth
  readonly novaPassword: Secret
}

/** `server` absent: a machine with the metadata agent only, which knows neither database nor broker. */
export const config: Template<{ host: string; mtu: number; server: ServerConfig | null }> = {
  path: 'neutron/neutron.conf.liquid',
  format: 'ini',
  schema: z.object({
    host: z.string(),
    mtu: z.int(),
    server: z
      .object({
        messaging: secretValue,
        database: secretValue,
        rpcWorkers: z.int(),
        auth: serviceAuthSchema,
        novaPassword: secretValue,
      })
      .nullable(),
  }),
}

interface OvnValues {
  readonly central: string
  readonly northbound: number
  readonly southbound: number
}

export const ml2: Template<
  OvnValues & { mtu: number; physicalNetwork: string; distributedFloatingIps: boolean; emitNeedToFrag: boolean }
> = {
  path: 'neutron/ml2_conf.ini.liquid',
  format: 'ini',
  schema: z.object({
    central: z.ipv4(),
    northbound: z.int(),
    southbound: z.int(),
    mtu: z.int(),
    physicalNetwork: z.string(),
    distributedFloatingIps: z.boolean(),
    emitNeedToFrag: z.boolean(),
  }),
}

export const metadataAgent: Template<
  Omit<OvnValues, 'northbound'> & { metadataHost: string; metadataPort: number; sharedSecret: Secret }
> = {
  path: 'neutron/neutron_ovn_metadata_agent.ini.liquid',
  format: 'ini',
  schema: z.object({
    metadataHost: z.ipv4(),
    metadataPort: z.int(),
    sharedSecret: secretValue,
    central: z.ipv4(),
    southbound: z.int(),
  }),
}

export const workerUnit: Template<{ name: string; what: string }> = {
  path: 'neutron/worker.service.liquid',
  format: 'text',
  schema: z.object({ name: z.string(), what: z.string() }),
}
