/** Well-known cloud images: chosen by system and architecture, fetched where their makers publish them. */
import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { CatalogueImage } from '../../../../electron/contract/images.ts'
import { useAction, useRequest } from '../../../api/useRequest.ts'
import { useRows } from '../../../api/useRows.ts'
import { Copyable } from '../../../ui/Copyable.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { mebibytes } from '../../../ui/time.ts'
import { AddForm } from './AddForm.tsx'
import css from './AddImage.module.css'
import type { SourceProps } from './AddImage.tsx'
import { catalogueImage, type Visibility } from './newImage.ts'
import { sendWith } from './sendWith.ts'

type Architecture = CatalogueImage['architecture']

const WORDS: Readonly<Record<Architecture, string>> = { x86_64: 'x86-64 (PC)', aarch64: 'Arm 64' }

export function FromCatalogue({ cloud, me, onClose }: SourceProps) {
  const catalogue = useRequest('images.catalogue', {})
  const computes = useRows('live.hypervisors', me?.isAdmin === true ? { cloud } : undefined).rows
  const [chosenArchitecture, setArchitecture] = useState<Architecture>()
  const [title, setTitle] = useState('Debian 13')
  const [named, setNamed] = useState<string>()
  const [visibility, setVisibility] = useState<Visibility>('private')
  const { mutateAsync } = useAction('images.importUrl', { quiet: true })
  if (catalogue.error !== null) return <ErrorNote error={catalogue.error.data} />
  const all = catalogue.data ?? []
  // Where the computes are known, what they can run is chosen.
  const own = computes?.some(({ arch }) => arch === 'aarch64') === true ? 'aarch64' : 'x86_64'
  const architecture = chosenArchitecture ?? own
  const titles = [...new Set(all.map((one) => one.title))]
  const one = all.find((image) => image.title === title && image.architecture === architecture)
  const shown = one ?? all.find((image) => image.title === title)
  if (shown === undefined) return <p className={css.quiet}>Reading the catalogue…</p>
  return (
    <AddForm
      me={me}
      image={catalogueImage(shown, named ?? shown.title, visibility)}
      from={shown.url}
      note="It passes through this computer: Glance needs no way to the internet of its own."
      onName={setNamed}
      onVisibility={setVisibility}
      wrong={one === undefined}
      onTried={() => undefined}
      send={(image) =>
        sendWith(
          mutateAsync({
            cloud,
            url: shown.url,
            image,
            checksum: 'url' in shown.checksum ? shown.checksum : { value: shown.checksum.value },
          }),
        )
      }
      submit="Fetch the image"
      onClose={onClose}
    >
      <div className={css.systems} role="radiogroup" aria-label="System">
        {titles.map((name) => (
          // biome-ignore lint/a11y/useSemanticElements: a card with two lines; the group is walked by Tab.
          <button
            key={name}
            type="button"
            role="radio"
            className={css.system}
            aria-checked={name === title}
            {...(name === title ? { 'data-autofocus': true } : {})}
            onClick={() => {
              setTitle(name)
              setNamed(undefined)
            }}
          >
            <span className={css.systemName}>{name}</span>
            <span className={css.quiet}>log in as {all.find((image) => image.title === name)?.login}</span>
          </button>
        ))}
      </div>
      <SegmentedControl
        aria-label="Architecture"
        data={Object.entries(WORDS).map(([value, label]) => ({ value, label }))}
        value={architecture}
        onChange={(value) => setArchitecture(value as Architecture)}
      />
      {one === undefined ? (
        <p role="alert">{title} is not published for this architecture. Choose the other one.</p>
      ) : (
        <KeyValue
          rows={[
            ['From', <Copyable key="url" text={one.url} what="address" />],
            [
              'Compared with',
              'url' in one.checksum ? (
                <Copyable key="sum" text={one.checksum.url} what="address of the checksums" />
              ) : (
                <Copyable key="sum" text={one.checksum.value} what="SHA-256" />
              ),
            ],
            ['Asks for', `${one.minDisk} GiB disk, ${mebibytes(one.minMemory)} RAM`],
            ...(one.note === undefined
              ? []
              : [
                  [
                    'Note',
                    <span key="note" className={css.note}>
                      {one.note}
                    </span>,
                  ] as const,
                ]),
          ]}
        />
      )}
    </AddForm>
  )
}
