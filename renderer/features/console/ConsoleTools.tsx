/** What can be done with a screen beside typing: keys the browser keeps, clipboard, size, looking on, another window. */
import { Button, Menu, SegmentedControl, Switch } from '@mantine/core'
import { IconArrowsMaximize, IconChevronDown, IconExternalLink, IconRefresh } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useLocation } from 'react-router'
import { ClipboardTool } from './ClipboardTool.tsx'
import css from './ConsoleScreen.module.css'
import type { ConsoleLook } from './openConsole.ts'
import { COMBINATIONS, type Combination } from './typedKeys.ts'
import type { ConsoleNow } from './useConsole.ts'

interface ConsoleToolsProps {
  readonly now: ConsoleNow
  readonly look: ConsoleLook
  readonly onLook: (look: ConsoleLook) => void
  /** What fills the whole screen of this computer. */
  readonly whole: RefObject<HTMLElement | null>
}

export function ConsoleTools({ now, look, onLook, whole }: ConsoleToolsProps) {
  const { pathname } = useLocation()
  const { state, opened, reopen } = now
  const mute = state.kind !== 'open' || look.viewOnly
  const press = (combination: Combination): void => {
    opened.current?.press(combination)
    opened.current?.focus()
  }
  const [first, ...others] = COMBINATIONS
  return (
    <div className={css.tools} role="toolbar" aria-label="Screen">
      {first === undefined ? undefined : (
        <Button size="compact-sm" variant="default" disabled={mute} onClick={() => press(first)}>
          {first.title}
        </Button>
      )}
      <Menu position="bottom-start" returnFocus={false}>
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="default"
            disabled={mute}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            Keys
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {others.map((one) => (
            <Menu.Item key={one.title} onClick={() => press(one)}>
              {one.title}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ClipboardTool now={now} disabled={mute} />
      <SegmentedControl
        size="xs"
        aria-label="Size"
        data={[
          { value: 'fit', label: 'Fit' },
          { value: 'real', label: '1:1' },
        ]}
        value={look.fit ? 'fit' : 'real'}
        onChange={(size) => onLook({ ...look, fit: size === 'fit' })}
      />
      <Switch
        size="xs"
        label="View only"
        checked={look.viewOnly}
        onChange={(event) => onLook({ ...look, viewOnly: event.currentTarget.checked })}
      />
      <span className={css.space} />
      <Button size="compact-sm" variant="default" leftSection={<IconRefresh size={14} aria-hidden />} onClick={reopen}>
        Reconnect
      </Button>
      {/* In the app's own window nothing opens another one. */}
      {window.stackstead === undefined ? (
        <Button
          component="a"
          href={pathname}
          target="_blank"
          rel="noopener"
          size="compact-sm"
          variant="default"
          leftSection={<IconExternalLink size={14} aria-hidden />}
        >
          New tab
        </Button>
      ) : undefined}
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconArrowsMaximize size={14} aria-hidden />}
        onClick={() => void fullScreen(whole.current).then(() => opened.current?.focus())}
      >
        Full screen
      </Button>
    </div>
  )
}

/** In and out of it. Where the browser refuses, the window stays as it is. */
async function fullScreen(element: HTMLElement | null): Promise<void> {
  try {
    if (document.fullscreenElement !== null) await document.exitFullscreen()
    else await element?.requestFullscreen()
  } catch {
    // Whoever does not allow it has said so.
  }
}
