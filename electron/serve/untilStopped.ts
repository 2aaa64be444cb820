/** Ctrl-C: the first ends the work under way in order and then the app, the second leaves at once. */
import { endOf } from '../shell/jobEnds.ts'
import type { RunningApp } from '../shell/runningApp.ts'
import { runningJobs, stopWork } from '../shell/stopWork.ts'

const LEFT = 'Left at once. What runs on the machines ends by itself; the next start goes on from there.\n'

/** Resolves when the app may be closed. */
export async function untilStopped(app: RunningApp): Promise<void> {
  const first = Promise.withResolvers<void>()
  let signals = 0
  const onSignal = (): void => {
    signals += 1
    if (signals === 1) first.resolve()
    else {
      process.stderr.write(LEFT)
      process.exit(130)
    }
  }
  // For as long as the process lives: closing the app takes a moment, too.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // conf listens, too, and sends every signal once more to end the process; one Ctrl-C would count as two.
    process.removeAllListeners(signal)
    process.on(signal, onSignal)
  }
  await first.promise
  const jobs = await runningJobs(app)
  for (const job of jobs) {
    process.stderr.write(`"${job.title}" is under way: ${endOf(job)}.\n`)
  }
  if (jobs.length > 0) process.stderr.write('Press Ctrl-C again to leave at once.\n')
  await stopWork(app)
}
