/** Who gets in: the key pair, and the security groups. */
import { Checkbox } from '@mantine/core'
import { Name } from '../../../ui/Name.tsx'
import { count } from '../../../ui/words.ts'
import css from './CreateInstance.module.css'
import { FormSection } from './FormSection.tsx'
import { KeyField } from './KeyField.tsx'
import type { FormPart } from './parts.ts'
import { letsSshIn, offeredPresets, ownGroups } from './world.ts'

export function AccessSection(part: FormPart) {
  const { chosen, draft, set, world } = part
  const { groupIds, keyName } = chosen
  const groups = ownGroups(world)
  const presets = offeredPresets(world)
  const toggle = (list: readonly string[], id: string): string[] =>
    list.includes(id) ? list.filter((one) => one !== id) : [...list, id]
  const isOpen =
    draft.presetIds.includes('ssh') || groups.some((group) => groupIds.includes(group.id) && letsSshIn(group))
  return (
    <FormSection title="Access">
      <KeyField {...part} />
      <fieldset className={css.groups}>
        <legend className={css.quiet}>Security groups: what none of them lets in is dropped.</legend>
        <ul className={css.choices}>
          {groups.map(({ id, name, rules }) => (
            <li key={id}>
              <Checkbox
                label={
                  <>
                    <Name name={name} id={id} /> <span className={css.quiet}>({count(rules.length, 'rule')})</span>
                  </>
                }
                checked={groupIds.includes(id)}
                onChange={() => set({ groupIds: toggle(groupIds, id) })}
              />
            </li>
          ))}
          {presets.map(({ explains, id, title }) => (
            <li key={id}>
              <Checkbox
                label={
                  <>
                    {title} <span className={css.quiet}>(a new group: {explains})</span>
                  </>
                }
                checked={draft.presetIds.includes(id)}
                onChange={() => set({ presetIds: toggle(draft.presetIds, id) })}
              />
            </li>
          ))}
        </ul>
      </fieldset>
      {keyName !== undefined && !isOpen ? (
        <p className={css.quiet}>None of these lets ssh in from outside: the key helps only within the cloud.</p>
      ) : undefined}
    </FormSection>
  )
}
