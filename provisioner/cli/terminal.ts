/** The terminal (or pipe) the command writes to: results on stdout, remarks on stderr, and a live region at the bottom. */
import { stripVTControlCharacters } from 'node:util'
import { type Look, painter } from './render/text.ts'

export interface TerminalOptions {
  readonly json: boolean
  readonly colour: boolean
  readonly quiet: boolean
}

export interface Terminal extends Look {
  /** The result of the command; one JSON value a line with --json. */
  out(text: string): void
  /** A piece of it as it comes, with no line's end of its own. */
  write(text: string): void
  json(value: unknown): void
  /** A remark for the person watching; silent with --quiet and --json. */
  note(text: string): void
  /** Errors and warnings, never silent. */
  complain(text: string): void
  /** Whether somebody watches and lines may be drawn over. */
  readonly live: boolean
  /** Whether somebody can answer questions. */
  readonly interactive: boolean
  /** Replaces the lines at the bottom of the screen; none takes them away. Each must fit the columns. */
  draw(lines: readonly string[]): void
  /** Takes the live region away and draws no other until `resume`: a question is being asked. */
  pause(): void
  resume(): void
}

/** Prose wider than this is hard to read. */
const WIDEST = 120
const PIPE_COLUMNS = 120

export function openTerminal(options: TerminalOptions): Terminal {
  const { stdout, stderr, stdin, env } = process
  const colours = options.colour && !env.NO_COLOR && env.TERM !== 'dumb'
  const live = stdout.isTTY === true && !options.json && !options.quiet && !env.CI && env.TERM !== 'dumb'
  let drawn = 0
  let paused = false
  const erase = (): void => {
    if (drawn > 0) stdout.write(`\u001b[${drawn}A\u001b[0J`)
    drawn = 0
  }
  /** Colours follow stdout; where stderr goes elsewhere it gets none. */
  const plain = (text: string): string => (stderr.isTTY ? text : stripVTControlCharacters(text))
  const columns = (): number => Math.min(stdout.columns || PIPE_COLUMNS, WIDEST)
  return {
    paint: painter(colours && stdout.isTTY === true),
    get columns() {
      return columns()
    },
    live,
    interactive: stdin.isTTY === true && stderr.isTTY === true && !options.json,
    out(text) {
      erase()
      stdout.write(`${text}\n`)
    },
    write(text) {
      erase()
      stdout.write(text)
    },
    json(value) {
      stdout.write(`${JSON.stringify(value)}\n`)
    },
    note(text) {
      if (options.quiet || options.json) return
      erase()
      stderr.write(`${plain(text)}\n`)
    },
    complain(text) {
      erase()
      stderr.write(`${plain(text)}\n`)
    },
    draw(lines) {
      if (!live || paused) return
      erase()
      if (lines.length > 0) stdout.write(`${lines.join('\n')}\n`)
      drawn = lines.length
    },
    pause() {
      erase()
      paused = true
    },
    resume() {
      paused = false
    },
  }
}

/** A reader that has seen enough (`| head`) closes the pipe; there is nobody left to tell. */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
      throw error
    })
}
