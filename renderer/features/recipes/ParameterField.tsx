/** One parameter of a recipe as a field of the form: what it is for, what can be chosen, and what is wrong with it. */
import { NumberInput, Select, TextInput } from '@mantine/core'
import type { Choices, Parameter } from '../../../electron/contract/index.ts'
import { isolated } from '../../ui/bidi.ts'
import { flavorWords } from '../instances/actions/choosers.tsx'

interface ParameterFieldProps {
  readonly parameter: Parameter
  /** What was typed or chosen; undefined: nothing yet. */
  readonly value: string | number | undefined
  /** What stands for nothing. */
  readonly standing: string | number | undefined
  readonly choices: Choices | undefined
  readonly error: string | undefined
  readonly onChange: (value: string | number | undefined) => void
}

export function ParameterField({ parameter, value, standing, choices, error, onChange }: ParameterFieldProps) {
  const common = { label: parameter.title, description: parameter.about, error }
  const shown = value ?? standing
  switch (parameter.kind) {
    case 'name':
    case 'text':
      return (
        <TextInput
          {...common}
          value={String(value ?? parameter.default ?? '')}
          // Left empty, it is what the recipe says.
          placeholder={parameter.default ?? ''}
          spellCheck={parameter.kind === 'text'}
          autoComplete="off"
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'whole':
      return (
        <NumberInput
          {...common}
          value={value ?? parameter.default ?? ''}
          min={parameter.from}
          max={parameter.to}
          allowDecimal={false}
          clampBehavior="none"
          onChange={onChange}
        />
      )
    case 'choice':
      return (
        <Select
          {...common}
          allowDeselect={false}
          data={parameter.of}
          value={String(shown ?? parameter.of[0])}
          onChange={(one) => onChange(one ?? undefined)}
        />
      )
    default:
      return (
        <Select
          {...common}
          searchable
          allowDeselect={false}
          placeholder={choices === undefined ? 'Reading what there is…' : 'Choose one'}
          nothingFoundMessage="Nothing is called that."
          data={options(parameter, choices)}
          value={shown === undefined ? null : String(shown)}
          onChange={(one) => onChange(one ?? undefined)}
        />
      )
  }
}

function options(parameter: Parameter, choices: Choices | undefined): { value: string; label: string }[] {
  if (choices === undefined) return []
  const named = (list: readonly { readonly id: string; readonly name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name === '' ? id : isolated(name) }))
  switch (parameter.kind) {
    case 'flavor':
      return [...choices.flavors]
        .sort((a, b) => a.cpus - b.cpus || a.memory - b.memory || a.disk - b.disk)
        .map((flavor) => ({ value: flavor.id, label: `${isolated(flavor.name)}: ${flavorWords(flavor)}` }))
    case 'image':
      return named(choices.images)
    case 'network':
      return named(choices.networks)
    case 'externalNetwork':
      return named(choices.externalNetworks)
    default:
      return []
  }
}
