/** A lock between Stackstead processes that the kernel frees when its holder dies, however it dies. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname } from 'node:path'
import { makeFolder } from './folders.ts'

/** Runs `work` while no other process holds the lock file; `onWait` is told once where somebody else holds it. */
export async function withLock<T>(file: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
  await makeFolder(dirname(file))
  // flock's child keeps the lock until its input closes, which it does even when this process is killed.
  const holder = spawn('flock', ['--exclusive', file, 'sh', '-c', 'echo held; exec cat'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  })
  const waiting = setTimeout(onWait, 500)
  try {
    await once(holder.stdout, 'data')
    clearTimeout(waiting)
    return await work()
  } finally {
    clearTimeout(waiting)
    holder.stdin.end()
  }
}
