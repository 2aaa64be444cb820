/** Nova's two cells, and every compute mapped into one of them. */
import { sh } from '../core/command.ts'
import { type Change, type Step, verdict } from '../core/step.ts'
import { CONNECT } from '../facts/migrations.ts'
import { type NovaCells, novaCells } from '../facts/novaCells.ts'

/** Source: nova's cells documentation: cell0 keeps instances that could not be scheduled; its id is fixed. */
const CELL0 = '00000000-0000-0000-0000-000000000000'

/** Filled in from each process's own nova.conf, so that no password stands in the database or in an argument. */
const TRANSPORT = '{scheme}://{username}:{password}@{hostname}:{port}/{path}'
const DATABASE = '{scheme}://{username}:{password}@{hostname}/{path}?{query}'
const DATABASE0 = '{scheme}://{username}:{password}@{hostname}/nova_cell0?{query}'
const CELL1 = 'cell1'

export function cellsMapped(wanted: { id: string; machine: string }): Step {
  const { machine } = wanted
  return {
    id: wanted.id,
    title: 'Register the cells of nova',
    machine,
    explains: 'Computes belong to cell1; cell0 keeps what could not be started anywhere.',
    lock: 'tables of nova_api',
    reads: [novaCells],
    expected: [cell('create', 'cell0'), cell('create', CELL1)],
    check: (read) => verdict(differences(read(novaCells))),
    actions: (read) => {
      const { cells } = read(novaCells)
      const first = cells.find((one) => one.uuid === CELL0)
      const second = cells.find((one) => one.name === CELL1)
      const manage = (words: readonly string[]) =>
        ({ kind: 'run', command: sh`runuser -u nova -- nova-manage cell_v2 ${words}` }) as const
      const urls = ['--transport-url', TRANSPORT, '--database_connection', DATABASE]
      return [
        ...(good(first, DATABASE0)
          ? []
          : first === undefined
            ? [manage(['map_cell0', '--database_connection', DATABASE0])]
            : [
                manage([
                  'update_cell',
                  '--cell_uuid',
                  CELL0,
                  '--transport-url',
                  'none:///',
                  '--database_connection',
                  DATABASE0,
                ]),
              ]),
        ...(good(second, DATABASE)
          ? []
          : second === undefined
            ? [manage(['create_cell', '--name', CELL1, ...urls])]
            : [manage(['update_cell', '--cell_uuid', second.uuid, ...urls])]),
      ]
    },
  }
}

type Cell = NovaCells['cells'][number]

function good(found: Cell | undefined, database: string): boolean {
  const transport = database === DATABASE0 ? 'none:///' : TRANSPORT
  return found?.database === database && found.transport === transport
}

function differences({ cells }: NovaCells): Change[] {
  const first = cells.find((one) => one.uuid === CELL0)
  const second = cells.find((one) => one.name === CELL1)
  const of = (name: string, found: Cell | undefined, database: string): Change[] =>
    good(found, database) ? [] : [cell(found === undefined ? 'create' : 'update', name)]
  return [...of('cell0', first, DATABASE0), ...of(CELL1, second, DATABASE)]
}

function cell(operation: Change['operation'], name: string): Change {
  return { kind: 'database', operation, subject: `cell ${name}` }
}

/** nova-manage takes seconds to start: it is asked once, when the compute has written its record into the cell. */
const ANNOUNCED = `${CONNECT}
import sys, time
host, end = sys.argv[1], time.monotonic() + float(sys.argv[2])
while True:
    with connect("/etc/nova/nova.conf", "database") as db, db.cursor() as cursor:
        if cursor.execute("select 1 from compute_nodes where host = %s and deleted = 0", (host,)): sys.exit(0)
    if time.monotonic() > end: sys.exit(host + " has not announced itself")
    time.sleep(0.5)
`
const ANNOUNCE_SECONDS = 120

/** @param compute the name nova-compute gives itself, [DEFAULT] host of its nova.conf */
export function computeMapped(wanted: { id: string; machine: string; compute: string }): Step {
  const { machine, compute } = wanted
  const change: Change = { kind: 'database', operation: 'create', subject: `compute ${compute} in ${CELL1}` }
  return {
    id: wanted.id,
    title: `Take ${compute} into ${CELL1}`,
    machine,
    serves: compute,
    explains: 'The scheduler sees a compute only after it was mapped into a cell.',
    lock: 'tables of nova_api',
    reads: [novaCells],
    expected: [change],
    check: (read) => verdict(read(novaCells).hosts.includes(compute) ? [] : [change]),
    actions: () => [
      {
        kind: 'run',
        command: sh`
          python3 -c ${ANNOUNCED} ${compute} ${ANNOUNCE_SECONDS} && runuser -u nova -- nova-manage cell_v2 discover_hosts --verbose`,
        remedy: `Look at "journalctl -u nova-compute" and /var/log/nova/nova-compute.log on ${compute}: it has not announced itself.`,
      },
    ],
  }
}
