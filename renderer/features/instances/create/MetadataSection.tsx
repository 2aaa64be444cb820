/** Notes on the instance, which it can read itself: names with values. */
import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import css from './CreateInstance.module.css'
import { FormSection } from './FormSection.tsx'
import { type FormPart, field } from './parts.ts'

export function MetadataSection(part: FormPart) {
  const { draft, set } = part
  const { metadata } = draft
  const change = (index: number, fields: { readonly key?: string; readonly value?: string }): void =>
    set({ metadata: metadata.map((one, at) => (at === index ? { ...one, ...fields } : one)) })
  return (
    <FormSection title="Metadata" explains="Optional.">
      {metadata.map(({ key, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a name that is being typed is no key, and the order never changes.
        <div key={index} className={css.pair}>
          <TextInput
            aria-label={`Name of note ${index + 1}`}
            placeholder="Name"
            autoComplete="off"
            value={key}
            onChange={(event) => change(index, { key: event.currentTarget.value })}
            {...field(part, `metadata.${index}.key`)}
          />
          <TextInput
            aria-label={`Value of note ${index + 1}`}
            placeholder="Value"
            autoComplete="off"
            dir="auto"
            value={value}
            onChange={(event) => change(index, { value: event.currentTarget.value })}
            {...field(part, `metadata.${index}.value`)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove note ${index + 1}`}
            onClick={() => set({ metadata: metadata.filter((_one, at) => at !== index) })}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div className={css.row}>
        <Button
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => set({ metadata: [...metadata, { key: '', value: '' }] })}
        >
          Add metadata
        </Button>
      </div>
    </FormSection>
  )
}
