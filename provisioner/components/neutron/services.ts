/** The programs of neutron: the API, its workers, and the metadata agent of each compute. */
import { type CloudMachine, machineOf } from '../../config/cloud.ts'
import type { Step } from '../../core/step.ts'
import { renderTemplate } from '../../core/template.ts'
import { configFile } from '../../steps/configFile.ts'
import { serviceRunning } from '../../steps/serviceRunning.ts'
import { serviceStopped } from '../../steps/serviceStopped.ts'
import { PORTS } from '../addresses.ts'
import { afterNetwork, afterNetworkPath } from '../afterNetwork.ts'
import { type ComponentContext, settingsOf } from '../component.ts'
import { uwsgiApi } from '../uwsgiApi.ts'
import { CONF, METADATA_AGENT, ML2 } from './files.ts'
import { settings, workerUnit } from './settings.ts'

const API = 'neutron-api.service'

export function apiSteps(context: ComponentContext): Step[] {
  const machine = machineOf(context.cloud, 'neutron-api')
  return [
    afterNetwork(context.texts, { component: 'neutron', machine: machine.name, unit: API }),
    ...uwsgiApi(context, {
      component: 'neutron',
      machine,
      name: 'neutron-api',
      // The init script calls itself neutron-server and reads that name's file.
      defaults: 'neutron-server',
      project: 'neutron',
      ini: '/etc/neutron/neutron-api-uwsgi.ini',
      wsgi: '/usr/bin/neutron-api',
      port: PORTS['neutron-api'],
      what: 'the network API',
      path: '/',
      processes: settingsOf(context.cloud, 'neutron', settings).processes,
      threads: 1,
      options: ['add-header = Connection: close', 'paste = config:/etc/neutron/api-paste.ini'],
      files: [CONF, ML2, afterNetworkPath(API)],
      packages: ['neutron-api', 'python3-neutron'],
    }),
  ]
}

const WORKERS = [
  {
    name: 'neutron-ovn-maintenance-worker',
    what: 'OVN maintenance worker',
    explains: 'Mends differences between neutron and OVN.',
  },
  { name: 'neutron-periodic-workers', what: 'periodic workers', explains: 'Cleans up what nobody uses any more.' },
] as const

export function workerSteps({ cloud, texts }: ComponentContext): Step[] {
  const machine = machineOf(cloud, 'neutron-workers').name
  const rpc = 'neutron-rpc-server.service'
  return [
    afterNetwork(texts, { component: 'neutron', machine, unit: rpc }),
    serviceRunning({
      id: `neutron/${rpc}@${machine}`,
      machine,
      unit: rpc,
      explains: 'Answers what agents ask over the broker.',
      files: [CONF, ML2, afterNetworkPath(rpc)],
      packages: ['neutron-rpc-server', 'python3-neutron'],
    }),
    ...WORKERS.flatMap(({ name, what, explains }) => {
      const path = `/etc/systemd/system/${name}.service`
      return [
        configFile({
          id: `neutron/${name}-unit@${machine}`,
          machine,
          path,
          explains: 'Lets systemd watch over it and start it again when it ends.',
          content: renderTemplate(workerUnit, texts, { name, what }),
        }),
        serviceRunning({
          id: `neutron/${name}@${machine}`,
          machine,
          unit: `${name}.service`,
          explains,
          files: [CONF, ML2, path],
          packages: [name, 'python3-neutron'],
        }),
      ]
    }),
  ]
}

export function agentSteps({ name: machine }: CloudMachine): Step[] {
  return [
    serviceStopped({
      id: `neutron/haproxy@${machine}`,
      machine,
      unit: 'haproxy.service',
      explains: 'The metadata agent starts haproxy itself, one for each network; the package would start one more.',
    }),
    serviceRunning({
      id: `neutron/metadata-agent@${machine}`,
      machine,
      unit: 'neutron-ovn-metadata-agent.service',
      explains: 'Answers 169.254.169.254 for the instances of this machine.',
      files: [CONF, METADATA_AGENT],
      packages: ['neutron-ovn-metadata-agent', 'python3-neutron', 'haproxy'],
    }),
  ]
}
