/** Every shortcut of the window, in one place. */
import { Modal } from '@mantine/core'
import { screensOf } from './routes.ts'
import css from './ShortcutsHelp.module.css'
import { useShell } from './shellState.ts'
import { CONTROL, screenShortcut } from './shortcuts.ts'

type Shortcut = readonly [keys: string, what: string]

const WINDOW: readonly Shortcut[] = [
  [`${CONTROL} K`, 'Find a screen, a cloud or an action'],
  [`${CONTROL} B`, 'Make the list of screens narrow or wide'],
  ['/', 'Filter the table'],
  ['?', 'Show this'],
  ['Esc', 'Close what is open'],
]

const TABLE: readonly Shortcut[] = [
  ['↑ ↓ ← →', 'Move between cells'],
  ['Enter', 'Open the row'],
  ['Shift F10', 'All that can be done with the row'],
  ['Space', 'Select the row'],
  ['Shift ↑ ↓', 'Select several'],
  [`${CONTROL} A`, 'Select all'],
  [`${CONTROL} C`, 'Copy the cell'],
  ['Shift ← →', 'Change a column’s width, on its title'],
]

export function ShortcutsHelp({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { cloud, clouds } = useShell()
  const kind = clouds?.find(({ id }) => id === cloud)?.kind
  const screens = screensOf(kind).flatMap(({ path, title }): readonly Shortcut[] => {
    const keys = screenShortcut(path)
    return keys === undefined ? [] : [[keys, title]]
  })
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" size={720} centered>
      <div className={css.columns}>
        <Shortcuts title="Screens" list={screens} />
        <div className={css.column}>
          <Shortcuts title="Everywhere" list={WINDOW} />
          <Shortcuts title="Tables" list={TABLE} />
        </div>
      </div>
    </Modal>
  )
}

function Shortcuts({ title, list }: { readonly title: string; readonly list: readonly Shortcut[] }) {
  return (
    <section>
      <h3 className={css.title}>{title}</h3>
      <dl className={css.list}>
        {list.map(([keys, what]) => (
          <div key={keys} className={css.row}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
