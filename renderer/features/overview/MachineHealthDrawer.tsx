/** One machine beside the overview: its figures, its disks, and each service that is to run there. */
import { Button } from '@mantine/core'
import { Link } from 'react-router'
import type { MachineHealth } from '../../../electron/contract/overview.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { RoleChip } from '../../ui/RoleChip.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Sparkline } from '../../ui/Sparkline.tsx'
import { Status, type StatusKind } from '../../ui/Status.tsx'
import { mebibytes, moment, partOf } from '../../ui/time.ts'
import { days, machineState } from './machineWords.ts'
import css from './Overview.module.css'
import { unitName } from './problems.ts'
import { KEPT, type Series, valuesOf } from './series.ts'

interface MachineHealthDrawerProps {
  readonly cloud: string
  readonly machine: MachineHealth
  readonly series: Series
  readonly onClose: () => void
}

const KINDS: Readonly<Record<string, StatusKind>> = { active: 'works', activating: 'progress', reloading: 'progress' }

export function MachineHealthDrawer({ cloud, machine, series, onClose }: MachineHealthDrawerProps) {
  const { at, cpu, cpus, disks = [], error, id, load, memory, roles, services = [], state, uptime } = machine
  const shown = machineState(machine)
  return (
    <SideDrawer
      title={id}
      status={<Status kind={shown.kind}>{shown.words}</Status>}
      onClose={onClose}
      actions={
        <>
          <Button component={Link} to={`/clouds/${cloud}/machines?machine=${id}`} size="compact-sm" variant="default">
            Hardware and login
          </Button>
          <Button component={Link} to={`/clouds/${cloud}/plan`} size="compact-sm" variant="default">
            Check and repair
          </Button>
        </>
      }
    >
      {error === undefined ? undefined : (
        <ErrorNote
          error={{
            ...error,
            remedy: [error.remedy, at === undefined ? undefined : `What is shown is of ${moment(at)}.`]
              .filter((words) => words !== undefined)
              .join(' '),
          }}
        />
      )}
      <KeyValue
        rows={[
          [
            'Roles',
            <span key="roles" className={css.cell}>
              {roles.map((role) => (
                <RoleChip key={role} role={role} />
              ))}
            </span>,
          ],
          [
            'Processor',
            <span key="cpu" className={css.cell}>
              <Sparkline values={valuesOf(series, `cpu ${id}`)} places={KEPT} most={100} />
              {cpu === undefined ? 'Not told yet' : `${Math.round(cpu)} % of ${cpus} CPUs`}
            </span>,
          ],
          ['Load', load === undefined ? 'Not told yet' : load.map((one) => one.toFixed(2)).join(', ')],
          [
            'RAM',
            memory === undefined ? (
              'Not told yet'
            ) : (
              <span key="memory" className={css.cell}>
                <Sparkline values={valuesOf(series, `memory ${id}`)} places={KEPT} most={memory.total} />
                {mebibytes(memory.total - memory.available)} of {mebibytes(memory.total)}
              </span>
            ),
          ],
          ...disks.map(({ available, mount, size }): [string, React.ReactNode] => [
            mount,
            <Meter
              key={mount}
              used={size - available}
              total={size}
              words={partOf(mebibytes(size - available), mebibytes(size))}
            />,
          ]),
          ['Up for', uptime === undefined ? 'Not told yet' : days(uptime)],
        ]}
      />
      <section className={css.section} aria-label="Services">
        <h3>Services</h3>
        {services.length === 0 ? (
          <p className={css.quiet}>Nothing of the cloud is to run here, or it is not known yet.</p>
        ) : undefined}
        <ul className={css.list}>
          {services.map(({ active, startedAt, unit }) => (
            <li key={unit}>
              <span className={css.grow}>{unitName(unit)}</span>
              {startedAt === undefined || active !== 'active' ? undefined : (
                <span className={css.when}>since {moment(startedAt * 1000)}</span>
              )}
              <Status kind={state === 'lost' ? 'off' : (KINDS[active] ?? 'failed')}>
                {state === 'lost' ? 'Not known' : active}
              </Status>
            </li>
          ))}
        </ul>
      </section>
    </SideDrawer>
  )
}
