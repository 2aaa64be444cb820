/** The screen itself with its tools. The keyboard belongs to the instance while the screen has the focus. */
import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { isolated } from '../../ui/bidi.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Status } from '../../ui/Status.tsx'
import css from './ConsoleScreen.module.css'
import { ConsoleTools } from './ConsoleTools.tsx'
import type { ConsoleLook, ConsoleState } from './openConsole.ts'
import { useConsole } from './useConsole.ts'
import { useLeaving } from './useLeaving.ts'

interface ConsoleViewProps {
  readonly cloud: string
  readonly server: string
  readonly name: string
}

export function ConsoleView({ cloud, server, name }: ConsoleViewProps) {
  const whole = useRef<HTMLDivElement>(null)
  const element = useRef<HTMLDivElement>(null)
  const [look, setLook] = useState<ConsoleLook>({ viewOnly: false, fit: true })
  const label = `Screen of ${isolated(name)}. Every key goes to the instance; press Ctrl and Alt together and let go to take the keyboard back.`
  const now = useConsole(element, { cloud, server, label, look })
  const { state, opened, reopen } = now

  const hasKeys = useLeaving(element, () => {
    opened.current?.blur()
    whole.current?.querySelector<HTMLElement>('button:not(:disabled)')?.focus()
  })
  return (
    <div className={css.whole} ref={whole}>
      <ConsoleTools now={now} look={look} onLook={setLook} whole={whole} />
      <div className={css.screen} data-keys={hasKeys || undefined}>
        <div className={css.canvas} ref={element} />
        {state.kind === 'open' ? undefined : (
          <div className={css.over}>
            <NotOpen state={state} onReopen={reopen} />
          </div>
        )}
      </div>
      <p className={css.hint} role="status">
        {state.kind !== 'open'
          ? ''
          : look.viewOnly
            ? 'You only look on: no key and no click reaches the instance.'
            : hasKeys
              ? 'Every key goes to the instance. Press Ctrl and Alt together and let go to take the keyboard back.'
              : 'Click the screen, or walk to it with Tab, to type into the instance.'}
      </p>
    </div>
  )
}

function NotOpen({ state, onReopen }: { readonly state: ConsoleState; readonly onReopen: () => void }) {
  if (state.kind === 'open') return undefined
  if (state.kind === 'opening') return <Status kind="progress">Opening the screen…</Status>
  return (
    <ErrorNote
      error={state.error}
      actions={
        <>
          <Button size="compact-sm" onClick={onReopen}>
            Connect again
          </Button>
          {state.kind === 'lost' ? <Status kind="progress">It is tried again by itself</Status> : undefined}
        </>
      }
    />
  )
}
