/** Names with values, a row each: to be changed, added and taken away. */
import { ActionIcon, Autocomplete, Button, TextInput } from '@mantine/core'
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
  /** Those that mean something to the cloud: offered while typing, and explained. */
  readonly known?: readonly KnownPair[]
}

interface KnownPair {
  readonly name: string
  readonly explains: string
  readonly values?: readonly string[]
}

export function PairsEditor({ what, pairs, onChange, problem, placeholder, known = [] }: PairsEditorProps) {
  const change = (row: number, fields: Partial<Pair>): void =>
    onChange(pairs.map((pair) => (pair.row === row ? { ...pair, ...fields } : pair)))
  return (
    <div className={css.editor}>
      {pairs.length === 0 ? undefined : (
        <ul className={css.rows}>
          {pairs.map((pair) => {
            const meant = known.find(({ name }) => name === pair.key.trim())
            return (
              <li key={pair.row} className={css.row}>
                <Autocomplete
                  aria-label={`Name of the ${what}`}
                  placeholder={placeholder ?? 'name'}
                  autoComplete="off"
                  spellCheck={false}
                  classNames={{ input: 'mono' }}
                  data={known.map(({ name }) => name)}
                  limit={8}
                  value={pair.key}
                  error={pairProblem(pair, pairs) ?? problem?.(pair.key.trim())}
                  onChange={(key) => change(pair.row, { key })}
                />
                {meant?.values === undefined ? (
                  <TextInput
                    aria-label={`Value of ${pair.key === '' ? `the ${what}` : pair.key}`}
                    placeholder="value"
                    autoComplete="off"
                    spellCheck={false}
                    classNames={{ input: 'mono' }}
                    value={pair.value}
                    onChange={(event) => change(pair.row, { value: event.currentTarget.value })}
                  />
                ) : (
                  <Autocomplete
                    aria-label={`Value of ${pair.key}`}
                    placeholder={meant.values.join(', ')}
                    autoComplete="off"
                    spellCheck={false}
                    classNames={{ input: 'mono' }}
                    data={meant.values}
                    // All are offered, whichever is there.
                    filter={({ options }) => options}
                    value={pair.value}
                    onChange={(value) => change(pair.row, { value })}
                  />
                )}
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Take ${pair.key === '' ? `the ${what}` : pair.key} away`}
                  onClick={() => onChange(pairs.filter(({ row }) => row !== pair.row))}
                >
                  <IconX size={14} aria-hidden />
                </ActionIcon>
                {meant === undefined ? undefined : <p className={css.hint}>{hint(meant, pair.value)}</p>}
              </li>
            )
          })}
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

/** What it says, and what it can be where something else is written. */
function hint({ explains, values }: KnownPair, value: string): string {
  if (values === undefined || value === '' || values.includes(value)) return explains
  return `${explains} Known are ${values.join(', ')}.`
}
