/** Text to the instance, on its clipboard or typed key by key, and text from its clipboard. */
import { Button, Popover, Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { announce } from '../../ui/announce.ts'
import { copyText } from '../../ui/clipboard.ts'
import css from './ConsoleScreen.module.css'
import { typing } from './typedKeys.ts'
import type { ConsoleNow } from './useConsole.ts'

/** Signs; more is not typed but copied. */
const MOST = 20_000

export function ClipboardTool({ now, disabled }: { readonly now: ConsoleNow; readonly disabled: boolean }) {
  const { clipboard, opened } = now
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const stop = useRef<AbortController>(undefined)
  useEffect(() => () => stop.current?.abort(), [])
  const { missing, signs } = typing(text)
  const type = async (): Promise<void> => {
    const one = new AbortController()
    stop.current = one
    setBusy(true)
    await opened.current?.type(signs, one.signal)
    setBusy(false)
    announce(one.signal.aborted ? 'Typing stopped' : 'Typed')
  }
  return (
    <Popover position="bottom-start" width={400} trapFocus returnFocus onClose={() => stop.current?.abort()}>
      <Popover.Target>
        <Button size="compact-sm" variant="default" disabled={disabled}>
          Clipboard
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={css.clipboard}>
        <Textarea
          label="Text for the instance"
          data-autofocus
          autosize
          minRows={3}
          maxRows={8}
          spellCheck={false}
          maxLength={MOST}
          value={text}
          description="Typed as on a US keyboard. The clipboard needs an agent in the instance (spice-vdagent, or a VNC server of its own)."
          error={
            missing.length === 0
              ? undefined
              : `Not on a US keyboard, so not typed: ${missing.slice(0, 10).join(' ')}${missing.length > 10 ? ' …' : ''}`
          }
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={css.buttons}>
          {busy ? (
            <Button size="compact-sm" onClick={() => stop.current?.abort()}>
              Stop typing
            </Button>
          ) : (
            <Button size="compact-sm" disabled={signs.length === 0} onClick={() => void type()}>
              Type this text
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            disabled={text === ''}
            onClick={() => {
              opened.current?.paste(text)
              announce('Put on the clipboard of the instance')
            }}
          >
            Put on its clipboard
          </Button>
        </div>
        {clipboard === undefined ? undefined : (
          <>
            <Textarea label="From the instance" readOnly autosize minRows={2} maxRows={6} value={clipboard} />
            <div className={css.buttons}>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => void copyText(clipboard).then(() => announce('Copied'))}
              >
                Copy
              </Button>
            </div>
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
