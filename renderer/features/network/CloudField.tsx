/** One value of cloud.yaml as a text field: kept here until it can be used, then written; problems stand below it. */
import { Button, TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import type { Check } from './addresses.ts'
import css from './CloudField.module.css'
import { meaning, problemsAt, schemaAt, shownValue, valueAt } from './fieldProblems.ts'
import { type SetValue, useNetwork } from './networkContext.ts'

interface CloudFieldProps {
  readonly path: readonly string[]
  readonly label: string
  readonly check: Check
  /** The label is read aloud only: it stands beside the field already. */
  readonly hideLabel?: boolean
  /** Default: the text itself. */
  readonly read?: (text: string) => SetValue
  /** Where the schema has no words for it, or others are better. */
  readonly description?: string
  readonly placeholder?: string
  /** Offered by a button where the field holds something else. */
  readonly suggestion?: string | undefined
  readonly suggestedBy?: string
  /** Told with every key stroke that can be used: a picture beside the field follows. */
  readonly onDraft?: (text: string | undefined) => void
}

export function CloudField(props: CloudFieldProps) {
  const {
    path,
    label,
    check,
    hideLabel = false,
    read = trimmed,
    description,
    placeholder,
    suggestion,
    suggestedBy,
    onDraft,
  } = props
  const { design, vocabulary, set } = useNetwork()
  const [draft, setDraft] = useState<string>()
  const [left, setLeft] = useState(false)
  const held = shownValue(valueAt(design.file, path))
  const value = draft ?? held
  const empty = value.trim() === ''
  const wrong = draft === undefined || empty ? undefined : check(value)
  const problems = problemsAt(design.problems, path).map((message) =>
    message.startsWith(`${path.at(-1)} is missing`) ? `${label} is missing.` : message,
  )
  const schema = schemaAt(vocabulary.schema, path)
  const fallback = schema?.default === undefined ? undefined : String(schema.default)

  const write = (text: string): void => {
    const unusable = text.trim() === '' ? undefined : check(text)
    if (unusable !== undefined) return
    if (text.trim() === held) {
      setDraft(undefined)
      return
    }
    const what = text.trim() === '' ? `Clear ${label.toLowerCase()}` : `Set ${label.toLowerCase()} to ${text.trim()}`
    void set(path, text.trim() === '' ? null : read(text), what).then((done) => {
      if (done) setDraft((now) => (now === text ? undefined : now))
      onDraft?.(undefined)
    })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      setLeft(true)
      write(value)
    }
    if (event.key === 'Escape' && draft !== undefined) {
      setDraft(undefined)
      onDraft?.(undefined)
    }
  }
  const message =
    wrong === undefined ? (draft === undefined ? problems.join(' ') : '') : left ? `${wrong} Not saved.` : ''
  return (
    <div className={css.field}>
      <TextInput
        {...(hideLabel ? { 'aria-label': label } : { label })}
        description={(description ?? meaning(schema?.description).words) || undefined}
        placeholder={placeholder ?? fallback ?? ''}
        value={value}
        error={message === '' ? undefined : message}
        classNames={{ input: css.input ?? '', description: css.words ?? '', error: css.wrong ?? '' }}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        spellCheck={false}
        autoComplete="off"
        onChange={({ currentTarget }) => {
          setDraft(currentTarget.value)
          if (onDraft !== undefined && check(currentTarget.value) === undefined) onDraft(currentTarget.value)
        }}
        onBlur={() => {
          setLeft(true)
          write(value)
        }}
        onFocus={() => setLeft(false)}
        onKeyDown={onKeyDown}
      />
      {suggestion !== undefined && suggestion !== value.trim() && (
        <p className={css.offer}>
          {suggestedBy !== undefined && <span>{suggestedBy}</span>}
          <Button variant="default" size="compact-xs" onClick={() => write(suggestion)}>
            Use {suggestion}
          </Button>
        </p>
      )}
    </div>
  )
}

function trimmed(text: string): string {
  return text.trim()
}
