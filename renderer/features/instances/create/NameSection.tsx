/** How it is called, how many there shall be, and the image they start from. */
import { Select, TextInput } from '@mantine/core'
import { isolated } from '../../../ui/bidi.ts'
import { mebibytes } from '../../../ui/time.ts'
import css from './CreateInstance.module.css'
import { FormSection } from './FormSection.tsx'
import { type FormPart, field } from './parts.ts'
import { usableImages } from './world.ts'

const MEBI = 1024 ** 2

export function NameSection(part: FormPart) {
  const { chosen, draft, set, world } = part
  const images = usableImages(world.images)
  const several = Number(draft.count) > 1
  return (
    <FormSection title="Instance">
      <div className={css.nameAndCount}>
        <TextInput
          label="Name"
          data-autofocus
          autoFocus
          autoComplete="off"
          dir="auto"
          placeholder="web"
          description={several ? `Each gets a number behind it: ${isolated(`${draft.name || 'web'}-1`)} …` : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          {...field(part, 'name')}
        />
        <TextInput
          label="How many"
          inputMode="numeric"
          autoComplete="off"
          value={draft.count}
          onChange={(event) => set({ count: event.currentTarget.value })}
          {...field(part, 'count')}
        />
      </div>
      <Select
        label="Image"
        placeholder={images.length === 0 ? 'There is none yet' : 'Choose an image'}
        searchable
        data={images.map(({ format, id, name, size }) => ({
          value: id,
          label: `${name === '' ? id : isolated(name)}${size === undefined ? '' : ` (${[format, mebibytes(size / MEBI)].filter(Boolean).join(', ')})`}`,
        }))}
        value={chosen.image?.id ?? null}
        nothingFoundMessage="No image is called that."
        onChange={(imageId) => set({ imageId: imageId ?? undefined })}
        {...field(part, 'image')}
      />
    </FormSection>
  )
}
