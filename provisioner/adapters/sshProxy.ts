/** ProxyCommand: a program of the person's own ssh configuration whose input and output are the way to a machine. */
import { spawn } from 'node:child_process'
import { Duplex } from 'node:stream'
import { lastLines, StacksteadError } from '../core/errors.ts'
import { givenUp, type Place } from './sshErrors.ts'

/** Characters ssh(1) lets into a command in place of %h, %n and %r: none that a shell reads as anything but itself. */
const HARMLESS = /^[A-Za-z0-9_.:%@+][A-Za-z0-9_.:%@+-]*$/

/** Starts it as ssh(1) does, by the person's shell. When the stream ends, so does the program, and the other way round. */
export function openProxy(place: Place, command: string, signal: AbortSignal): Duplex {
  if (signal.aborted) throw givenUp(place)
  const child = spawn(process.env.SHELL ?? '/bin/sh', ['-c', `exec ${command}`], { stdio: 'pipe' })
  const stream = new Duplex({
    read: () => child.stdout.resume(),
    // What could not be written is told by the program's end.
    write: (chunk, _encoding, done) => child.stdin.write(chunk, () => done()),
    final: (done) => child.stdin.end(() => done()),
    destroy: (error, done) => {
      child.kill('SIGHUP')
      done(error)
    },
  })
  child.stdin.on('error', () => undefined)
  child.stdout.on('data', (chunk: Buffer) => {
    if (!stream.push(chunk)) child.stdout.pause()
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-4_000)
  })
  child.once('error', (error) => stream.destroy(ended(place, command, error.message)))
  // Not when its output ends: by then it may not have said yet why.
  child.once('close', () => stream.destroy(ended(place, command, said)))
  return stream
}

/** The command with names filled in. Throws `invalid-input` for a name that would be more than a word to the shell. */
export function proxyCommand(
  text: string,
  names: Readonly<Record<'h' | 'n' | 'p' | 'r', string>>,
  fill: (text: string, tokens: Readonly<Record<string, string>>) => string,
): string {
  for (const name of [names.h, names.n, names.r]) {
    if (HARMLESS.test(name)) continue
    throw new StacksteadError({
      code: 'invalid-input',
      message: `${JSON.stringify(name)} cannot be given to the ProxyCommand of ~/.ssh/config: a shell would read more than a name.`,
      remedy: 'Write a user and a host of letters, digits, dots, hyphens and underscores.',
    })
  }
  return fill(text, names)
}

function ended({ machine }: Place, command: string, said: string): StacksteadError {
  const detail = lastLines(said)
  return new StacksteadError({
    code: 'unreachable',
    machine,
    message: `The way to ${machine}, the ProxyCommand "${command}" of ~/.ssh/config, ended.`,
    ...(detail === '' ? {} : { detail }),
    remedy: 'Run the command by itself to see what it says, or write another way: "jump" in cloud.yaml wins over it.',
  })
}
