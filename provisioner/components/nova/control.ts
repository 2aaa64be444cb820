/** Nova's own programs: its APIs, conductor, scheduler and console proxy. */
import { z } from 'zod'
import { type CloudMachine, machineOf } from '../../config/cloud.ts'
import type { Step } from '../../core/step.ts'
import { renderTemplate, type Template } from '../../core/template.ts'
import { configFile } from '../../steps/configFile.ts'
import { serviceAnswers } from '../../steps/serviceAnswers.ts'
import { serviceRunning } from '../../steps/serviceRunning.ts'
import { serviceStopped } from '../../steps/serviceStopped.ts'
import { PORTS } from '../addresses.ts'
import { type ComponentContext, settingsOf } from '../component.ts'
import { uwsgiApi } from '../uwsgiApi.ts'
import { hasPart } from './config.ts'
import { CONF, settings } from './settings.ts'

const sharedOf = ({ cloud }: ComponentContext) => ({
  component: 'nova',
  project: 'nova',
  processes: settingsOf(cloud, 'nova', settings).processes,
  files: [CONF],
  packages: ['nova-api', 'python3-nova'],
})

export function apiSteps(context: ComponentContext): Step[] {
  const api = machineOf(context.cloud, 'nova-api')
  return [
    ...uwsgiApi(context, {
      ...sharedOf(context),
      machine: api,
      name: 'nova-api',
      ini: '/etc/nova/nova-api-uwsgi.ini',
      wsgi: '/usr/bin/nova-api-wsgi',
      port: PORTS['nova-api'],
      what: 'the compute API',
      path: '/',
      threads: 1,
    }),
    ...(api === machineOf(context.cloud, 'nova-metadata') ? [] : [unwanted(api, 'nova-api-metadata')]),
  ]
}

export function metadataSteps(context: ComponentContext): Step[] {
  const metadata = machineOf(context.cloud, 'nova-metadata')
  return [
    ...uwsgiApi(context, {
      ...sharedOf(context),
      machine: metadata,
      name: 'nova-api-metadata',
      ini: '/etc/nova/nova-api-metadata-uwsgi.ini',
      wsgi: '/usr/bin/nova-metadata-wsgi',
      port: PORTS['nova-metadata'],
      what: 'the metadata service',
      path: '/',
      threads: 8,
      // eventlet's green threads and uWSGI's real ones do not go together: requests hang under a few at a time.
      options: ['env = OS_NOVA_DISABLE_EVENTLET_PATCHING=yes'],
    }),
    ...(metadata === machineOf(context.cloud, 'nova-api') ? [] : [unwanted(metadata, 'nova-api')]),
  ]
}

/** One package brings both APIs. */
function unwanted({ name: machine }: CloudMachine, unit: string): Step {
  return serviceStopped({
    id: `nova/no-${unit}@${machine}`,
    machine,
    unit: `${unit}.service`,
    explains: `The package starts it here as well, but the cloud's ${unit} runs on another machine.`,
  })
}

const WORKERS = {
  'nova-conductor': 'Does the database work for the computes, which must not reach the database.',
  'nova-scheduler': 'Chooses the compute an instance is started on.',
} as const

export function workerStep({ cloud }: ComponentContext, name: keyof typeof WORKERS): Step {
  const machine = machineOf(cloud, name).name
  return serviceRunning({
    id: `nova/${name}@${machine}`,
    machine,
    unit: `${name}.service`,
    explains: WORKERS[name],
    files: [CONF],
    packages: [name, 'python3-nova'],
  })
}

const consoleDefaults: Template<Record<string, never>> = {
  path: 'nova/nova-consoleproxy.default.liquid',
  format: 'text',
  schema: z.object({}),
}

/** They may go before anything else of nova runs. */
export function unwantedConsoles({ cloud }: ComponentContext): Step[] {
  const machine = machineOf(cloud, 'nova-novncproxy').name
  return ['nova-serialproxy', 'nova-spicehtml5proxy'].map((other) =>
    serviceStopped({
      id: `nova/no-${other}@${machine}`,
      machine,
      unit: `${other}.service`,
      explains: 'The package brings three console proxies; consoles of this cloud use VNC.',
    }),
  )
}

export function consoleSteps({ cloud, texts }: ComponentContext): Step[] {
  const { name: machine, management } = machineOf(cloud, 'nova-novncproxy')
  const path = '/etc/default/nova-consoleproxy'
  const unit = 'nova-novncproxy.service'
  return [
    configFile({
      id: `nova/consoleproxy-default@${machine}`,
      machine,
      path,
      explains: 'Which of the console proxies of its package starts.',
      content: renderTemplate(consoleDefaults, texts, {}),
    }),
    serviceRunning({
      id: `nova/nova-novncproxy@${machine}`,
      machine,
      unit,
      explains: 'Carries the screen of an instance to a browser.',
      files: [CONF, path],
      packages: ['nova-consoleproxy', 'python3-nova'],
    }),
    serviceAnswers({
      id: `nova/novncproxy-answers@${machine}`,
      machine,
      what: 'the console proxy',
      address: { host: management, port: PORTS['nova-novncproxy'], path: '/vnc_lite.html' },
      unit,
    }),
  ]
}

/** Packages of nova's parts; nova-manage comes with nova-common, which each of them needs. */
export function controlPackages(machine: CloudMachine): readonly string[] {
  const database = ['python3-pymysql', 'python3-memcache']
  return [
    ...(hasPart(machine, 'nova-api', 'nova-metadata') ? ['nova-api', ...database] : []),
    ...(hasPart(machine, 'nova-conductor') ? ['nova-conductor', ...database] : []),
    ...(hasPart(machine, 'nova-scheduler') ? ['nova-scheduler', ...database] : []),
    ...(hasPart(machine, 'nova-novncproxy') ? ['nova-consoleproxy', ...database] : []),
  ]
}
