/** Ctrl-K: every screen, every cloud and the actions, by a few letters. */
import { Modal } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { Command } from 'cmdk'
import { useState } from 'react'
import { useCommands } from './commands.ts'
import { found } from './found.ts'
import css from './Palette.module.css'

interface PaletteProps {
  readonly onClose: () => void
  readonly onHelp: () => void
}

export function Palette({ onClose, onHelp }: PaletteProps) {
  const commands = useCommands({ onHelp })
  const [typed, setTyped] = useState('')
  return (
    <Modal.Root
      opened
      onClose={onClose}
      lockScroll={false}
      size={600}
      padding={0}
      yOffset="12vh"
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content aria-label="Find a screen, a cloud or an action">
        <Command
          label="Find a screen, a cloud or an action"
          // cmdk sorts within groups only: its first answer would be the first group's, however little it fits.
          shouldFilter={false}
          loop
        >
          <div className={css.box}>
            <IconSearch size={16} aria-hidden />
            <Command.Input
              className={css.input}
              data-autofocus
              autoFocus
              value={typed}
              onValueChange={setTyped}
              placeholder="Screen, cloud or action"
            />
          </div>
          <Command.List className={css.list}>
            <Command.Empty className={css.none}>Nothing is called that.</Command.Empty>
            {found(commands, typed).map(({ group, commands: all }) => (
              <Command.Group key={group} heading={group} className={css.group}>
                {all.map(({ title, icon: Icon, keys, does }) => (
                  <Command.Item
                    key={title}
                    value={title}
                    className={css.item}
                    onSelect={() => {
                      onClose()
                      does()
                    }}
                  >
                    <Icon size={16} stroke={1.75} aria-hidden />
                    <span className={css.title}>{title}</span>
                    {keys === undefined ? undefined : <kbd className={css.keys}>{keys}</kbd>}
                  </Command.Item>
                ))}
              </Command.Group>
            ))}
          </Command.List>
        </Command>
      </Modal.Content>
    </Modal.Root>
  )
}
