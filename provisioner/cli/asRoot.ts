/** Commands that need root on this computer: run again through sudo, or told the line to run. */
import { quote } from '../core/command.ts'
import { StacksteadError } from '../core/errors.ts'
import { runInteractive, runProgram } from '../index.ts'
import type { Session } from './session.ts'

/** What decides where labs and caches lie; sudo would drop it. */
const KEPT = ['XDG_STATE_HOME', 'XDG_CACHE_HOME', 'NO_COLOR', 'TERM']

/**
 * Does `work` as root. Where this process is not root, the whole command runs again through sudo, which asks the person
 * for a password. @throws StacksteadError `sudo` where it would ask and nobody can answer.
 */
export async function asRoot(session: Session, why: string, work: () => Promise<0 | 1>): Promise<0 | 1> {
  if (process.getuid?.() === 0) return work()
  const words = [
    `--preserve-env=${KEPT.join(',')}`,
    '--',
    process.execPath,
    ...process.execArgv,
    ...process.argv.slice(1),
  ]
  if (!session.terminal.interactive) {
    if (await asksNothing()) return (await runInteractive('sudo', ['-n', ...words])) === 0 ? 0 : 1
    throw new StacksteadError({
      code: 'sudo',
      message: `${why} needs root on this computer, and nobody can answer sudo here.`,
      remedy: `Run: sudo ${words.map(quote).join(' ')}`,
    })
  }
  session.terminal.note(`${why} needs root on this computer; sudo may ask for your password.`)
  return (await runInteractive('sudo', words)) === 0 ? 0 : 1
}

/** Whether sudo lets this person be root without a password (NOPASSWD, or one given a moment ago). */
async function asksNothing(): Promise<boolean> {
  const tried = await runProgram('sudo', ['-n', 'true']).catch(() => undefined)
  return tried?.status === 0
}
