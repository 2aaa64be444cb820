/** Keystone: identity, tokens and the catalogue. Everything else proves itself here. */
import { z } from 'zod'
import { machineOf } from '../../config/cloud.ts'
import { sh } from '../../core/command.ts'
import type { Secret } from '../../core/secret.ts'
import { renderTemplate, type Template } from '../../core/template.ts'
import { configFile } from '../../steps/configFile.ts'
import { databaseSync } from '../../steps/databaseSync.ts'
import { mysqlDatabase } from '../../steps/mysqlDatabase.ts'
import { addressOf, databaseUrl, PORTS } from '../addresses.ts'
import { type Component, settingsOf } from '../component.ts'
import { secretValue } from '../secretValue.ts'
import { uwsgiApi } from '../uwsgiApi.ts'
import { bootstrap } from './bootstrap.ts'
import { keyRepository } from './keyRepository.ts'
import { serviceProject } from './serviceProject.ts'

const settings = z.strictObject({
  token_expiration: z
    .int()
    .min(300)
    .default(3600)
    .describe('Seconds a token is valid. Source: keystone configuration reference, [token] expiration (default 3600).'),
})

const config: Template<{ database: Secret; memcached: string; expiration: number }> = {
  path: 'keystone/keystone.conf.liquid',
  format: 'ini',
  schema: z.object({ database: secretValue, memcached: z.string(), expiration: z.int() }),
}

const CONF = '/etc/keystone/keystone.conf'
const MIGRATIONS = '/usr/lib/python3/dist-packages/keystone/common/sql/migrations/versions'

export const keystone: Component = {
  id: 'keystone',
  requires: ['mariadb', 'memcached'],
  settings,
  turn: 'first',
  packages: (_cloud, machine) =>
    machine.parts.includes('keystone') ? ['keystone', 'python3-pymysql', 'python3-memcache', 'python3-pymemcache'] : [],
  phases: (context) => {
    const { cloud, secrets, texts } = context
    const host = machineOf(cloud, 'keystone')
    const machine = host.name
    const databaseMachine = machineOf(cloud, 'mariadb').name
    const values = {
      database: databaseUrl(context, 'keystone'),
      memcached: `${addressOf(cloud, 'memcached')}:${PORTS.memcached}`,
      expiration: settingsOf(cloud, 'keystone', settings).token_expiration,
    }
    return [
      {
        title: 'Prepare the database and the configuration of keystone',
        scope: 'cloud',
        steps: [
          mysqlDatabase({
            id: `keystone/database@${databaseMachine}`,
            machine: databaseMachine,
            database: 'keystone',
            user: 'keystone',
            password: secrets.get('keystone/database'),
            explains: 'Users, projects, roles and the catalogue are kept here.',
          }),
          configFile({
            id: `keystone/config@${machine}`,
            machine,
            path: CONF,
            explains: 'Where keystone finds its database, its cache and its keys.',
            content: renderTemplate(config, texts, values),
            meta: { owner: 'root', group: 'keystone', mode: 0o640 },
          }),
        ],
      },
      {
        title: 'Make the keys of keystone: tokens',
        scope: 'cloud',
        steps: [keyRepository(machine, 'fernet', 'Tokens are encrypted with these keys.')],
      },
      {
        title: 'Make the keys of keystone: credentials',
        scope: 'cloud',
        beside: true,
        steps: [keyRepository(machine, 'credential', 'Stored credentials are encrypted with these keys.')],
      },
      {
        title: 'Make the tables of keystone',
        scope: 'cloud',
        beside: true,
        steps: [
          databaseSync({
            id: `keystone/sync@${machine}`,
            machine,
            database: 'keystone',
            config: CONF,
            migrations: [MIGRATIONS],
            sync: sh`runuser -u keystone -- keystone-manage db_sync`,
            explains: 'Creates the tables of users, projects and the catalogue.',
          }),
        ],
      },
      {
        title: 'Start keystone',
        scope: 'cloud',
        steps: [
          ...uwsgiApi(context, {
            component: 'keystone',
            machine: host,
            name: 'keystone',
            project: 'keystone',
            ini: '/etc/keystone/keystone-uwsgi.ini',
            wsgi: '/usr/bin/keystone-wsgi-public',
            port: PORTS.keystone,
            what: 'the identity API',
            path: '/v3',
            threads: 4,
            files: [CONF],
            packages: ['keystone', 'python3-keystone'],
          }),
          bootstrap(context),
          serviceProject(context),
        ],
      },
    ]
  },
  leaves: {
    paths: ['/etc/keystone', '/var/lib/keystone', '/var/log/keystone', '/var/cache/keystone'],
    units: ['keystone.service'],
  },
}
