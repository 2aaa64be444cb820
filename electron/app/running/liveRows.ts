/** Rows of one kind that keep themselves up to date: one poll for all who look, none while nobody does. */
import { isDeepStrictEqual } from 'node:util'
import { type ErrorData, errorData } from '../../../provisioner/core/errors.ts'
import type { RowsEvent } from '../../contract/index.ts'
import type { Changes, Identified, Reader } from './rowReader.ts'

export interface LiveRowsOptions<Row extends Identified> {
  /** The present reader. Rejects where there is no way to the cloud now. */
  readonly reader: () => Promise<Reader<Row>>
  /** Milliseconds between two polls. */
  readonly every: number
  /** Whatever was thrown, as the person should read it. */
  readonly worded?: (error: unknown) => ErrorData
  /** Milliseconds after which everything is read again, although only changes are asked for in between. */
  readonly wholeEvery?: number
  /** Called when rows that were all known have changed. */
  readonly onChange?: () => void
}

export interface LiveRows<Row extends Identified> {
  /** Emits what is known, then each difference, until the signal aborts. */
  join(emit: (event: RowsEvent<Row>) => void, signal: AbortSignal): void
  /** Something was done: looks at once, if anybody does. `whole`: at what a listing of changes would not tell, too. */
  nudge(how: 'changes' | 'whole'): void
  /** What these rows depend on has changed: looks as soon as the API may be asked again, if anybody looks. */
  follow(): void
  /** There is a way to the cloud again: tries at once what is waiting to be tried again. */
  retry(): void
  /** Ends polling for good. */
  close(): void
}

/** Milliseconds before each further attempt while the API does not answer; the last one counts for all that follow. */
const PAUSES = [1_000, 2_000, 4_000, 8_000, 15_000]
/** What policy forbids is not asked for again and again. */
const FORBIDDEN = 60_000
/** An API is left alone so many times longer than its last answer took. */
const REST = 3
/** Milliseconds for which a change is waited for after something was done; then it is said that there is none. */
const SETTLES = 4_000
/** Rows in one event; a page of Nova has as many at most. */
const MOST = 1_000
/** Milliseconds rows are remembered after the last listener left: going back to a screen shows them at once. */
const REMEMBERED = 5 * 60_000

