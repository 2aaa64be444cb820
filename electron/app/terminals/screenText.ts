/** What a terminal has shown: the last of it kept for who looks later, new text told in pieces, a flood held back. */
import { listeners } from '../listeners.ts'

/** Signs kept; about a MiB. */
const KEPT = 1024 ** 2
/** Signs of one piece that is kept: what a person types comes sign by sign. */
const PIECE = 16 * 1024
/** Milliseconds between two pieces: a screen shows no more. */
const FRAME = 16
/** Signs waiting to be told from which on the shell has to wait too. */
const FLOOD = 256 * 1024

export interface ScreenText {
  push(text: string): void
  /** What is on the screen already in one piece, then what comes. */
  follow(listener: (text: string) => void, signal: AbortSignal): void
  /** Called with true when too much waits, with false when it was told. */
  onFlood(listener: (isFlooded: boolean) => void): void
  /** Tells nothing any more. */
  end(): void
}

export function screenText(): ScreenText {
  const followers = listeners<[text: string]>()
  const kept: string[] = []
  let size = 0
  let isCut = false
  let waiting = ''
  let timer: NodeJS.Timeout | undefined
  let told = 0
  let tellFlood: (isFlooded: boolean) => void = () => {}
  let isFlooded = false

  const keep = (text: string): void => {
    const last = kept.at(-1)
    if (last !== undefined && last.length < PIECE) kept[kept.length - 1] = last + text
    else kept.push(text)
    size += text.length
    while (size > KEPT && kept.length > 1) {
      size -= kept.shift()?.length ?? 0
      isCut = true
    }
  }
  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (waiting === '') return
    const text = waiting
    waiting = ''
    told = performance.now()
    keep(text)
    followers.tell(text)
    if (!isFlooded) return
    isFlooded = false
    tellFlood(false)
  }
  return {
    push(text) {
      waiting += text
      // At once after a pause, so that what is typed is seen; otherwise with the next picture.
      timer ??= setTimeout(flush, Math.max(0, FRAME - (performance.now() - told)))
      if (isFlooded || waiting.length < FLOOD) return
      isFlooded = true
      tellFlood(true)
    },
    follow(listener, signal) {
      if (signal.aborted) return
      flush()
      const text = kept.join('')
      // The first line may be half a line, or half a control sequence.
      const shown = isCut ? text.slice(text.indexOf('\n') + 1) : text
      followers.add(listener, signal)
      if (shown !== '') listener(shown)
    },
    onFlood: (listener) => {
      tellFlood = listener
    },
    end() {
      flush()
      followers.clear()
    },
  }
}
