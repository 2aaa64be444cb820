/** One terminal on the screen: stays alive while hidden, follows size, theme and what became of its connection. */
import '@xterm/xterm/css/xterm.css'
import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Terminal } from '../../../electron/contract/index.ts'
import { useAction } from '../../api/useRequest.ts'
import { Status } from '../../ui/Status.tsx'
import { useTokens } from '../../ui/useTokens.ts'
import { type OpenTerminal, openTerminal } from './openTerminal.ts'
import css from './Shell.module.css'
import { ShellSearch } from './ShellSearch.tsx'
import { terminalTheme } from './terminalTheme.ts'

interface ShellProps {
  readonly terminal: Terminal
  readonly shown: boolean
  readonly screenReader: boolean
}

export function Shell({ terminal: { id, state, reason, title }, shown, screenReader }: ShellProps) {
  const element = useRef<HTMLDivElement>(null)
  const opened = useRef<OpenTerminal>(undefined)
  const [searching, setSearching] = useState(false)
  const reconnect = useAction('terminals.reconnect')
  const theme = useTokens(terminalTheme)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `screenReader` is what it begins with; a later change goes in by an effect of its own, as opening anew would lose what is on the screen.
  useEffect(() => {
    if (element.current === null) return undefined
    const one = openTerminal({
      id,
      element: element.current,
      screenReader,
      onSearch: () => setSearching(true),
    })
    opened.current = one
    const watch = new ResizeObserver(() => one.fit())
    watch.observe(element.current)
    // A font that comes later has other widths than the one measured first.
    void document.fonts.ready.then(() => one.fit())
    return () => {
      watch.disconnect()
      opened.current = undefined
      one.close()
    }
  }, [id])

  useEffect(() => {
    if (opened.current !== undefined) opened.current.terminal.options.theme = theme
  }, [theme])
  useEffect(() => {
    if (opened.current !== undefined) opened.current.terminal.options.screenReaderMode = screenReader
  }, [screenReader])
  useEffect(() => {
    if (!shown) return
    opened.current?.fit()
    opened.current?.terminal.focus()
  }, [shown])

  const again = (): void => {
    const size = opened.current?.terminal
    reconnect.mutate({ id, columns: size?.cols ?? 80, rows: size?.rows ?? 24 })
    size?.focus()
  }
  const ending = state === 'lost' ? `The connection to ${title} was lost` : `The shell on ${title} ended`
  return (
    <div className={css.shell} role="tabpanel" id={`panel-${id}`} aria-labelledby={`tab-${id}`} hidden={!shown}>
      {searching ? (
        <ShellSearch
          find={(text, back) => {
            const search = opened.current?.search
            return (back ? search?.findPrevious(text) : search?.findNext(text)) ?? false
          }}
          onClose={() => {
            setSearching(false)
            opened.current?.search.clearDecorations()
            opened.current?.terminal.focus()
          }}
        />
      ) : undefined}
      <div className={css.screen} ref={element} />
      {state === 'open' ? undefined : (
        <div className={css.state} role="status">
          {state === 'opening' ? (
            <Status kind="progress">Connecting to {title}</Status>
          ) : (
            <>
              <Status kind={state === 'lost' ? 'failed' : 'off'}>{ending}</Status>
              {reason === undefined || reason === `${ending}.` ? undefined : (
                <span className={css.reason}>{reason}</span>
              )}
              <Button size="compact-xs" loading={reconnect.isPending} onClick={again}>
                {state === 'lost' ? 'Connect again' : 'Open again'}
              </Button>
            </>
          )}
        </div>
      )}
    </div>
  )
}
