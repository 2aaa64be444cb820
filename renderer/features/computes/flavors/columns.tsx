/** The columns of the table of flavors. */
import { Name } from '../../../ui/Name.tsx'
import { Status } from '../../../ui/Status.tsx'
import type { Column } from '../../../ui/table/columns.ts'
import { mebibytes } from '../../../ui/time.ts'
import type { FlavorRow } from './rows.ts'

const number = (id: string, title: string, of: (row: FlavorRow) => number, words: (value: number) => string) =>
  ({
    id,
    title,
    width: 112,
    align: 'end',
    mono: true,
    value: of,
    text: (row) => words(of(row)),
  }) satisfies Column<FlavorRow>

/** Keep it the same between renders. */
export const FLAVOR_COLUMNS: readonly Column<FlavorRow>[] = [
  {
    id: 'name',
    title: 'Flavor',
    width: 200,
    value: ({ flavor }) => flavor.name,
    cell: ({ doing, flavor, id }) =>
      doing === undefined ? <Name name={flavor.name} id={id} strong /> : <Status kind="progress">{doing}</Status>,
  },
  number('cpus', 'vCPUs', ({ flavor }) => flavor.cpus, String),
  number('memory', 'RAM', ({ flavor }) => flavor.memory, mebibytes),
  number(
    'disk',
    'Disk',
    ({ flavor }) => flavor.disk,
    (disk) => (disk === 0 ? 'As the image' : `${disk} GiB`),
  ),
  {
    ...number(
      'ephemeral',
      'Ephemeral',
      ({ flavor }) => flavor.ephemeral,
      (size) => (size === 0 ? '' : `${size} GiB`),
    ),
    hidden: true,
  },
  {
    ...number(
      'swap',
      'Swap',
      ({ flavor }) => flavor.swap,
      (size) => (size === 0 ? '' : mebibytes(size)),
    ),
    hidden: true,
  },
  {
    id: 'public',
    title: 'Offered to',
    width: 120,
    value: ({ flavor }) => (flavor.isPublic ? 'Everybody' : 'Some projects'),
  },
  { id: 'used', title: 'Instances', width: 96, align: 'end', mono: true, value: ({ used }) => used },
  {
    id: 'specs',
    title: 'Extra specs',
    width: 240,
    mono: true,
    value: ({ flavor }) =>
      Object.entries(flavor.extraSpecs)
        .map(([key, value]) => `${key}=${value}`)
        .join(', ') || undefined,
  },
  { id: 'id', title: 'ID', width: 300, mono: true, hidden: true, value: ({ id }) => id },
]
