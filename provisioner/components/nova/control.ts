/** Nova's own machines: its databases, cells, APIs, conductor, scheduler and console proxy. */
import { z } from 'zod'
import { type CloudMachine, machineOf } from '../../config/cloud.ts'
import { sh } from '../../core/command.ts'
import type { Step } from '../../core/step.ts'
import { renderTemplate, type Template } from '../../core/template.ts'
import { configFile } from '../../steps/configFile.ts'
import { databaseSync } from '../../steps/databaseSync.ts'
import { mysqlDatabase } from '../../steps/mysqlDatabase.ts'
import { cellsMapped } from '../../steps/novaCells.ts'
import { serviceAnswers } from '../../steps/serviceAnswers.ts'
import { serviceRunning } from '../../steps/serviceRunning.ts'
import { serviceStopped } from '../../steps/serviceStopped.ts'
import { PORTS } from '../addresses.ts'
import { type ComponentContext, settingsOf } from '../component.ts'
import { uwsgiApi } from '../uwsgiApi.ts'
import { hasPart } from './config.ts'
import { CONF, settings } from './settings.ts'

const SCRIPTS = '/usr/lib/python3/dist-packages/nova/db'

const DATABASES = [
  { name: 'nova_api', explains: 'Keeps flavors, quotas, key pairs and which cell an instance is in.' },
  { name: 'nova', explains: 'Keeps instances and computes: the database of cell1.' },
  { name: 'nova_cell0', explains: 'Keeps instances that could not be started anywhere.' },
] as const

export function databaseSteps({ cloud, secrets }: ComponentContext): Step[] {
  const machine = machineOf(cloud, 'mariadb').name
  return DATABASES.map(({ name, explains }) =>
    mysqlDatabase({
      id: `nova/database-${name}@${machine}`,
      machine,
      database: name,
      user: 'nova',
      password: secrets.get('nova/database'),
      explains,
    }),
  )
}

/**
 * What `nova-manage db sync` does for cell0 before it turns to its own database. Apart, so that each of the two can be
 * repeated after an interruption. The cell's address comes from its mapping.
 */
const SYNC_CELL0 = `
from nova import config, context, objects
from nova.db import migration
config.parse_args(["nova-manage"])
objects.register_all()
admin = context.RequestContext()
cell0 = objects.CellMapping.get_by_uuid(admin, objects.CellMapping.CELL0_UUID)
with context.target_cell(admin, cell0) as cell: migration.db_sync(None, context=cell)
`

/** The tables of a cell are made by way of its mapping, so the cells come first. */
export function tableSteps({ cloud }: ComponentContext): Step[] {
  const machine = machineOf(cloud, 'nova-api').name
  return [
    databaseSync({
      id: `nova/sync-api@${machine}`,
      machine,
      database: 'nova_api',
      config: CONF,
      section: 'api_database',
      migrations: [`${SCRIPTS}/api/migrations/versions`],
      sync: sh`runuser -u nova -- nova-manage api_db sync`,
      explains: 'Creates the tables of flavors, quotas and cells.',
    }),
    cellsMapped({ id: `nova/cells@${machine}`, machine }),
    databaseSync({
      id: `nova/sync-cell0@${machine}`,
      machine,
      database: 'nova_cell0',
      config: CONF,
      section: 'cell0_database',
      migrations: [`${SCRIPTS}/main/migrations/versions`],
      sync: sh`runuser -u nova -- python3 -c ${SYNC_CELL0}`,
      explains: 'Creates the same tables for instances that could not be started anywhere.',
    }),
    databaseSync({
      id: `nova/sync@${machine}`,
      machine,
      database: 'nova',
      config: CONF,
      migrations: [`${SCRIPTS}/main/migrations/versions`],
      sync: sh`runuser -u nova -- nova-manage db sync --local_cell`,
      explains: 'Creates the tables of instances and computes.',
    }),
  ]
}

export function apiSteps(context: ComponentContext): Step[] {
  const { cloud } = context
  const { processes } = settingsOf(cloud, 'nova', settings)
  const shared = {
    component: 'nova',
    project: 'nova',
    processes,
    files: [CONF],
    packages: ['nova-api', 'python3-nova'],
  }
  const metadata = machineOf(cloud, 'nova-metadata')
  const api = machineOf(cloud, 'nova-api')
  return [
    ...uwsgiApi(context, {
      ...shared,
      machine: api,
      name: 'nova-api',
      ini: '/etc/nova/nova-api-uwsgi.ini',
      wsgi: '/usr/bin/nova-api-wsgi',
      port: PORTS['nova-api'],
      what: 'the compute API',
      path: '/',
      threads: 1,
    }),
    ...uwsgiApi(context, {
      ...shared,
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
    // One package brings both.
    ...(api === metadata ? [] : [unwanted(metadata, 'nova-api'), unwanted(api, 'nova-api-metadata')]),
  ]
}

function unwanted({ name: machine }: CloudMachine, unit: string): Step {
  return serviceStopped({
    id: `nova/no-${unit}@${machine}`,
    machine,
    unit: `${unit}.service`,
    explains: `The package starts it here as well, but the cloud's ${unit} runs on another machine.`,
  })
}

export function workerSteps({ cloud }: ComponentContext): Step[] {
  const workers = [
    { name: 'nova-conductor', explains: 'Does the database work for the computes, which must not reach the database.' },
    { name: 'nova-scheduler', explains: 'Chooses the compute an instance is started on.' },
  ] as const
  return workers.map(({ name, explains }) => {
    const machine = machineOf(cloud, name).name
    return serviceRunning({
      id: `nova/${name}@${machine}`,
      machine,
      unit: `${name}.service`,
      explains,
      files: [CONF],
      packages: [name, 'python3-nova'],
    })
  })
}

const consoleDefaults: Template<Record<string, never>> = {
  path: 'nova/nova-consoleproxy.default.liquid',
  format: 'text',
  schema: z.object({}),
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
    ...['nova-serialproxy', 'nova-spicehtml5proxy'].map((other) =>
      serviceStopped({
        id: `nova/no-${other}@${machine}`,
        machine,
        unit: `${other}.service`,
        explains: 'The package brings three console proxies; consoles of this cloud use VNC.',
      }),
    ),
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
