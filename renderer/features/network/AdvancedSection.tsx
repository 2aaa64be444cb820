/** Settings of single components, as their schemas describe them: searched, changed, put back to the default. */
import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import css from './AdvancedSection.module.css'
import { valueAt } from './fieldProblems.ts'
import { useNetwork } from './networkContext.ts'
import { Section } from './Section.tsx'
import { SettingField } from './SettingField.tsx'
import { settingsIn } from './settings.ts'

export function AdvancedSection() {
  const { vocabulary, design } = useNetwork()
  const [search, setSearch] = useState('')
  const all = settingsIn(vocabulary.schema)
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = all.filter(({ component, key, schema }) => {
    const text = `${component} ${key} ${schema.description ?? ''}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const components = [...new Set(found.map((setting) => setting.component))]
  const changed = all.filter(({ path }) => valueAt(design.file, path) !== undefined).length
  return (
    <Section
      title="Settings of components"
      explains={`Each has a default that suits a small cloud, and the word of the project it comes from. ${changed === 0 ? 'None is changed.' : `${changed} changed.`}`}
    >
      <TextInput
        data-filter
        aria-label="Search settings"
        placeholder="Search settings, like workers or token"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={search}
        className={css.search ?? ''}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {components.map((component) => (
        <div key={component} className={css.component}>
          <h3>{component}</h3>
          {found
            .filter((setting) => setting.component === component)
            .map((setting) => (
              <SettingField key={setting.key} setting={setting} />
            ))}
        </div>
      ))}
      {components.length === 0 && <p role="status">No setting has “{search}” in its name or description.</p>}
    </Section>
  )
}
