/** Commands that need root on this computer: run again through sudo, or told the line to run. */
import { StacksteadError } from '../core/errors.ts'
import { runInteractive } from '../index.ts'
import type { Session } from './session.ts'

/** What decides where labs and caches lie; sudo would drop it. */
const KEPT = ['XDG_STATE_HOME', 'XDG_CACHE_HOME', 'NO_COLOR', 'TERM']

/**
 * Does `work` as root. Where this process is not root, the whole command runs again through sudo, which asks the person
 * for a password. @throws StacksteadError `sudo` where nobody can answer.
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
  if (!session.terminal.interactive)
    throw new StacksteadError({
      code: 'sudo',
      message: `${why} needs root on this computer, and nobody can answer sudo here.`,
      remedy: `Run: sudo ${words.join(' ')}`,
    })
  session.terminal.note(`${why} needs root on this computer; sudo may ask for your password.`)
  return (await runInteractive('sudo', words)) === 0 ? 0 : 1
}
