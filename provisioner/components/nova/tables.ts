/** Nova's three databases, their tables, and the cells that are made of two of them. */
import { machineOf } from '../../config/cloud.ts'
import { sh } from '../../core/command.ts'
import type { Phase, Step } from '../../core/step.ts'
import { databaseSync } from '../../steps/databaseSync.ts'
import { mysqlDatabase } from '../../steps/mysqlDatabase.ts'
import { cellsMapped } from '../../steps/novaCells.ts'
import type { ComponentContext } from '../component.ts'
import { CONF } from './settings.ts'

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

/** The tables of cell0 are made by way of its mapping, so the cells come first; those of cell1 need nothing of it. */
export function tablePhases({ cloud }: ComponentContext): Phase[] {
  const machine = machineOf(cloud, 'nova-api').name
  return [
    {
      title: 'Make the tables of nova_api and cell0',
      scope: 'cloud',
      steps: [
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
      ],
    },
    {
      title: 'Make the tables of cell1',
      scope: 'cloud',
      beside: true,
      steps: [
        databaseSync({
          id: `nova/sync@${machine}`,
          machine,
          database: 'nova',
          config: CONF,
          migrations: [`${SCRIPTS}/main/migrations/versions`],
          sync: sh`runuser -u nova -- nova-manage db sync --local_cell`,
          explains: 'Creates the tables of instances and computes.',
        }),
      ],
    },
  ]
}
