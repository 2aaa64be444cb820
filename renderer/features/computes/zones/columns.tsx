/** Host aggregates as the table shows them. */
import type { Aggregate } from '../../../../electron/contract/live.ts'
import { type Doing, doingWords } from '../../../api/doings.ts'
import { Name } from '../../../ui/Name.tsx'
import { Status } from '../../../ui/Status.tsx'
import type { Column } from '../../../ui/table/columns.ts'

export interface AggregateRow {
  readonly id: string
  readonly aggregate: Aggregate
  /** What is being done to it. */
  readonly doing: string | undefined
}

export function aggregateRows(
  aggregates: readonly Aggregate[],
  { doings, toldAt }: { readonly doings: ReadonlyMap<string, Doing>; readonly toldAt: number | undefined },
): readonly AggregateRow[] {
  return aggregates.map((aggregate) => ({
    id: aggregate.id,
    aggregate,
    // Ids of aggregates are numbers: those of other things must not be taken for them.
    doing: doingWords(doings.get(markOf(aggregate)), toldAt),
  }))
}

/** What stands for it among the things that are being changed. */
export function markOf({ id }: Pick<Aggregate, 'id'>): string {
  return `aggregate ${id}`
}

/** Keep it the same between renders. */
export const AGGREGATE_COLUMNS: readonly Column<AggregateRow>[] = [
  {
    id: 'name',
    title: 'Host aggregate',
    width: 220,
    value: ({ aggregate }) => aggregate.name,
    cell: ({ aggregate, doing, id }) =>
      doing === undefined ? <Name name={aggregate.name} id={id} strong /> : <Status kind="progress">{doing}</Status>,
  },
  {
    id: 'zone',
    title: 'Zone',
    width: 160,
    value: ({ aggregate }) => aggregate.zone,
    cell: ({ aggregate }) => (aggregate.zone === undefined ? '' : <Name name={aggregate.zone} />),
  },
  {
    id: 'hosts',
    title: 'Computes',
    width: 300,
    value: ({ aggregate }) => aggregate.hosts.join(', ') || undefined,
  },
  {
    id: 'metadata',
    title: 'Metadata',
    width: 300,
    mono: true,
    value: ({ aggregate }) =>
      Object.entries(aggregate.metadata)
        .map(([key, value]) => `${key}=${value}`)
        .join(', ') || undefined,
  },
]
