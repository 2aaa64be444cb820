/** The columns of the table of instances. */
import { isolated } from '../../ui/bidi.ts'
import { MarkedName } from '../../ui/MarkedName.tsx'
import { Name } from '../../ui/Name.tsx'
import { Status } from '../../ui/Status.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { mebibytes, moment } from '../../ui/time.ts'
import { age } from './age.ts'
import css from './Instances.module.css'
import type { InstanceRow } from './rows.ts'
import { urgency } from './states.ts'

type InstanceColumn = Column<InstanceRow>

const ALWAYS: readonly InstanceColumn[] = [
  {
    id: 'name',
    title: 'Name',
    width: 196,
    value: ({ server }) => server.name,
    cell: ({ id, server }) => (
      <MarkedName
        name={server.name}
        id={id}
        lock={server.locked ? { word: 'locked', why: lockWords(server) } : undefined}
      />
    ),
  },
  {
    id: 'status',
    title: 'Status',
    width: 172,
    value: ({ state }) => urgency(state),
    text: ({ state }) => state.words,
    cell: ({ server, state }) => (
      <span title={server.fault?.message}>
        <Status kind={state.kind}>{state.words}</Status>
      </span>
    ),
  },
  {
    id: 'addresses',
    title: 'Addresses',
    width: 216,
    mono: true,
    value: ({ fixed, floating }) => [...floating, ...fixed].join(', ') || undefined,
    cell: ({ fixed, floating }) => (
      <>
        {floating.map((address) => (
          <span key={address} className={css.floating} title="Floating IP">
            {address}
          </span>
        ))}
        {fixed.join(', ')}
      </>
    ),
  },
  {
    id: 'flavor',
    title: 'Flavor',
    width: 112,
    value: ({ server }) => server.flavor?.name,
    cell: ({ server }) => (server.flavor === undefined ? '' : <Name name={server.flavor.name} />),
  },
  { id: 'cpus', title: 'vCPUs', width: 72, align: 'end', mono: true, value: ({ server }) => server.flavor?.cpus },
  {
    id: 'memory',
    title: 'RAM',
    width: 80,
    align: 'end',
    mono: true,
    value: ({ server }) => server.flavor?.memory,
    text: ({ server }) => (server.flavor === undefined ? '' : mebibytes(server.flavor.memory)),
  },
  {
    id: 'image',
    title: 'Image',
    width: 136,
    value: ({ imageName, server }) => imageName ?? server.imageId,
    cell: ({ imageName, server }) =>
      imageName === undefined ? (
        <span className={css.quiet}>{server.imageId === undefined ? 'A volume' : 'Gone'}</span>
      ) : (
        <Name name={imageName} />
      ),
  },
]

const HOST: InstanceColumn = { id: 'host', title: 'Host', width: 104, value: ({ server }) => server.host }

const PROJECT: InstanceColumn = {
  id: 'project',
  title: 'Project',
  width: 120,
  value: ({ projectName, server }) => projectName ?? server.projectId,
  cell: ({ projectName, server }) => <Name name={projectName ?? server.projectId} />,
}

const REST: readonly InstanceColumn[] = [
  {
    id: 'key',
    title: 'Key',
    width: 104,
    hidden: true,
    value: ({ server }) => server.keyName,
    cell: ({ server }) => (server.keyName === undefined ? '' : <Name name={server.keyName} />),
  },
  {
    id: 'age',
    title: 'Age',
    width: 72,
    align: 'end',
    value: ({ createdAt }) => -createdAt,
    text: ({ createdAt }) => moment(createdAt),
    cell: ({ createdAt }) => <span title={moment(createdAt)}>{age(createdAt, Date.now())}</span>,
  },
  { id: 'zone', title: 'Zone', width: 88, hidden: true, value: ({ server }) => server.zone },
  {
    id: 'tags',
    title: 'Tags',
    width: 160,
    hidden: true,
    value: ({ server }) => server.tags.join(', ') || undefined,
    cell: ({ server }) => (server.tags.length === 0 ? '' : <Name name={server.tags.join(', ')} />),
  },
  { id: 'id', title: 'ID', width: 300, mono: true, hidden: true, value: ({ id }) => id },
]

/** Keep what it gives between renders. */
export function columns(show: { readonly host: boolean; readonly project: boolean }): readonly InstanceColumn[] {
  return [...ALWAYS, ...(show.host ? [HOST] : []), ...(show.project ? [PROJECT] : []), ...REST]
}

function lockWords({ lockedReason }: InstanceRow['server']): string {
  return lockedReason === undefined ? 'Locked' : `Locked: ${isolated(lockedReason)}`
}
