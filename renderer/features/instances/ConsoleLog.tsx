/** The serial console of an instance as text, read again and again while it is looked at; searched, copied, saved. */

import { Button, Select, Switch, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Server } from '../../../electron/contract/live.ts'
import { type CallError, call, useAction } from '../../api/useRequest.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { announce } from '../../ui/announce.ts'
import { copyText } from '../../ui/clipboard.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { LANGUAGE } from '../../ui/language.ts'
import { SaveSecret } from '../../ui/SaveSecret.tsx'
import css from './ConsoleLog.module.css'
import { consoleText } from './consoleText.ts'
import { LogText } from './LogText.tsx'
import { placesOf } from './placesOf.ts'

/** Milliseconds between two readings. */
const EVERY = 2000
const LENGTHS = ['200', '500', '2000', '10000']

export function ConsoleLog({ cloud, server }: { readonly cloud: string; readonly server: Server }) {
  const [lines, setLines] = useState(500)
  const [follow, setFollow] = useState(true)
  const [word, setWord] = useState('')
  const [at, setAt] = useState(0)
  const [saving, setSaving] = useState(false)
  const save = useAction('servers.saveConsoleLog', { quiet: true })
  const { data, error } = useQuery<string, CallError>({
    queryKey: ['servers.consoleLog', { cloud, id: server.id, lines }],
    queryFn: () => call('servers.consoleLog', { cloud, id: server.id, lines }),
    // Not in a hidden window: React Query pauses then by itself.
    refetchInterval: EVERY,
    placeholderData: (before) => before,
    gcTime: 0,
  })
  const text = useMemo(() => (data === undefined ? undefined : consoleText(data)), [data])
  const places = useMemo(() => placesOf(text ?? '', word), [text, word])
  const current = places.length === 0 ? undefined : at % places.length
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    if (follow && text !== undefined && box.current !== null) box.current.scrollTop = box.current.scrollHeight
  }, [follow, text])
  const isEmpty = text === undefined || text === ''
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
          data={LENGTHS.map((value) => ({ value, label: `Last ${Number(value).toLocaleString(LANGUAGE)} lines` }))}
          value={String(lines)}
          allowDeselect={false}
          onChange={(value) => setLines(Number(value))}
        />
        <TextInput
          size="xs"
          className={css.search}
          aria-label="Search in the console log"
          placeholder="Search, Enter for the next"
          spellCheck={false}
          value={word}
          onChange={(event) => {
            setWord(event.currentTarget.value)
            setAt(0)
            setFollow(event.currentTarget.value === '')
          }}
          onKeyDown={({ key, shiftKey }) => {
            if (key === 'Enter' && places.length > 0)
              setAt(((current ?? 0) + (shiftKey ? places.length - 1 : 1)) % places.length)
          }}
        />
        <span className={css.quiet} role="status">
          {word === '' ? '' : current === undefined ? 'Not found' : `${current + 1} of ${places.length}`}
        </span>
        <Button
          size="compact-xs"
          variant="default"
          disabled={isEmpty}
          onClick={() => void copyText(text ?? '').then(() => announce('Copied the console log'))}
        >
          Copy all
        </Button>
        <Button size="compact-xs" variant="default" disabled={isEmpty} onClick={() => setSaving(true)}>
          Save…
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
      {isEmpty ? undefined : (
        <LogText
          box={box}
          text={text}
          places={places}
          length={word.length}
          at={current}
          onScroll={(isAtEnd) => {
            if (word === '') setFollow(isAtEnd)
          }}
        />
      )}
      {saving ? (
        <SaveSecret
          what="the console log"
          suggested={`~/console-${server.id}.log`}
          busy={save.isPending}
          error={save.error?.data}
          saved={save.data?.file}
          onSave={(file, replace) => save.mutate({ cloud, id: server.id, file, replace })}
          onClose={() => {
            setSaving(false)
            save.reset()
          }}
        />
      ) : undefined}
    </>
  )
}
