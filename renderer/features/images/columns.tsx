/** The columns of the table of images. */
import { MarkedName } from '../../ui/MarkedName.tsx'
import { Name } from '../../ui/Name.tsx'
import { Status } from '../../ui/Status.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { mebibytes, moment } from '../../ui/time.ts'
import css from './Images.module.css'
import { byteWords, isSnapshot, systemWords, visibilityWord } from './imageWords.ts'
import type { ImageRow } from './rows.ts'

/** Keep it the same between renders. */
export const COLUMNS: readonly Column<ImageRow>[] = [
  {
    id: 'name',
    title: 'Name',
    width: 248,
    value: ({ image }) => image.name,
    cell: ({ id, image }) => (
      <MarkedName
        name={image.name}
        id={id}
        lock={image.isProtected ? { word: 'protected', why: 'Protected: it cannot be deleted' } : undefined}
      />
    ),
  },
  {
    id: 'status',
    title: 'Status',
    width: 164,
    value: ({ state }) => state.words,
    cell: ({ state }) => <Status kind={state.kind}>{state.words}</Status>,
  },
  {
    id: 'system',
    title: 'System',
    width: 128,
    value: ({ image }) => systemWords(image) ?? (isSnapshot(image) ? 'Snapshot' : undefined),
  },
  {
    id: 'size',
    title: 'Size',
    width: 88,
    align: 'end',
    mono: true,
    value: ({ image }) => image.size,
    text: ({ image }) => (image.size === undefined ? '' : byteWords(image.size)),
  },
  { id: 'format', title: 'Format', width: 80, mono: true, value: ({ image }) => image.format },
  {
    id: 'visibility',
    title: 'Seen by',
    width: 104,
    value: ({ image }) => visibilityWord(image.visibility),
  },
  {
    id: 'minDisk',
    title: 'Min. disk',
    width: 92,
    align: 'end',
    mono: true,
    value: ({ image }) => image.minDisk || undefined,
    text: ({ image }) => (image.minDisk === 0 ? '' : `${image.minDisk} GiB`),
  },
  {
    id: 'minMemory',
    title: 'Min. RAM',
    width: 92,
    hidden: true,
    align: 'end',
    mono: true,
    value: ({ image }) => image.minMemory || undefined,
    text: ({ image }) => (image.minMemory === 0 ? '' : mebibytes(image.minMemory)),
  },
  {
    id: 'owner',
    title: 'Owner',
    width: 120,
    value: ({ image, projectName }) => projectName ?? image.projectId,
    cell: ({ image, projectName }) =>
      projectName === undefined ? (
        <span className={css.quiet} title={image.projectId}>
          Another project
        </span>
      ) : (
        <Name name={projectName} />
      ),
  },
  {
    id: 'created',
    title: 'Created',
    width: 148,
    value: ({ createdAt }) => createdAt,
    text: ({ createdAt }) => moment(createdAt),
  },
  { id: 'id', title: 'ID', width: 300, mono: true, hidden: true, value: ({ id }) => id },
]
