/** How large it is: a flavor, or processors, memory and disk of one's own, for which a flavor is made. */
import { SegmentedControl, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import type { Flavor, Image } from '../../../../electron/contract/live.ts'
import { Name } from '../../../ui/Name.tsx'
import type { Column } from '../../../ui/table/columns.ts'
import { DataTable } from '../../../ui/table/DataTable.tsx'
import { mebibytes } from '../../../ui/time.ts'
import { flavorWords } from '../actions/choosers.tsx'
import css from './CreateInstance.module.css'
import { ownFlavorName } from './chosen.ts'
import { FormSection } from './FormSection.tsx'
import { InstallNote } from './InstallNote.tsx'
import { type FormPart, field } from './parts.ts'
import { isInstalledFrom, tooSmall } from './world.ts'

const rowId = ({ id }: Flavor): string => id
const SMALLEST_FIRST = [
  { id: 'cpus', desc: false },
  { id: 'memory', desc: false },
]

export function SizeSection(part: FormPart) {
  const { draft, set } = part
  return (
    <FormSection title="Size">
      <SegmentedControl
        className={css.start ?? ''}
        aria-label="Size by"
        data={[
          { value: 'flavor', label: 'Flavor' },
          { value: 'own', label: 'Own size' },
        ]}
        value={draft.sizing}
        onChange={(sizing) => set({ sizing: sizing === 'own' ? 'own' : 'flavor' })}
      />
      {draft.sizing === 'flavor' ? <Flavors {...part} /> : <OwnSize {...part} />}
      <InstallNote {...part.chosen} />
    </FormSection>
  )
}

function Flavors({ chosen, problem, set, world }: FormPart) {
  const { flavor, image } = chosen
  const { flavors } = world
  const columns = useMemo(() => flavorColumns(flavors, image), [flavors, image])
  const wrong = problem('flavor')
  return (
    <>
      <div className={css.flavors} data-field="flavor" data-wrong={wrong !== undefined} tabIndex={-1}>
        <DataTable
          id="new-instance-flavors"
          label="Flavors"
          rows={world.flavors}
          columns={columns}
          rowId={rowId}
          sort={SMALLEST_FIRST}
          open={flavor?.id}
          onOpen={({ id }) => set({ flavorId: id })}
          empty={<p className={css.quiet}>There is no flavor yet. Choose an own size instead.</p>}
        />
      </div>
      <p className={wrong === undefined ? css.quiet : css.wrong} role="status">
        {wrong ??
          (flavor === undefined ? (
            'No flavor is chosen.'
          ) : (
            <>
              Chosen: <Name name={flavor.name} /> ({flavorWords(flavor)})
            </>
          ))}
      </p>
    </>
  )
}

function flavorColumns(flavors: readonly Flavor[], image: Image | undefined): readonly Column<Flavor>[] {
  const isSmall = flavors.some((flavor) => tooSmall(flavor, image) !== undefined)
  return [
    {
      id: 'name',
      title: 'Flavor',
      width: 180,
      value: ({ name }) => name,
      cell: ({ id, name }) => <Name name={name} id={id} />,
    },
    { id: 'cpus', title: 'vCPUs', width: 72, align: 'end', mono: true, value: ({ cpus }) => cpus },
    {
      id: 'memory',
      title: 'RAM',
      width: 88,
      align: 'end',
      mono: true,
      value: ({ memory }) => memory,
      text: ({ memory }) => mebibytes(memory),
    },
    {
      id: 'disk',
      title: 'Disk',
      width: 80,
      align: 'end',
      mono: true,
      value: ({ disk }) => disk,
      text: ({ disk }) => (disk === 0 ? 'as image' : `${disk} GiB`),
    },
    ...(isInstalledFrom(image)
      ? [
          {
            id: 'ephemeral',
            title: 'Ephemeral',
            width: 96,
            align: 'end' as const,
            mono: true,
            value: ({ ephemeral }: Flavor) => ephemeral,
            text: ({ ephemeral }: Flavor) => (ephemeral === 0 ? 'none' : `${ephemeral} GiB`),
          },
        ]
      : []),
    ...(isSmall
      ? [{ id: 'image', title: 'Too small', width: 200, value: (flavor: Flavor) => tooSmall(flavor, image) ?? '' }]
      : []),
  ]
}

function OwnSize(part: FormPart) {
  const { chosen, draft, problem, set, world } = part
  const { own } = draft
  const { flavor, size } = chosen
  const text = (name: keyof typeof own) => ({
    autoComplete: 'off',
    value: own[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      set({ own: { ...own, [name]: event.currentTarget.value } }),
    ...field(part, name),
  })
  const wrong = problem('flavor')
  return (
    <>
      <div className={css.three}>
        <TextInput label="vCPUs" inputMode="numeric" {...text('cpus')} />
        <TextInput label="RAM, GiB" inputMode="decimal" {...text('memory')} />
        <TextInput
          label={isInstalledFrom(chosen.image) ? 'Disk to install to, GiB' : 'Disk, GiB'}
          inputMode="numeric"
          {...text('disk')}
        />
      </div>
      <p className={wrong === undefined ? css.quiet : css.wrong} role="status">
        {wrong ??
          (flavor !== undefined ? (
            <>
              The flavor <Name name={flavor.name} /> is exactly as large and is used.
            </>
          ) : size === undefined ? (
            'Nova knows sizes as flavors: one is made where none is as large.'
          ) : (
            <>
              A flavor <code className={css.code}>{ownFlavorName(world.flavors, size)}</code> is made for it, which
              everybody may use.
            </>
          ))}
      </p>
    </>
  )
}
