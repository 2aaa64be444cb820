/** The columns of the table of machines. */
import { RoleChip } from '../../ui/RoleChip.tsx'
import { Status } from '../../ui/Status.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { mebibytes } from '../../ui/time.ts'
import css from './Machines.module.css'
import { type MachineRow, obstaclesOf, rolesOf } from './rows.ts'
import { disks, nics, processor, stateKind, stateWord, uptime, virtualisation } from './words.ts'

type MachineColumn = Column<MachineRow>

/** Sorted by how much it needs the person: failures first. */
const URGENCY = { failed: 0, probing: 1, unknown: 2, seen: 3, ready: 4 }

export const COLUMNS: readonly MachineColumn[] = [
  {
    id: 'name',
    title: 'Name',
    width: 132,
    value: ({ name }) => name,
    cell: ({ name }) => <b className={css.name}>{name}</b>,
  },
  {
    id: 'state',
    title: 'State',
    width: 120,
    value: ({ state }) => URGENCY[state.phase],
    text: ({ state }) => stateWord(state),
    cell: (row) => (
      <span className={css.state}>
        <Status kind={stateKind(row.state)}>{stateWord(row.state)}</Status>
        {(row.state.phase === 'ready' || row.state.phase === 'seen') && obstaclesOf(row).length > 0 ? (
          <span title={inTheWay(row)}>
            <Status kind="needs-you">
              {obstaclesOf(row).length}
              <span className="visually-hidden"> in the way</span>
            </Status>
          </span>
        ) : undefined}
      </span>
    ),
  },
  { id: 'address', title: 'Address', width: 116, mono: true, value: ({ entry }) => entry.address },
  {
    id: 'roles',
    title: 'Roles',
    width: 200,
    hidden: true,
    value: (row) => rolesOf(row).join(', '),
    cell: (row) => (
      <span className={css.chips}>
        {rolesOf(row).map((role) => (
          <RoleChip key={role} role={role} />
        ))}
      </span>
    ),
  },
  { id: 'os', title: 'OS', width: 92, value: ({ probe }) => probe?.os.title.replace(/GNU\/Linux | \(.*\)/g, '') },
  {
    id: 'processor',
    title: 'Processor',
    width: 168,
    value: ({ probe }) => probe?.processor.cores,
    text: ({ probe }) => (probe === undefined ? '' : processor(probe.processor)),
  },
  {
    id: 'virtualisation',
    title: 'Virtualisation',
    width: 104,
    value: ({ probe }) => (probe === undefined ? undefined : virtualisation(probe)),
  },
  {
    id: 'memory',
    title: 'RAM',
    width: 76,
    align: 'end',
    mono: true,
    value: ({ probe }) => probe?.memory.total,
    text: ({ probe }) => (probe === undefined ? '' : mebibytes(probe.memory.total)),
  },
  {
    id: 'disks',
    title: 'Disks',
    width: 140,
    value: ({ probe }) => probe?.disks.reduce((sum, { bytes }) => sum + bytes, 0),
    text: ({ probe }) => (probe === undefined ? '' : disks(probe.disks)),
  },
  {
    id: 'nics',
    title: 'NICs',
    width: 152,
    value: ({ probe }) => probe?.nics.length,
    text: ({ probe }) => (probe === undefined ? '' : nics(probe.nics)),
  },
  {
    id: 'uptime',
    title: 'Up for',
    width: 104,
    align: 'end',
    value: ({ probe }) => probe?.uptime,
    text: ({ probe }) => (probe === undefined ? '' : uptime(probe.uptime)),
  },
  {
    id: 'way',
    title: 'What stands in the way',
    width: 300,
    value: inTheWay,
    cell: (row) => <span className={css.way}>{inTheWay(row)}</span>,
  },
]

/** The first thing to do something about, and how many more there are. */
function inTheWay(row: MachineRow): string {
  if (row.state.phase === 'failed') return row.state.error.message
  const all = obstaclesOf(row)
  const [first] = all
  if (first === undefined) return ''
  return `${first.why}${all.length > 1 ? ` (and ${all.length - 1} more)` : ''}`
}
