/** What can be said on the command line of `npm start`, and its help. */
import { parseArgs } from 'node:util'
import { StacksteadError } from '../../provisioner/core/errors.ts'

export interface StartOptions {
  readonly serve: boolean
  /** Undefined: the usual one, or any other where that is taken. */
  readonly port: number | undefined
  readonly open: boolean
  readonly json: boolean
  readonly help: boolean
}

/** Where an open page finds the app again after a restart. */
export const USUAL_PORT = 8417

export const HELP = `Usage: npm start [-- options]

Opens Stackstead in a window, or, where there is no Electron or no display, serves the same app to a browser.

Options:
  --serve       serve to a browser even where a window could be opened
  --port PORT   port on 127.0.0.1 to serve on (default: ${USUAL_PORT}, or any free one)
  --no-open     do not open a browser, only print the link
  --json        print {"url", "port", "pid"} as the first line, for programs
  --help        print this help

The link opens the app once, for the browser that follows it. Press Enter for another one; Ctrl-C ends the app.
Clouds are kept in \${XDG_DATA_HOME:-~/.local/share}/stackstead.
`

/** @throws StacksteadError `invalid-input` for what nobody knows */
export function startOptions(words: readonly string[]): StartOptions {
  const { values } = parsed(words)
  return {
    serve: values.serve || values.port !== undefined || values.json,
    port: values.port === undefined ? undefined : portOf(values.port),
    open: !values['no-open'],
    json: values.json,
    help: values.help,
  }
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        serve: { type: 'boolean', default: false },
        port: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)
    throw new StacksteadError({ code: 'invalid-input', message: `${message}.`, remedy: SHOWN })
  }
}

const SHOWN = '"npm start -- --help" shows what can be written here.'

function portOf(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port >= 0 && port <= 65535) return port
  throw new StacksteadError({ code: 'invalid-input', message: `"${text}" is no port.`, remedy: 'Give 0 to 65535.' })
}
