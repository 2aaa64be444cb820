/** The configuration files of neutron, for whichever of its parts a machine runs. */
import type { CloudMachine } from '../../config/cloud.ts'
import type { Step } from '../../core/step.ts'
import { renderTemplate } from '../../core/template.ts'
import { kernelDatapath } from '../../facts/openvswitch.ts'
import { configFile } from '../../steps/configFile.ts'
import { addressOf, databaseUrl, messagingUrl, PORTS, serviceAuth } from '../addresses.ts'
import { type ComponentContext, settingsOf } from '../component.ts'
import { ovnAddress, PHYSICAL_NETWORK } from '../ovnAddress.ts'
import { config, metadataAgent, ml2, settings } from './settings.ts'

export const CONF = '/etc/neutron/neutron.conf'
export const ML2 = '/etc/neutron/plugins/ml2/ml2_conf.ini'
export const METADATA_AGENT = '/etc/neutron/neutron_ovn_metadata_agent.ini'

const meta = { owner: 'root', group: 'neutron', mode: 0o640 } as const

export function isServer(machine: CloudMachine): boolean {
  return machine.parts.includes('neutron-api') || machine.parts.includes('neutron-workers')
}

export function isAgent(machine: CloudMachine): boolean {
  return machine.parts.includes('neutron-ovn-metadata-agent')
}

/** neutron.conf: with database and broker only where something runs that uses them. */
export function neutronConf(context: ComponentContext, machine: CloudMachine): Step {
  const chosen = settingsOf(context.cloud, 'neutron', settings)
  const server = {
    messaging: messagingUrl(context),
    database: databaseUrl(context, 'neutron'),
    rpcWorkers: chosen.rpc_workers,
    auth: serviceAuth(context, 'neutron'),
    novaPassword: context.secrets.get('nova/keystone'),
  }
  const values = { host: machine.name, mtu: chosen.mtu, server: isServer(machine) ? server : null }
  return configFile({
    id: `neutron/config@${machine.name}`,
    machine: machine.name,
    path: CONF,
    explains: 'Where neutron finds its database, the broker and keystone.',
    content: renderTemplate(config, context.texts, values),
    meta,
  })
}

export function ml2Conf(context: ComponentContext, machine: CloudMachine): Step {
  const chosen = settingsOf(context.cloud, 'neutron', settings)
  return configFile({
    id: `neutron/ml2@${machine.name}`,
    machine: machine.name,
    path: ML2,
    explains: 'Which kinds of networks there are, and where OVN keeps them.',
    reads: [kernelDatapath],
    content: (read) =>
      renderTemplate(ml2, context.texts, {
        ...ovnAddress(context.cloud),
        mtu: chosen.mtu,
        physicalNetwork: PHYSICAL_NETWORK,
        distributedFloatingIps: chosen.distributed_floating_ips,
        emitNeedToFrag: chosen.need_to_frag === 'auto' ? read(kernelDatapath) : chosen.need_to_frag === 'yes',
      }),
    meta,
  })
}

export function metadataAgentConf(context: ComponentContext, machine: CloudMachine): Step {
  const { central, southbound } = ovnAddress(context.cloud)
  const values = {
    metadataHost: addressOf(context.cloud, 'nova-metadata'),
    metadataPort: PORTS['nova-metadata'],
    sharedSecret: context.secrets.get('neutron/metadata'),
    central,
    southbound,
  }
  return configFile({
    id: `neutron/metadata-agent-config@${machine.name}`,
    machine: machine.name,
    path: METADATA_AGENT,
    explains: 'Where requests of instances to 169.254.169.254 are passed on to, and the secret that proves who asks.',
    content: renderTemplate(metadataAgent, context.texts, values),
    meta,
  })
}
