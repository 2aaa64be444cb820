/** Ctrl-K: every screen, every cloud and the actions, by a few letters. */
import { Modal } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { Command } from 'cmdk'
import { rank } from '../rank.ts'
import { useCommands } from './commands.ts'
import css from './Palette.module.css'

interface PaletteProps {
  readonly onClose: () => void
  readonly onHelp: () => void
}

export function Palette({ onClose, onHelp }: PaletteProps) {
  const commands = useCommands({ onHelp })
  const groups = [...new Set(commands.map(({ group }) => group))]
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
          filter={(title, typed, words) => rank(title, typed, words)}
          loop
        >
          <div className={css.box}>
            <IconSearch size={16} aria-hidden />
            <Command.Input className={css.input} data-autofocus autoFocus placeholder="Screen, cloud or action" />
          </div>
          <Command.List className={css.list}>
            <Command.Empty className={css.none}>Nothing is called that.</Command.Empty>
            {groups.map((group) => (
              <Command.Group key={group} heading={group} className={css.group}>
                {commands
                  .filter((command) => command.group === group)
                  .map(({ title, words, icon: Icon, keys, does }) => (
                    <Command.Item
                      key={title}
                      value={title}
                      keywords={[...(words ?? [])]}
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
