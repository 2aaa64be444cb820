/** Something under way that tells nothing itself: one line with the elapsed time, drawn over or repeated now and then. */
import { duration } from './render/text.ts'
import type { Terminal } from './terminal.ts'

export interface Waiting extends Disposable {
  /** What is waited for from now on. */
  say(what: string): void
  end(): void
}

const FRAME = 500
const REMINDER = 30_000

/** @param what like "Reading controller, compute-1" */
export function waiting(terminal: Terminal, what: string): Waiting {
  let title = ''
  let since = 0
  let told = 0
  let timer: NodeJS.Timeout | undefined
  const show = (): void => {
    const now = Date.now()
    if (terminal.live) terminal.draw([terminal.paint('dim', `${title} …  ${duration(now - since)}`)])
    else if (now - told >= REMINDER) {
      terminal.note(told === 0 ? `${title} …` : `${title} …  ${duration(now - since)}`)
      told = now
    }
  }
  const end = (): void => {
    clearInterval(timer)
    timer = undefined
    terminal.draw([])
  }
  const say = (next: string): void => {
    title = next
    since = Date.now()
    told = 0
    timer ??= setInterval(show, FRAME)
    show()
  }
  say(what)
  return { say, end, [Symbol.dispose]: end }
}
