/** The columns of the table of computes. */
import { Meter } from '../../ui/Meter.tsx'
import { Name } from '../../ui/Name.tsx'
import { Status } from '../../ui/Status.tsx'
import type { Column } from '../../ui/table/columns.ts'
import css from './Computes.module.css'
import { type ComputeRow, type Resource, usageOf, usedWords, versionWords } from './rows.ts'

function resource(of: Resource, title: string, width: number): Column<ComputeRow> {
  return {
    id: of,
    title,
    width,
    value: (row) => usageOf(row, of)?.used,
    text: (row) => {
      const use = usageOf(row, of)
      return use === undefined ? '' : usedWords(of, use)
    },
    cell: (row) => {
      const use = usageOf(row, of)
      return use === undefined ? '' : <Meter used={use.used} total={use.capacity} words={usedWords(of, use)} />
    },
  }
}

/** Keep it the same between renders. */
export const COLUMNS: readonly Column<ComputeRow>[] = [
  {
    id: 'host',
    title: 'Compute',
    width: 120,
    value: ({ host }) => host,
    cell: ({ host }) => <Name name={host} strong />,
  },
  {
    id: 'state',
    title: 'State',
    width: 176,
    value: ({ state }) => state.words,
    cell: ({ state }) => <Status kind={state.kind}>{state.words}</Status>,
  },
  {
    id: 'takes',
    title: 'Takes instances',
    width: 140,
    value: ({ service }) => service?.status,
    text: ({ service }) => takesWords(service),
    cell: ({ service }) => (
      <span className={service?.status === 'enabled' ? '' : css.quiet}>{takesWords(service)}</span>
    ),
  },
  {
    id: 'instances',
    title: 'Instances',
    width: 84,
    align: 'end',
    mono: true,
    value: ({ servers }) => servers.length,
  },
  resource('VCPU', 'vCPUs', 144),
  resource('MEMORY_MB', 'RAM', 184),
  resource('DISK_GB', 'Disk', 204),
  { id: 'zone', title: 'Zone', width: 80, value: ({ service }) => service?.zone },
  { id: 'address', title: 'Address', width: 112, mono: true, value: ({ hypervisor }) => hypervisor?.address },
  {
    id: 'version',
    title: 'Hypervisor',
    width: 120,
    hidden: true,
    value: ({ hypervisor }) => (hypervisor === undefined ? undefined : versionWords(hypervisor)),
  },
  { id: 'arch', title: 'Architecture', width: 104, hidden: true, value: ({ hypervisor }) => hypervisor?.arch },
  { id: 'cpu', title: 'CPU', width: 160, hidden: true, value: ({ hypervisor }) => hypervisor?.cpuModel },
]

function takesWords(service: ComputeRow['service']): string {
  if (service === undefined) return ''
  if (service.status === 'enabled') return service.state === 'up' ? 'Yes' : 'Not while it is down'
  return service.disabledReason === undefined ? 'No' : `No: ${service.disabledReason}`
}
