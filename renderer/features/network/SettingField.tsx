/** One setting of a component: the control its type asks for, its meaning, and the way back to its default. */
import { Button, MultiSelect, Select, Switch } from '@mantine/core'
import { CloudField } from './CloudField.tsx'
import { meaning, problemsAt, shownValue, valueAt } from './fieldProblems.ts'
import { useNetwork } from './networkContext.ts'
import css from './SettingField.module.css'
import { checkSetting, choicesOf, defaultWords, kindOf, readSetting, type Setting } from './settings.ts'

export function SettingField({ setting }: { readonly setting: Setting }) {
  const { design, set } = useNetwork()
  const { path, schema, component, key } = setting
  const held = valueAt(design.file, path)
  const { words, source } = meaning(schema.description)
  const name = `${component}.${key}`
  return (
    <div className={css.setting} data-changed={held !== undefined}>
      <div>
        <p className={css.key}>
          <code>{key}</code>
          {held !== undefined && <span className={css.changed}>changed</span>}
        </p>
        <p className={css.words}>{words}</p>
        {source !== undefined && <p className={css.source}>{source}</p>}
      </div>
      <div className={css.control}>
        <Control setting={setting} />
        <p className={css.source}>
          Default: {defaultWords(schema)}
          {held !== undefined && (
            <Button
              variant="subtle"
              size="compact-xs"
              aria-label={`Reset ${name} to its default`}
              onClick={() => void set(path, null, `Reset ${name}`)}
            >
              Reset
            </Button>
          )}
        </p>
      </div>
    </div>
  )
}

function Control({ setting }: { readonly setting: Setting }) {
  const { design, set } = useNetwork()
  const { path, schema, component, key } = setting
  const name = `${component}.${key}`
  const value = valueAt(design.file, path) ?? schema.default
  const error = problemsAt(design.problems, path).join(' ') || undefined
  const kind = kindOf(schema)
  if (kind === 'switch') {
    const on = value === true
    return (
      <Switch
        aria-label={name}
        label={on ? 'On' : 'Off'}
        checked={on}
        error={error}
        onChange={() => void set(path, !on, `Switch ${name} ${on ? 'off' : 'on'}`)}
      />
    )
  }
  if (kind === 'choice') {
    return (
      <Select
        aria-label={name}
        data={[...(choicesOf(schema) ?? [])]}
        value={shownValue(value)}
        allowDeselect={false}
        error={error}
        onChange={(next) => next !== null && void set(path, next, `Set ${name} to ${next}`)}
      />
    )
  }
  if (kind === 'choices') {
    return (
      <MultiSelect
        aria-label={name}
        data={[...(choicesOf(schema.items) ?? [])]}
        value={Array.isArray(value) ? value.map(String) : []}
        error={error}
        onChange={(next) => void set(path, next, `Set ${name}`)}
      />
    )
  }
  return (
    <CloudField
      path={path}
      label={name}
      hideLabel
      check={(text) => checkSetting(schema, text)}
      read={(text) => readSetting(schema, text)}
      description=""
      placeholder={shownValue(schema.default)}
    />
  )
}
