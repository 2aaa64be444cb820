/** Rows of two texts: to be changed, added and taken away. */
import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import css from './PairsEditor.module.css'
import { type TwinRow, withTwin, writtenTwins } from './twinRows.ts'

interface TwinField {
  readonly label: string
  readonly placeholder: string
}

interface TwinRowsEditorProps {
  /** What a row is: "route". */
  readonly what: string
  readonly label: string
  readonly description: string
  readonly first: TwinField
  readonly second: TwinField
  readonly rows: readonly TwinRow[]
  /** What is wrong with a row that is sent, by its place among those. */
  readonly problem: (at: number, field: 'first' | 'second') => string | undefined
  readonly onChange: (rows: readonly TwinRow[]) => void
}

export function TwinRowsEditor(props: TwinRowsEditorProps) {
  const { what, label, description, first, second, rows, problem, onChange } = props
  const sent = writtenTwins(rows).map(({ row }) => row)
  const field = (row: TwinRow, key: 'first' | 'second', { label: name, placeholder }: TwinField) => (
    <TextInput
      aria-label={name}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      classNames={{ input: 'mono' }}
      value={row[key]}
      error={sent.includes(row.row) ? problem(sent.indexOf(row.row), key) : undefined}
      onChange={(event) => {
        const text = event.currentTarget.value
        onChange(rows.map((one) => (one.row === row.row ? { ...one, [key]: text } : one)))
      }}
    />
  )
  return (
    <fieldset className={css.twins}>
      <legend>{label}</legend>
      <p>{description}</p>
      {rows.length === 0 ? undefined : (
        <ul className={css.rows}>
          {rows.map((row) => (
            <li key={row.row} className={css.row}>
              {field(row, 'first', first)}
              {field(row, 'second', second)}
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Take ${row.first === '' ? `the ${what}` : row.first} away`}
                onClick={() => onChange(rows.filter((one) => one.row !== row.row))}
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <Button
        className={css.add}
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange(withTwin(rows))}
      >
        Add {/^[aeiou]/.test(what) ? 'an' : 'a'} {what}
      </Button>
    </fieldset>
  )
}
