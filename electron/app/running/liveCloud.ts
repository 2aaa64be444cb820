/** Everything of all clouds somebody looks at: one set of rows for each kind and scope, however many look. */
import type { LiveName, LiveRow, PastAction, RowsEvent } from '../../contract/index.ts'
import type { CloudClient, CloudClients } from './cloudClients.ts'
import { LIVE_SOURCES, type LiveSource, type LiveSources } from './liveReaders.ts'
import { type LiveRows, liveRows } from './liveRows.ts'
import type { Reader } from './rowReader.ts'
import type { Touched } from './touched.ts'

export interface LiveCloud extends Disposable {
  join<N extends LiveName>(
    name: N,
    scope: { readonly cloud: string; readonly all: boolean },
    emit: (event: RowsEvent<LiveRow<N>>) => void,
    signal: AbortSignal,
  ): void
  /** Something was done there: what it may have changed is looked at again at once. */
  touch(cloud: string, touched: Touched): void
  /** The cloud refused something. */
  refused(cloud: string, what: Omit<PastAction, 'id' | 'at' | 'state'>): void
}

/** So many refusals are kept of each cloud. */
const REFUSALS = 20

interface Kept {
  readonly cloud: string
  readonly name: LiveName
  readonly rows: Pick<LiveRows<never>, 'nudge' | 'follow' | 'retry' | 'close'>
}

/** @param sources other ones than the product's, for a test */
export function liveCloud(clients: CloudClients, sources: LiveSources = LIVE_SOURCES): LiveCloud {
  const kept = new Map<string, Kept>()
  const refusals = new Map<string, readonly PastAction[]>()
  let count = 0

  const make = <N extends LiveName>(name: N, cloud: string, all: boolean): LiveRows<LiveRow<N>> => {
    const source = sources[name] as unknown as LiveSource<LiveRow<N>>
    let last: { readonly client: CloudClient; readonly reader: Reader<LiveRow<N>> } | undefined
    const { every, wholeEvery } = source
    return liveRows<LiveRow<N>>({
      every,
      ...(wholeEvery === undefined ? {} : { wholeEvery }),
      worded: (error) => clients.worded(cloud, error).data,
      async reader() {
        const client = await clients.of(cloud)
        if (last?.client !== client)
          last = { client, reader: source.reader(client, all, () => refusals.get(cloud) ?? []) }
        return last.reader
      },
      onChange() {
        for (const one of kept.values())
          if (one.cloud === cloud && sources[one.name].follows === name) one.rows.follow()
      },
    })
  }
  clients.onWay((cloud) => {
    for (const one of kept.values()) if (one.cloud === cloud) one.rows.retry()
  })
  return {
    join(name, { all, cloud }, emit, signal) {
      const key = `${cloud} ${name} ${all}`
      const rows = (kept.get(key)?.rows as LiveRows<LiveRow<typeof name>> | undefined) ?? make(name, cloud, all)
      kept.set(key, { cloud, name, rows: rows as unknown as Kept['rows'] })
      rows.join(emit, signal)
    },
    touch(cloud, touched) {
      for (const one of kept.values()) {
        const how = one.cloud === cloud ? touched[one.name] : undefined
        if (how !== undefined) one.rows.nudge(how)
      }
    },
    refused(cloud, what) {
      count += 1
      const fresh: PastAction = { ...what, id: `refused ${count}`, at: Date.now(), state: 'refused' }
      refusals.set(cloud, [fresh, ...(refusals.get(cloud) ?? [])].slice(0, REFUSALS))
    },
    [Symbol.dispose]() {
      for (const { rows } of kept.values()) rows.close()
      kept.clear()
    },
  }
}
