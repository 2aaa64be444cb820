/** A service's tables at the version its package brings. */
import { type Command, sh } from '../core/command.ts'
import { type Change, type Step, verdict } from '../core/step.ts'
import { CONNECT, migrationState } from '../facts/migrations.ts'
import { MANIFEST } from './manifest.ts'

export interface DatabaseSync {
  readonly id: string
  /** Where the service's tool runs; it reaches its database over the network. */
  readonly machine: string
  readonly database: string
  /** The service's configuration file, and the section that holds the `connection`. Default section: database. */
  readonly config: string
  readonly section?: string
  /** Folders of alembic scripts the package brings; their heads are what the database should have reached. */
  readonly migrations: readonly string[]
  /** Brings the tables to the newest version, like `keystone-manage db_sync`, as the right user. */
  readonly sync: Command
  readonly explains: string
}

export function databaseSync(wanted: DatabaseSync): Step {
  const { config, database, machine, section = 'database' } = wanted
  const mark = `${MANIFEST}/first-sync-${database}`
  const state = migrationState({ config, section, folders: wanted.migrations, mark })
  const change: Change = { kind: 'database', operation: 'update', subject: `tables of ${database}` }
  return {
    id: wanted.id,
    title: `Bring the tables of ${database} up to date`,
    machine,
    explains: wanted.explains,
    lock: `tables of ${database}`,
    reads: [state],
    expected: [change],
    check: (read) => {
      const { heads, reached, interrupted } = read(state)
      if (interrupted) return verdict([{ ...change, summary: 'the first attempt was interrupted' }])
      const missing = heads.filter((head) => !reached.includes(head))
      return verdict(missing.length === 0 ? [] : [{ ...change, summary: `to ${missing.join(', ')}` }])
    },
    actions: () => [
      {
        kind: 'run',
        command: guarded(wanted.sync, { config, section, mark }),
        remedy: `Read the service's log below /var/log on ${machine}.`,
      },
    ],
  }
}

const EMPTY = `${CONNECT}
import sys
with connect(sys.argv[1], sys.argv[2]) as db, db.cursor() as cursor:
    cursor.execute("show tables")
    names = [row[0] for row in cursor.fetchall()]
    if sys.argv[3] == "count":
        print(len(names)); sys.exit(0)
    cursor.execute("set foreign_key_checks = 0")
    for name in names: cursor.execute("drop table \`" + name + "\`")
`

/**
 * MariaDB cannot roll back a half-made table, so a first sync that a power cut interrupts could never be repeated. A
 * mark stands on the disk while the first sync runs (it is set only on an empty database); where it is found again, the
 * tables, which no service has used yet, are dropped and made anew. `flock` waits for a sync that outlived the
 * connection it was started by.
 */
function guarded(sync: Command, { config, section, mark }: { config: string; section: string; mark: string }): Command {
  return sh`
    set -e
    mkdir -p ${MANIFEST}
    exec 9>${`${mark}.lock`}; flock 9
    if [ -e ${mark} ]; then python3 -c ${EMPTY} ${config} ${section} drop; fi
    tables=$(python3 -c ${EMPTY} ${config} ${section} count)
    if [ "$tables" = 0 ]; then touch ${mark}; sync ${mark}; fi
    ( ${sync} ) 9>&-
    rm -f ${mark}; sync ${MANIFEST}`
}
