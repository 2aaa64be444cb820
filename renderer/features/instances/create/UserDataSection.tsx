/** What cloud-init does at the first start: typed, or put together from parts. */
import { Button, Menu, Textarea } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import css from './CreateInstance.module.css'
import { userDataLook, withPart } from './cloudConfig.ts'
import { FormSection } from './FormSection.tsx'
import { type FormPart, field } from './parts.ts'
import { SNIPPETS, type Snippet } from './snippets.ts'

export function UserDataSection(part: FormPart) {
  const { chosen, draft, set, world } = part
  const [refused, setRefused] = useState(false)
  const look = userDataLook(draft.userData)
  const publicKey = world.keypairs.find(({ name }) => name === chosen.keyName)?.publicKey.trim()
  const add = (snippet: Snippet): void => {
    const next = withPart(draft.userData, snippet.part({ publicKey }))
    setRefused(next === undefined)
    if (next !== undefined) set({ userData: next })
  }
  return (
    <FormSection title="First start" explains="Optional.">
      <Textarea
        label="User data"
        placeholder={'#cloud-config\npackages:\n  - git'}
        autosize
        minRows={4}
        maxRows={18}
        spellCheck={false}
        classNames={{ input: css.code ?? '' }}
        value={draft.userData}
        onChange={(event) => {
          setRefused(false)
          set({ userData: event.currentTarget.value })
        }}
        {...field(part, 'userData')}
      />
      <div className={css.inline}>
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="default" leftSection={<IconPlus size={14} aria-hidden />}>
              Add to it
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {SNIPPETS.map((snippet) => (
              <Menu.Item key={snippet.id} onClick={() => add(snippet)}>
                {snippet.title}
                <div className={css.quiet}>{snippet.explains}</div>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <span className={refused ? css.wrong : css.quiet} role="status">
          {refused
            ? 'Parts go into a cloud-config without mistakes only.'
            : (look.warning ??
              (look.problem === undefined ? look.kind : undefined) ??
              'Read by cloud-init in the image.')}
        </span>
      </div>
    </FormSection>
  )
}
