import { machineOf } from '../../config/cloud.ts'
import { sh } from '../../core/command.ts'
import { renderTemplate } from '../../core/template.ts'
import { configFile } from '../../steps/configFile.ts'
import { databaseSync } from '../../steps/databaseSync.ts'
import { mysqlDatabase } from '../../steps/mysqlDatabase.ts'
import { serviceAnswers } from '../../steps/serviceAnswers.ts'
import { serviceRunning } from '../../steps/serviceRunning.ts'
import { databaseUrl, PORTS, serviceAuth, urlOf } from '../addresses.ts'
import { type Component, settingsOf } from '../component.ts'
import { serviceAccount } from '../serviceAccount.ts'
import { config, settings } from './settings.ts'

const CONF = '/etc/glance/glance-api.conf'
const UNIT = 'glance-api.service'
const MIGRATIONS = '/usr/lib/python3/dist-packages/glance/db/sqlalchemy/alembic_migrations/versions'

export const glance: Component = {
  id: 'glance',
  requires: ['mariadb'],
  settings,
  packages: (_cloud, machine) =>
    machine.parts.includes('glance') ? ['glance-api', 'python3-pymysql', 'python3-memcache'] : [],
  phases: (context) => {
    const { cloud, secrets, texts } = context
    const { name: machine, management } = machineOf(cloud, 'glance')
    const databaseMachine = machineOf(cloud, 'mariadb').name
    const chosen = settingsOf(cloud, 'glance', settings)
    return [
      {
        title: 'Prepare glance: database and configuration',
        scope: 'cloud',
        steps: [
          mysqlDatabase({
            id: `glance/database@${databaseMachine}`,
            machine: databaseMachine,
            database: 'glance',
            user: 'glance',
            password: secrets.get('glance/database'),
            explains: 'Keeps what is known about each image; the images themselves are files.',
          }),
          configFile({
            id: `glance/config@${machine}`,
            machine,
            path: CONF,
            explains: 'Where glance listens, where it keeps image files and how it checks tokens.',
            content: renderTemplate(config, texts, {
              address: management,
              port: PORTS.glance,
              workers: chosen.workers,
              sizeCap: chosen.image_size_cap,
              diskFormats: chosen.disk_formats,
              database: databaseUrl(context, 'glance'),
              auth: serviceAuth(context, 'glance'),
            }),
            meta: { owner: 'root', group: 'glance', mode: 0o640 },
          }),
        ],
      },
      {
        title: 'Make the tables of glance',
        scope: 'cloud',
        steps: [
          databaseSync({
            id: `glance/sync@${machine}`,
            machine,
            database: 'glance',
            config: CONF,
            migrations: [MIGRATIONS],
            sync: sh`runuser -u glance -- glance-manage --config-file ${CONF} db_sync`,
            explains: 'Creates the tables of images and their properties.',
          }),
        ],
      },
      serviceAccount(context, {
        user: 'glance',
        type: 'image',
        title: 'OpenStack Image',
        url: urlOf(cloud, 'glance'),
      }),
      {
        title: 'Start glance',
        scope: 'cloud',
        steps: [
          serviceRunning({
            id: `glance/service@${machine}`,
            machine,
            unit: UNIT,
            explains: 'Takes images in and hands them to the computes.',
            files: [CONF],
            packages: ['glance-api', 'python3-glance', 'python3-glance-store'],
          }),
          serviceAnswers({
            id: `glance/answers@${machine}`,
            machine,
            what: 'the image API',
            address: { host: management, port: PORTS.glance, path: '/healthcheck' },
            unit: UNIT,
          }),
        ],
      },
    ]
  },
  leaves: {
    paths: ['/etc/glance', '/var/lib/glance', '/var/log/glance', '/var/cache/glance'],
    units: [UNIT],
  },
}
