/** The shell text that runs a script as the login user or as root, and the mark by which it says how. */
import { type Command, quote } from '../core/command.ts'
import { reveal, type Secret } from '../core/secret.ts'

/** How a login user becomes root: is root, sudo without a password, sudo with one. */
export type RootWay = 'root' | 'sudo' | 'password'

/** `user` for a command that needs no root; `ask`, `missing` and `refused` mean that nothing was run. */
export type ReportedWay = RootWay | 'user' | 'ask' | 'missing' | 'refused'

/** What the shell text says on stderr before the command: its process id and the way it took. */
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
  const script = packed(`export LC_ALL=C\n${command.script}`)
  return {
    text: `export LC_ALL=C\n${say('user')}\nexec sh -c ${script.argument}`,
    stdin: Buffer.concat([script.stdin, inputBytes(command.input)]),
  }
}

/**
 * The command as root. While the way is not known the text finds it out itself, so that this costs no round trip; a
 * password it is given for that is tried once. `-k` makes sudo read the password even where it would remember us,
 * because the line would otherwise become the command's input.
 */
export function rootLaunch(command: Command, way: RootWay | undefined, password: Secret | undefined): Launch {
  const script = packed(`export LC_ALL=C\ncd /\n${command.script}`)
  const run = {
    root: `exec sh -c ${script.argument}`,
    sudo: `exec sudo -n sh -c ${script.argument}`,
    password: `exec sudo -k -S -p '' sh -c ${script.argument}`,
  }
  const text = way === undefined ? findingOut(script.argument, password !== undefined) : `${say(way)}\n${run[way]}`
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

/** Takes the mark out of the first bytes of stderr; everything else passes through `onBytes`. */
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
      const rest = Buffer.concat([head.subarray(0, found.index), head.subarray(found.index + found[0].length)])
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

/** sudo keeps stdin as it is; `$1`-less quoting keeps the script one word at every level. */
function findingOut(script: string, password: boolean): string {
  const attempt = `e=$(printf '%s\\n' "$p" | sudo -k -S -p '' sh -c : 2>&1 >/dev/null)`
  return [
    `s=${script}`,
    ...(password ? ['IFS= read -r p'] : []),
    'if [ "$(id -u)" = 0 ]; then w=root',
    'elif ! command -v sudo >/dev/null; then w=missing',
    'elif sudo -n sh -c : </dev/null >/dev/null 2>&1; then w=sudo',
    ...(password ? [`elif ${attempt}; then w=password`, 'else w=refused; fi'] : ['else w=ask; fi']),
    `printf '\\001stackstead %s %s\\n' "$$" "$w" >&2`,
    'case $w in',
    'root) exec sh -c "$s" ;;',
    'sudo) exec sudo -n sh -c "$s" ;;',
    `password) { printf '%s\\n' "$p"; exec cat; } | sudo -k -S -p '' sh -c "$s"; exit ;;`,
    `refused) printf '%s\\n' "$e" >&2 ;;`,
    'esac',
    'exit 1',
  ].join('\n')
}

function say(way: ReportedWay): string {
  return `printf '\\001stackstead %s ${way}\\n' "$$" >&2`
}

function packed(script: string): { argument: string; stdin: Buffer } {
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
