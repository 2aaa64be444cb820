/** What an instance uses at this moment: processor, memory, disk and network, as its hypervisor counts them. */

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Server } from '../../../electron/contract/live.ts'
import { type CallError, call } from '../../api/useRequest.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { LANGUAGE } from '../../ui/language.ts'
import { linePath } from '../../ui/linePath.ts'
import { mebibytes } from '../../ui/time.ts'
import css from './Metrics.module.css'
import { byteRate, type Reading, type Usage, usage } from './usage.ts'

/** Milliseconds between two readings. */
const EVERY = 3000
/** Readings kept: three minutes. */
const KEPT = 60

interface MetricsProps {
  readonly cloud: string
  readonly server: Server
  /** Why this person may not ask; undefined where they may. */
  readonly forbidden: string | undefined
}

export function Metrics({ cloud, server, forbidden }: MetricsProps) {
  const runs = server.status === 'ACTIVE' || server.status === 'PAUSED'
  if (forbidden !== undefined) return <p className={css.quiet}>{forbidden}</p>
  if (!runs) return <p className={css.quiet}>It is not running, so it uses no processor and no network.</p>
  return <Running cloud={cloud} server={server} />
}

function Running({ cloud, server }: Omit<MetricsProps, 'forbidden'>) {
  const [readings, setReadings] = useState<readonly Reading[]>([])
  const { error } = useQuery<Reading, CallError>({
    queryKey: ['servers.diagnostics', { cloud, id: server.id }],
    queryFn: async () => {
      const counters = await call('servers.diagnostics', { cloud, id: server.id })
      const reading = { at: Date.now(), counters }
      setReadings((before) => [...before, reading].slice(-KEPT - 1))
      return reading
    },
    refetchInterval: EVERY,
    gcTime: 0,
  })
  // Another instance has counters of its own.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the id is what the readings belong to
  useEffect(() => setReadings([]), [server.id])
  const all = readings.slice(1).map((reading, index) => usage(readings[index] ?? reading, reading))
  const last = readings.at(-1)?.counters
  if (last === undefined) return error === null ? <Waiting what="metrics" /> : <ErrorNote error={error.data} />
  const memory = last.memory.maximum ?? server.flavor?.memory
  return (
    <>
      {error === null ? undefined : <ErrorNote error={error.data} />}
      {all.length === 0 ? <p className={css.quiet}>The first figures come in {EVERY / 1000} s.</p> : undefined}
      <div className={css.charts}>
        <Chart
          title="Processor"
          all={all}
          of={({ cpu }) => cpu}
          words={(value) => `${Math.round(value)} %`}
          most={100}
        />
        <Chart title="Memory" all={all} of={(one) => one.memory} words={mebibytes} most={memory ?? 1} />
        <Chart title="Disk reads" all={all} of={({ read }) => read} words={byteRate} />
        <Chart title="Disk writes" all={all} of={({ written }) => written} words={byteRate} />
        <Chart title="Network in" all={all} of={({ received }) => received} words={byteRate} />
        <Chart title="Network out" all={all} of={({ sent }) => sent} words={byteRate} />
      </div>
      <KeyValue
        rows={[
          ['Memory', memory === undefined ? 'Not told' : `${mebibytes(memory)} at most`],
          ['Hypervisor', [last.hypervisor, last.driver].filter(Boolean).join(', ') || 'Not told'],
          ...last.nics.map(({ mac, received, sent }): [string, string] => [
            mac ?? 'Network card',
            `${dropped(received)} in, ${dropped(sent)} out lost`,
          ]),
        ]}
      />
    </>
  )
}

function dropped({
  dropped: lost,
  errors,
}: {
  readonly dropped: number | undefined
  readonly errors: number | undefined
}) {
  return ((lost ?? 0) + (errors ?? 0)).toLocaleString(LANGUAGE)
}

interface ChartProps {
  readonly title: string
  readonly all: readonly Usage[]
  readonly of: (usage: Usage) => number | undefined
  readonly words: (value: number) => string
  /** What fills the height; without it the highest value does. */
  readonly most?: number
}

const SIZE = { width: 200, height: 40 }

function Chart({ title, all, of, words, most }: ChartProps) {
  const values = all.map(of)
  const now = values.at(-1)
  const highest = most ?? Math.max(1, ...values.flatMap((value) => value ?? []))
  return (
    <figure className={css.chart}>
      <figcaption>
        <span>{title}</span>
        <span className={css.now}>{now === undefined ? 'Not told' : words(now)}</span>
      </figcaption>
      <svg viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} preserveAspectRatio="none" aria-hidden>
        <path d={linePath(values, { ...SIZE, most: highest, places: KEPT })} />
      </svg>
    </figure>
  )
}
