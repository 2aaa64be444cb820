/** The shell text that runs a script as the login user or as root, and the mark by which it says how. */
import { type Command, quote } from '../core/command.ts'
import { reveal, type Secret } from '../core/secret.ts'

/** How a login user becomes root: is root, sudo without a password, sudo with one. */
export type RootWay = 'root' | 'sudo' | 'password'

/** `user` for a command that needs no root; `ask`, `missing` and `refused` mean that nothing was run. */
export type ReportedWay = RootWay | 'user' | 'ask' | 'missing' | 'refused'

/** What the shell text says on stderr just before the command: its process id and the way it took. */
export interface Report {
  readonly pid: number
  readonly way: ReportedWay
}

export interface Launch {
  readonly text: string
  readonly stdin: Buffer
}

/**
 * Linux refuses a single argument above 128 KiB (MAX_ARG_STRLEN), and the whole text becomes one argument of the login
 * shell. Longer scripts go by stdin, before the command's own input.
 */
const LONGEST_ARGUMENT = 32 * 1024

const MARK = /\x01stackstead (\d+) ([a-z]+)\n/

/** The command without root rights. */
export function userLaunch(command: Command): Launch {
  const script = packed(command.script)
  return {
    text: `export LC_ALL=C\nexec sh -c ${script.argument} sh user`,
    stdin: Buffer.concat([script.stdin, inputBytes(command.input)]),
  }
}

/**
 * The command as root. While the way is not known the text finds it out itself, so that this costs no round trip; a
 * password it is given for that is tried once. `-k` makes sudo read the password even where it would remember us,
 * because the line would otherwise become the command's input.
 */
export function rootLaunch(command: Command, way: RootWay | undefined, password: Secret | undefined): Launch {
  const script = packed(`cd /\n${command.script}`)
  const text =
    way === undefined ? findingOut(script.argument, password !== undefined) : `exec ${run(script.argument)[way]}`
  const sendsPassword = password !== undefined && (way === undefined || way === 'password')
  const line = sendsPassword ? Buffer.from(`${reveal(password)}\n`) : Buffer.alloc(0)
  return {
    text: `export LC_ALL=C\n${text}`,
    stdin: Buffer.concat([line, script.stdin, inputBytes(command.input)]),
  }
}

/** Sends a signal to a started command and everything it started; run it with the rights the command had. */
export function killCommand(report: Report, signal: 'TERM' | 'KILL'): Command {
  return {
    script: `read -r _ _ _ _ group _ </proc/${report.pid}/stat && kill -s ${signal} -- "-$group"`,
  }
}

/**
 * Takes the mark out of stderr and passes on what follows. What a login shell or sudo says before it ("unable to resolve
 * host …") is not the command's and is passed on only where no mark comes, because it then says why.
 */
export function reportReader(onReport: (report: Report) => void, onBytes: (bytes: Buffer) => void) {
  let head: Buffer | undefined = Buffer.alloc(0)
  return {
    push(chunk: Buffer): void {
      if (head === undefined) {
        onBytes(chunk)
        return
      }
      head = Buffer.concat([head, chunk])
      const text = head.toString('latin1')
      const found = MARK.exec(text)
      if (found === null) return
      const rest = head.subarray(found.index + found[0].length)
      head = undefined
      onReport({ pid: Number(found[1]), way: found[2] as ReportedWay })
      if (rest.length > 0) onBytes(rest)
    },
    end(): void {
      if (head !== undefined && head.length > 0) onBytes(head)
      head = undefined
    },
  }
}

function run(script: string): Readonly<Record<RootWay, string>> {
  return {
    root: `sh -c ${script} sh root`,
    sudo: `sudo -n sh -c ${script} sh sudo`,
    password: `sudo -k -S -p '' sh -c ${script} sh password`,
  }
}

function findingOut(script: string, password: boolean): string {
  const attempt = `e=$(printf '%s\\n' "$p" | sudo -k -S -p '' sh -c : 2>&1 >/dev/null)`
  const { root, sudo, password: withPassword } = run('"$s"')
  return [
    `s=${script}`,
    ...(password ? ['IFS= read -r p'] : []),
    `if [ "$(id -u)" = 0 ]; then exec ${root}`,
    'elif ! command -v sudo >/dev/null; then w=missing',
    `elif sudo -n sh -c : </dev/null >/dev/null 2>&1; then exec ${sudo}`,
    ...(password
      ? [`elif ${attempt}; then { printf '%s\\n' "$p"; exec cat; } | ${withPassword}; exit`, 'else w=refused; fi']
      : ['else w=ask; fi']),
    `printf '\\001stackstead %s %s\\n' "$$" "$w" >&2`,
    ...(password ? [`printf '%s\\n' "$e" >&2`] : []),
    'exit 1',
  ].join('\n')
}

/** A script as one word for `sh -c`, with the mark before it; the way is its first argument. */
function packed(command: string): { argument: string; stdin: Buffer } {
  const script = `export LC_ALL=C\nprintf '\\001stackstead %s %s\\n' "$$" "$1" >&2; shift\n${command}`
  const argument = quote(script)
  if (Buffer.byteLength(argument) <= LONGEST_ARGUMENT) return { argument, stdin: Buffer.alloc(0) }
  const stdin = Buffer.from(script)
  return { argument: quote(`eval "$(head -c ${stdin.length})"`), stdin }
}

/** A command's input as the bytes that will be written. */
export function inputBytes(input: Command['input']): Buffer {
  if (input === undefined) return Buffer.alloc(0)
  return input instanceof Uint8Array ? Buffer.from(input) : Buffer.from(reveal(input))
}
