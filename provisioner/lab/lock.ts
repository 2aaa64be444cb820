/** A lock between Stackstead processes that the kernel frees when its holder dies, however it dies. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StacksteadError } from '../core/errors.ts'
import { makeFolder } from './folders.ts'
import { type OnProgress, tell } from './progress.ts'

/** Milliseconds after which a person is told who is being waited for. */
const PATIENCE = 500

/** Runs `work` while no other process holds the lock file; where one does, `title` says that it is waited for. */
export async function withLock<T>(
  file: string,
  title: string,
  onProgress: OnProgress,
  work: () => Promise<T>,
): Promise<T> {
  await makeFolder(dirname(file))
  // flock's child keeps the lock until its input closes, which it does even when this process is killed.
  const holder = spawn('flock', ['--exclusive', file, 'sh', '-c', 'echo held; exec cat'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  })
  const ended = once(holder, 'close')
  const held = Promise.race([once(holder.stdout, 'data'), refused(ended, file)])
  try {
    const soon = await Promise.race([held.then(() => true), sleep(PATIENCE, false, { ref: false })])
    if (!soon) await tell(onProgress, title, () => held)
    return await work()
  } finally {
    holder.stdin.end()
    await ended
  }
}

async function refused(ended: Promise<unknown>, file: string): Promise<never> {
  await ended
  throw new StacksteadError({ code: 'lab', message: `The lock ${file} cannot be taken.` })
}
