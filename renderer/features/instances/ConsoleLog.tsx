/** The serial console of an instance as text, read again and again while it is looked at. */
import { Button, Select, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Server } from '../../../electron/contract/live.ts'
import { type CallError, call } from '../../api/useRequest.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { announce } from '../../ui/announce.ts'
import { copyText } from '../../ui/clipboard.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Scrolled } from '../../ui/Scrolled.tsx'
import css from './ConsoleLog.module.css'
import { consoleText } from './consoleText.ts'

/** Milliseconds between two readings. */
const EVERY = 2000
const LENGTHS = ['200', '500', '2000', '10000']

/** Pixels from the end within which the newest line counts as looked at. */
const NEAR = 24

export function ConsoleLog({ cloud, server }: { readonly cloud: string; readonly server: Server }) {
  const [lines, setLines] = useState(500)
  const [follow, setFollow] = useState(true)
  const { data, error } = useQuery<string, CallError>({
    queryKey: ['servers.consoleLog', { cloud, id: server.id, lines }],
    queryFn: () => call('servers.consoleLog', { cloud, id: server.id, lines }),
    // Not in a hidden window: React Query pauses then by itself.
    refetchInterval: EVERY,
    placeholderData: (before) => before,
    gcTime: 0,
  })
  const text = useMemo(() => (data === undefined ? undefined : consoleText(data)), [data])
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    if (follow && text !== undefined && box.current !== null) box.current.scrollTop = box.current.scrollHeight
  }, [follow, text])
  return (
    <>
      <div className={css.tools}>
        <Switch
          size="xs"
          label="Follow"
          checked={follow}
          onChange={(event) => setFollow(event.currentTarget.checked)}
        />
        <Select
          size="xs"
          className={css.length}
          aria-label="How many lines"
          data={LENGTHS.map((value) => ({ value, label: `Last ${Number(value).toLocaleString('en')} lines` }))}
          value={String(lines)}
          allowDeselect={false}
          onChange={(value) => setLines(Number(value))}
        />
        <Button
          size="compact-xs"
          variant="default"
          disabled={text === undefined || text === ''}
          onClick={() => void copyText(text ?? '').then(() => announce('Copied the console log'))}
        >
          Copy all
        </Button>
      </div>
      {error === null ? undefined : <ErrorNote error={error.data} />}
      {text === undefined && error === null ? <Waiting what="console log" /> : undefined}
      {text === '' ? (
        <p className={css.quiet}>
          Nothing was printed on its serial console{server.status === 'ACTIVE' ? ' yet' : ''}. An image shows its start
          here if its kernel is told to: console=ttyS0.
        </p>
      ) : undefined}
      {text === undefined || text === '' ? undefined : (
        <Scrolled
          as="section"
          ref={box}
          className={css.text}
          aria-label="Console log"
          onScroll={({ currentTarget: { clientHeight, scrollHeight, scrollTop } }) =>
            setFollow(scrollHeight - scrollTop - clientHeight < NEAR)
          }
        >
          {text}
        </Scrolled>
      )}
    </>
  )
}
