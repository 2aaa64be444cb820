/** Names with values, a row each: to be changed, added and taken away. */
import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import css from './PairsEditor.module.css'
import { type Pair, pairProblem, withPair } from './pairs.ts'

interface PairsEditorProps {
  /** What they are: "property". */
  readonly what: string
  readonly pairs: readonly Pair[]
  readonly onChange: (pairs: readonly Pair[]) => void
  /** What the cloud's schema says of one, by its name. */
  readonly problem?: (key: string) => string | undefined
  /** Names people often want. */
  readonly placeholder?: string
}

export function PairsEditor({ what, pairs, onChange, problem, placeholder }: PairsEditorProps) {
  const change = (row: number, fields: Partial<Pair>): void =>
    onChange(pairs.map((pair) => (pair.row === row ? { ...pair, ...fields } : pair)))
  return (
    <div className={css.editor}>
      {pairs.length === 0 ? undefined : (
        <ul className={css.rows}>
          {pairs.map((pair) => (
            <li key={pair.row} className={css.row}>
              <TextInput
                aria-label={`Name of the ${what}`}
                placeholder={placeholder ?? 'name'}
                autoComplete="off"
                spellCheck={false}
                classNames={{ input: 'mono' }}
                value={pair.key}
                error={pairProblem(pair, pairs) ?? problem?.(pair.key.trim())}
                onChange={(event) => change(pair.row, { key: event.currentTarget.value })}
              />
              <TextInput
                aria-label={`Value of ${pair.key === '' ? `the ${what}` : pair.key}`}
                placeholder="value"
                autoComplete="off"
                spellCheck={false}
                classNames={{ input: 'mono' }}
                value={pair.value}
                onChange={(event) => change(pair.row, { value: event.currentTarget.value })}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Take ${pair.key === '' ? `the ${what}` : pair.key} away`}
                onClick={() => onChange(pairs.filter(({ row }) => row !== pair.row))}
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
        onClick={() => onChange(withPair(pairs))}
      >
        Add a {what}
      </Button>
    </div>
  )
}
