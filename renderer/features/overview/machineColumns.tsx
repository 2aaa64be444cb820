/** The columns of the machines in the overview. */
import type { MachineHealth } from '../../../electron/contract/overview.ts'
import { Meter } from '../../ui/Meter.tsx'
import { RoleChip } from '../../ui/RoleChip.tsx'
import { Sparkline } from '../../ui/Sparkline.tsx'
import { Status } from '../../ui/Status.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { clock, mebibytes, partOf } from '../../ui/time.ts'
import { days, fullest, machineState, runningServices, STATE_ORDER } from './machineWords.ts'
import css from './Overview.module.css'
import { type Series, valuesOf } from './series.ts'

type MachineColumn = Column<MachineHealth>

/** Five minutes. */
const PLACES = 60

export function machineColumns(series: Series): readonly MachineColumn[] {
  return [
    { id: 'name', title: 'Machine', width: 120, value: ({ id }) => id, cell: ({ id }) => <b>{id}</b> },
    {
      id: 'state',
      title: 'State',
      width: 136,
      value: (machine) => STATE_ORDER[machineState(machine).kind],
      text: (machine) => machineState(machine).words,
      cell: (machine) => {
        const { kind, words } = machineState(machine)
        return (
          <span title={machine.error?.message}>
            <Status kind={kind}>{words}</Status>
          </span>
        )
      },
    },
    {
      id: 'cpu',
      title: 'CPU',
      width: 132,
      mono: true,
      value: ({ cpu }) => cpu,
      text: ({ cpu, cpus }) => (cpu === undefined ? '' : `${Math.round(cpu)} % of ${cpus}`),
      cell: ({ at, cpu, cpus, id, state }) =>
        state === 'lost' ? (
          <span className={css.quiet}>{at === undefined ? '' : `As of ${clock(at)}`}</span>
        ) : (
          <span className={css.cell} title={cpus === undefined ? undefined : `of ${cpus} CPUs`}>
            <Sparkline values={valuesOf(series, `cpu ${id}`)} places={PLACES} most={100} />
            {cpu === undefined ? '' : `${Math.round(cpu)} %`}
          </span>
        ),
    },
    {
      id: 'memory',
      title: 'RAM',
      width: 188,
      value: ({ memory }) => (memory === undefined ? undefined : 1 - memory.available / memory.total),
      text: ({ memory }) =>
        memory === undefined ? '' : partOf(mebibytes(memory.total - memory.available), mebibytes(memory.total)),
      cell: ({ memory }) =>
        memory === undefined ? (
          ''
        ) : (
          <Meter
            used={memory.total - memory.available}
            total={memory.total}
            words={partOf(mebibytes(memory.total - memory.available), mebibytes(memory.total))}
          />
        ),
    },
    {
      id: 'disk',
      title: 'Fullest disk',
      width: 192,
      value: (machine) => fullest(machine)?.share,
      text: (machine) => fullest(machine)?.words ?? '',
      cell: (machine) => {
        const disk = fullest(machine)
        if (disk === undefined) return ''
        return (
          <span title={disk.mount}>
            <Meter used={disk.used} total={disk.size} words={disk.words} />
          </span>
        )
      },
    },
    {
      id: 'load',
      title: 'Load',
      width: 64,
      align: 'end',
      mono: true,
      value: ({ load }) => load?.[0],
      text: ({ load }) => load?.[0].toFixed(2) ?? '',
    },
    {
      id: 'services',
      title: 'Services',
      width: 104,
      value: (machine) => runningServices(machine)?.words,
      cell: (machine) => {
        const services = runningServices(machine)
        return services === undefined ? '' : <Status kind={services.kind}>{services.words}</Status>
      },
    },
    {
      id: 'uptime',
      title: 'Up for',
      width: 80,
      align: 'end',
      value: ({ uptime }) => uptime,
      text: ({ uptime }) => (uptime === undefined ? '' : days(uptime)),
    },
    {
      id: 'roles',
      title: 'Roles',
      width: 180,
      hidden: true,
      value: ({ roles }) => roles.join(', '),
      cell: ({ roles }) => (
        <span className={css.cell}>
          {roles.map((role) => (
            <RoleChip key={role} role={role} />
          ))}
        </span>
      ),
    },
  ]
}
