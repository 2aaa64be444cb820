/** Many commands in one round trip: one script that runs each and frames what it printed. */
import { type Command, type ExecResult, quote, sh, withInput } from './command.ts'
import { reveal, Secret } from './secret.ts'

/** Control characters do not occur in what the engine reads, so this cannot be mistaken for output. */
const MARK = '\u0001stackstead'

type Named = readonly { readonly name: string; readonly command: Command }[]

/** The script goes by stdin as a Secret, because a command's input may be one. */
export function batchCommand(commands: Named): Command {
  const parts = commands.map(({ name, command }) => {
    const body = `(\n${command.script}\n)`
    const mark = `printf '\\n\\001stackstead start %s\\n' ${quote(name)}`
    const end = `printf '\\n\\001stackstead end %s\\n' "$?"`
    return `${mark}; ${mark} >&2\n${body} ${inputOf(command)}\n${end}`
  })
  return withInput(sh`sh -s`, new Secret(`${parts.join('\n')}\n`))
}

function inputOf(command: Command): string {
  if (command.input === undefined) return '</dev/null'
  const { input } = command
  const text = input instanceof Uint8Array ? new TextDecoder().decode(input) : reveal(input)
  let end = 'STACKSTEAD_INPUT'
  while (text.includes(end)) end += '_'
  return `<<'${end}'\n${text}\n${end}`
}

/** Splits what a batch printed. A command that never ended (the connection or shell died) is missing. */
export function batchResults(result: ExecResult): Map<string, ExecResult> {
  const errors = new Map(frames(result.stderr).map((frame) => [frame.name, frame.body]))
  const complete = frames(result.stdout).filter((frame) => frame.status !== undefined)
  return new Map(
    complete.map(({ name, body, status }) => [
      name,
      { status: status as number, stdout: body, stderr: errors.get(name) ?? '' },
    ]),
  )
}

interface Frame {
  readonly name: string
  readonly body: string
  readonly status: number | undefined
}

function frames(text: string): Frame[] {
  const pieces = text.split(`\n${MARK} start `).slice(1)
  return pieces.map((piece) => {
    const head = piece.indexOf('\n')
    const name = piece.slice(0, head)
    const rest = piece.slice(head + 1)
    const end = rest.lastIndexOf(`\n${MARK} end `)
    if (end === -1) return { name, body: rest, status: undefined }
    return { name, body: rest.slice(0, end), status: Number.parseInt(rest.slice(end + MARK.length + 6), 10) }
  })
}
