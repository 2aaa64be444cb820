/** Placement: counts what each compute has and what is taken, so that the scheduler can choose. */
import { z } from 'zod'
import { machineOf } from '../../config/cloud.ts'
import { sh } from '../../core/command.ts'
import type { Secret } from '../../core/secret.ts'
import { renderTemplate, type Template } from '../../core/template.ts'
import { configFile } from '../../steps/configFile.ts'
import { databaseSync } from '../../steps/databaseSync.ts'
import { mysqlDatabase } from '../../steps/mysqlDatabase.ts'
import { databaseUrl, PORTS, serviceAuth, urlOf } from '../addresses.ts'
import { type Component, settingsOf } from '../component.ts'
import { secretValue } from '../secretValue.ts'
import { serviceAccount } from '../serviceAccount.ts'
import { type ServiceAuth, serviceAuthSchema } from '../serviceAuth.ts'
import { uwsgiApi } from '../uwsgiApi.ts'

const settings = z.strictObject({
  processes: z
    .int()
    .positive()
    .default(1)
    .describe(
      'Processes that serve the API. Source: uWSGI, option processes (Debian packages 8; one saves 100 MB each).',
    ),
})

const config: Template<{ database: Secret; auth: ServiceAuth }> = {
  path: 'placement/placement.conf.liquid',
  format: 'ini',
  schema: z.object({ database: secretValue, auth: serviceAuthSchema }),
}

const CONF = '/etc/placement/placement.conf'
const MIGRATIONS = '/usr/lib/python3/dist-packages/placement/db/sqlalchemy/alembic/versions'

export const placement: Component = {
  id: 'placement',
  requires: ['mariadb'],
  settings,
  packages: (_cloud, machine) =>
    machine.parts.includes('placement')
      ? ['placement-api', 'python3-osc-placement', 'python3-pymysql', 'python3-memcache']
      : [],
  phases: (context) => {
    const { cloud, secrets, texts } = context
    const host = machineOf(cloud, 'placement')
    const machine = host.name
    const databaseMachine = machineOf(cloud, 'mariadb').name
    return [
      {
        title: 'Prepare placement: database and configuration',
        scope: 'cloud',
        steps: [
          mysqlDatabase({
            id: `placement/database@${databaseMachine}`,
            machine: databaseMachine,
            database: 'placement',
            user: 'placement',
            password: secrets.get('placement/database'),
            explains: 'Keeps how much CPU, memory and disk each compute has and who uses it.',
          }),
          configFile({
            id: `placement/config@${machine}`,
            machine,
            path: CONF,
            explains: 'Where placement finds its database and how it checks tokens.',
            content: renderTemplate(config, texts, {
              database: databaseUrl(context, 'placement'),
              auth: serviceAuth(context, 'placement'),
            }),
            meta: { owner: 'root', group: 'placement', mode: 0o640 },
          }),
        ],
      },
      {
        title: 'Make the tables of placement',
        scope: 'cloud',
        steps: [
          databaseSync({
            id: `placement/sync@${machine}`,
            machine,
            database: 'placement',
            config: CONF,
            section: 'placement_database',
            migrations: [MIGRATIONS],
            sync: sh`runuser -u placement -- placement-manage db sync`,
            explains: 'Creates the tables of resource providers and allocations.',
          }),
        ],
      },
      serviceAccount(context, {
        user: 'placement',
        type: 'placement',
        title: 'OpenStack Placement',
        url: urlOf(cloud, 'placement'),
      }),
      {
        title: 'Start placement',
        scope: 'cloud',
        steps: [
          ...uwsgiApi(context, {
            component: 'placement',
            machine: host,
            name: 'placement-api',
            project: 'placement',
            ini: '/etc/placement/placement-api-uwsgi.ini',
            wsgi: '/usr/bin/placement-api',
            port: PORTS.placement,
            what: 'the placement API',
            path: '/',
            processes: settingsOf(cloud, 'placement', settings).processes,
            threads: 4,
            options: ['http-auto-chunked = true', 'http-chunked-input = true', 'wsgi-manage-chunked-input = true'],
            files: [CONF],
            packages: ['placement-api', 'python3-placement'],
          }),
        ],
      },
    ]
  },
  leaves: {
    paths: ['/etc/placement', '/var/lib/placement', '/var/log/placement', '/var/cache/placement'],
    units: ['placement-api.service'],
  },
}
