/** Search within a terminal: Enter finds the one above, Shift-Enter the one below, Escape goes back to the shell. */
import { ActionIcon, TextInput } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import css from './ShellSearch.module.css'

interface ShellSearchProps {
  /** @param back upwards, where what was printed before is */
  readonly find: (text: string, back: boolean) => boolean
  readonly onClose: () => void
}

export function ShellSearch({ find, onClose }: ShellSearchProps) {
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const look = (wanted: string, back: boolean): void => setMissing(wanted !== '' && !find(wanted, back))
  return (
    <search className={css.search}>
      <TextInput
        aria-label="Search in this terminal"
        placeholder="Search"
        data-autofocus
        ref={(input) => input?.focus()}
        value={text}
        error={missing ? 'Not found' : undefined}
        onChange={(event) => {
          setText(event.currentTarget.value)
          look(event.currentTarget.value, true)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') look(text, !event.shiftKey)
          if (event.key === 'Escape') onClose()
        }}
      />
      <ActionIcon variant="subtle" color="gray" aria-label="Find the one above" onClick={() => look(text, true)}>
        <IconChevronUp size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label="Find the one below" onClick={() => look(text, false)}>
        <IconChevronDown size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label="Close the search" onClick={onClose}>
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </search>
  )
}
