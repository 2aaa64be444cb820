/** One tab: a shell, what it has shown, and a new shell in its place when the person wants one. */
import { errorData } from '../../../provisioner/core/errors.ts'
import type { Shell, TerminalSize } from '../../../provisioner/core/machine.ts'
import type { Terminal } from '../../contract/index.ts'
import { type ScreenText, screenText } from './screenText.ts'

/** Leaves the other screen and all modes a program of the shell before may have set (xterm's private mode 1049, DECSTR). */
const RESET = '\x1b[?1049l\x1b[!p\r\n'
/** Signs typed before the shell is there that are kept for it. */
const TYPED = 64 * 1024

export interface TerminalTab {
  readonly terminal: Terminal
  readonly text: ScreenText
  /** Makes a shell, the first or another. What goes wrong is the tab's state. */
  connect(size: TerminalSize): void
  write(data: string): void
  resize(size: TerminalSize): void
  close(): void
}

export interface TabOptions {
  readonly terminal: Omit<Terminal, 'state' | 'reason'>
  /** What it shows before its shell does may be said. */
  open(size: TerminalSize, say: (text: string) => void): Promise<Shell>
  readonly onChange: () => void
}

export function terminalTab({ terminal: named, open, onChange }: TabOptions): TerminalTab {
  const text = screenText()
  let terminal: Terminal = { ...named, state: 'opening' }
  let shell: Shell | undefined
  let attempt = 0
  let typed = ''
  let size: TerminalSize = { columns: 80, rows: 24 }

  const enter = (state: Terminal['state'], reason?: string): void => {
    terminal = { ...named, state, ...(reason === undefined ? {} : { reason }) }
    onChange()
  }
  text.onFlood((isFlooded) => (isFlooded ? shell?.pause() : shell?.resume()))

  const take = (own: number, opened: Shell): void => {
    shell = opened
    opened.onText((said) => {
      if (own === attempt) text.push(said)
    })
    opened.resize(size)
    if (typed !== '') opened.write(typed)
    typed = ''
    enter('open')
    opened.ended.then(
      (status) => end(own, 'ended', status === 0 ? 'The shell ended.' : `The shell ended with status ${status}.`),
      (error: unknown) => end(own, 'lost', errorData(error).message),
    )
  }
  const end = (own: number, state: 'ended' | 'lost', reason: string): void => {
    if (own !== attempt) return
    shell = undefined
    enter(state, reason)
  }
  const begin = async (own: number, wanted: TerminalSize): Promise<void> => {
    try {
      const opened = await open(wanted, (said) => text.push(said))
      if (own === attempt) take(own, opened)
      else opened.close()
    } catch (error) {
      const { message, remedy } = errorData(error)
      end(own, 'lost', remedy === undefined ? message : `${message} ${remedy}`)
    }
  }

  return {
    get terminal() {
      return terminal
    },
    text,
    connect(wanted) {
      attempt += 1
      size = wanted
      shell?.close()
      shell = undefined
      typed = ''
      if (attempt > 1) text.push(RESET)
      enter('opening')
      begin(attempt, wanted)
    },
    write(data) {
      if (shell !== undefined) shell.write(data)
      else if (terminal.state === 'opening') typed = (typed + data).slice(0, TYPED)
    },
    resize(wanted) {
      size = wanted
      shell?.resize(wanted)
    },
    close() {
      attempt += 1
      shell?.close()
      shell = undefined
      text.end()
    },
  }
}
