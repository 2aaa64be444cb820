/** MariaDB: the database server all services share. */
import { z } from 'zod'
import { machineOf } from '../../config/cloud.ts'
import { renderTemplate, type Template } from '../../core/template.ts'
import { configFile } from '../../steps/configFile.ts'
import { serviceAnswers } from '../../steps/serviceAnswers.ts'
import { serviceRunning } from '../../steps/serviceRunning.ts'
import { PORTS } from '../addresses.ts'
import { type Component, settingsOf } from '../component.ts'

const settings = z.strictObject({
  max_connections: z
    .int()
    .min(200)
    .default(1000)
    .describe(
      'Connections MariaDB accepts at once. Source: mariadb.com/kb, max_connections; OpenStack needs more than its default 151.',
    ),
  innodb_buffer_pool_size: z
    .int()
    .min(64)
    .default(128)
    .describe("MiB of memory for InnoDB's cache. Source: mariadb.com/kb, innodb_buffer_pool_size (default 128 MiB)."),
})

const config: Template<{ address: string; maxConnections: number; bufferPool: number }> = {
  path: 'mariadb/stackstead.cnf.liquid',
  format: 'text',
  schema: z.object({ address: z.ipv4(), maxConnections: z.int(), bufferPool: z.int() }),
}

/** Sorted after Debian's own 50-server.cnf, so that its bind-address is overridden without touching its file. */
const PATH = '/etc/mysql/mariadb.conf.d/90-stackstead.cnf'

export const mariadb: Component = {
  id: 'mariadb',
  requires: [],
  settings,
  turn: 'first',
  packages: (_cloud, machine) => (machine.parts.includes('mariadb') ? ['mariadb-server'] : []),
  phases: (context) => {
    const { name, management } = machineOf(context.cloud, 'mariadb')
    const chosen = settingsOf(context.cloud, 'mariadb', settings)
    return [
      {
        title: 'Run MariaDB',
        scope: 'cloud',
        steps: [
          configFile({
            id: `mariadb/config@${name}`,
            machine: name,
            path: PATH,
            explains: 'Makes the database listen on the management address and take enough connections.',
            content: renderTemplate(config, context.texts, {
              address: management,
              maxConnections: chosen.max_connections,
              bufferPool: chosen.innodb_buffer_pool_size,
            }),
          }),
          serviceRunning({
            id: `mariadb/service@${name}`,
            machine: name,
            unit: 'mariadb.service',
            explains: 'Every OpenStack service keeps what it knows in this database.',
            files: [PATH],
            packages: ['mariadb-server'],
          }),
          serviceAnswers({
            id: `mariadb/answers@${name}`,
            machine: name,
            what: 'the database',
            address: { host: management, port: PORTS.mariadb },
            unit: 'mariadb.service',
          }),
        ],
      },
    ]
  },
  leaves: { paths: ['/var/lib/mysql', '/etc/mysql', '/var/log/mysql'], units: ['mariadb.service'] },
}