export function liveRows<Row extends Identified>(options: LiveRowsOptions<Row>): LiveRows<Row> {
  const { every, onChange = () => undefined, wholeEvery = 0, worded = errorData } = options
  const listeners = new Set<(event: RowsEvent<Row>) => void>()
  let reader: Reader<Row> | undefined
  let rows = new Map<string, Row>()
  let isComplete = false
  let at: number | undefined
  let error: ErrorData | undefined
  let failures = 0
  /** When everything was read last. */
  let wholeAt = 0
  /** Something was done since that only a whole listing tells. */
  let isStale = false
  /** Whoever did something waits to be told of rows asked for after this moment, even where none has changed. */
  let owedFrom: number | undefined
  let isPolling = false
  let isAgain = false
  /** When the API may be asked again, and when what is looked at elsewhere may. */
  let restedAt = 0
  let noticesFrom = 0
  let isNoticing = false
  let isClosed = false
  let timer: NodeJS.Timeout | undefined
  let forgetting: NodeJS.Timeout | undefined

  const state = (): Pick<RowsEvent<Row>, 'complete' | 'at' | 'error'> => ({
    complete: isComplete,
    ...(at === undefined ? {} : { at }),
    ...(error === undefined ? {} : { error }),
  })
  const tell = (event: Omit<RowsEvent<Row>, 'complete' | 'at' | 'error'>): void => {
    const whole = { ...event, ...state() }
    for (const emit of [...listeners]) emit(whole)
  }
  const forget = (): void => {
    rows = new Map()
    isComplete = false
    at = undefined
  }
  /** Takes rows in, and tells those that are new or differ. */
  const take = (given: readonly Row[]): Row[] => {
    const changed: Row[] = []
    for (const row of given) {
      const before = rows.get(row.id)
      if (before === row || (before !== undefined && isDeepStrictEqual(before, row))) continue
      rows.set(row.id, row)
      changed.push(row)
    }
    return changed
  }
  const drop = (ids: Iterable<string>): string[] => [...ids].filter((id) => rows.delete(id))

  const readWhole = async (from: Reader<Row>): Promise<void> => {
    const began = Date.now()
    const seen = new Set<string>()
    let isLeft = false
    let isOther = false
    let last: readonly Row[] = []
    isStale = false
    const onPage = (page: readonly Row[], isLast = false): boolean => {
      isLeft = listeners.size === 0
      if (isLeft) return false
      for (const { id } of page) seen.add(id)
      const changed = take(page)
      // Until all are told anew, the oldest of what is known counts.
      if (!isComplete) at = began
      isOther ||= isComplete && changed.length > 0
      if (isLast) last = changed
      else if (changed.length > 0) tell({ rows: changed, gone: [] })
      return true
    }
    try {
      await from.whole(onPage)
    } catch (error) {
      isStale = true
      throw error
    }
    if (isLeft) {
      isStale = true
      return
    }
    const gone = drop([...rows.keys()].filter((id) => !seen.has(id)))
    isOther ||= gone.length > 0
    answered({ rows: last, gone }, began, true)
    wholeAt = began
    if (isOther) onChange()
  }
  /** @param asked when: what was done after it may not be in the answer */
  const answered = ({ rows: changed, gone }: Changes<Row>, asked: number, isAll: boolean): void => {
    const isOwed = owedFrom !== undefined && asked >= owedFrom
    if (isOwed) owedFrom = undefined
    const isNews = changed.length > 0 || gone.length > 0 || error !== undefined || isOwed || (isAll && !isComplete)
    isComplete ||= isAll
    error = undefined
    failures = 0
    at = asked
    if (isNews) tell({ rows: changed, gone })
  }
  const isWholeDue = (): boolean => !isComplete || isStale || Date.now() - wholeAt >= wholeEvery

  const read = async (): Promise<void> => {
    const present = await options.reader()
    if (present !== reader) {
      reader = present
      const isNew = isComplete || rows.size > 0
      forget()
      if (isNew) tell({ first: true, rows: [], gone: [] })
    }
    const asked = Date.now()
    const changes = isWholeDue() ? undefined : await present.changes?.()
    if (changes === undefined) return readWhole(present)
    const news = { rows: take(changes.rows), gone: drop(changes.gone) }
    answered(news, asked, false)
    if (news.rows.length > 0 || news.gone.length > 0) onChange()
  }
  const failed = (thrown: unknown): void => {
    const found = worded(thrown)
    failures += 1
    const isSame = isDeepStrictEqual(found, error)
    error = found
    if (!isSame) tell({ rows: [], gone: [] })
  }
  const pause = (took: number): number => {
    if (failures === 0) return Math.max(every, REST * took)
    return error?.status === 403 ? FORBIDDEN : (PAUSES[Math.min(failures, PAUSES.length) - 1] ?? 0)
  }
  const poll = async (): Promise<void> => {
    clearTimeout(timer)
    if (isPolling) {
      isAgain = true
      return
    }
    isPolling = true
    const began = Date.now()
    await read().catch(failed)
    isPolling = false
    const isNow = isAgain
    isAgain = false
    // How long everything took says nothing about a question for changes.
    const isOther = wholeAt >= began && reader?.changes !== undefined && !isWholeDue()
    const took = isOther ? 0 : Date.now() - began
    restedAt = Date.now() + REST * took
    if (listeners.size === 0 || isClosed) return
    timer = setTimeout(poll, isNow ? 0 : pause(took))
    void notice()
  }
  const notice = async (): Promise<void> => {
    const began = Date.now()
    if (isNoticing || failures > 0 || began < noticesFrom || reader?.notices === undefined) return
    isNoticing = true
    // Whoever does not answer there has news of nothing here.
    const isDue = await reader.notices().catch(() => false)
    isNoticing = false
    noticesFrom = Date.now() + REST * (Date.now() - began)
    if (isDue && listeners.size > 0 && !isClosed) poll()
  }
  const leave = (emit: (event: RowsEvent<Row>) => void): void => {
    listeners.delete(emit)
    if (listeners.size > 0) return
    clearTimeout(timer)
    forgetting = setTimeout(forget, REMEMBERED).unref()
  }
  return {
    join(emit, signal) {
      if (signal.aborted || isClosed) return
      clearTimeout(forgetting)
      const all = [...rows.values()]
      for (let from = 0; from === 0 || from < all.length; from += MOST) {
        const isLast = from + MOST >= all.length
        const part = { rows: all.slice(from, from + MOST), gone: [], ...state(), complete: isLast && isComplete }
        emit(from === 0 ? { first: true, ...part } : part)
      }
      const listener = (event: RowsEvent<Row>): void => emit(event)
      listeners.add(listener)
      signal.addEventListener('abort', () => leave(listener), { once: true })
      if (listeners.size === 1) poll()
    },
    nudge(how) {
      if (how === 'whole') isStale = true
      owedFrom = Date.now() + SETTLES
      if (listeners.size > 0) poll()
    },
    follow() {
      if (listeners.size === 0 || failures > 0 || isClosed) return
      clearTimeout(timer)
      timer = setTimeout(poll, Math.max(0, restedAt - Date.now()))
    },
    retry() {
      if (failures > 0 && listeners.size > 0) poll()
    },
    close() {
      isClosed = true
      clearTimeout(timer)
      clearTimeout(forgetting)
      listeners.clear()
    },
  }
}
