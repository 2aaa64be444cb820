/** Leaving while work is under way: what is running, and how it is brought to a stop after the steps under way. */
import type { Job, Question } from '../contract/index.ts'
import { endsInOrder } from './jobEnds.ts'
import type { RunningApp } from './runningApp.ts'

/** Calls back with the running jobs now and with every change, until the function it gives back is called. */
export function followRunning(app: RunningApp, onJobs: (jobs: readonly Job[]) => void): () => void {
  return app.listen('jobs.follow', {}, (event) => {
    if (event.ok) onJobs(running(event.value))
  })
}

/** What is running now; nothing where the app cannot say. */
export function runningJobs(app: RunningApp): Promise<readonly Job[]> {
  const { promise, resolve } = Promise.withResolvers<readonly Job[]>()
  const leave = app.listen('jobs.follow', {}, (event) => resolve(event.ok ? running(event.value) : []))
  return promise.finally(() => leave())
}

/** @param jobs what the stream `jobs.follow` tells */
function running(jobs: unknown): readonly Job[] {
  return (jobs as readonly Job[]).filter((job) => job.state === 'running')
}

/** Asks every run to end after its steps under way, every proof to tidy up, and waits until they have. */
export async function stopWork(app: RunningApp): Promise<void> {
  const unasked = declineQuestions(app)
  const jobs = await runningJobs(app)
  const ending = jobs.filter((job) => job.cloud !== undefined && endsInOrder(job))
  await Promise.all(
    ending.map((job) => app.call(job.kind === 'run' ? 'runs.pause' : 'verify.stop', { cloud: job.cloud })),
  )
  const left = Promise.withResolvers<void>()
  const ids = new Set(ending.map((job) => job.id))
  const leave = followRunning(app, (under) => {
    if (!under.some((job) => ids.has(job.id))) left.resolve()
  })
  await left.promise
  leave()
  unasked()
}

/** The person leaves: what waits for an answer would wait for ever, and the work with it. */
function declineQuestions(app: RunningApp): () => void {
  return app.listen('questions.follow', {}, (event) => {
    if (!event.ok) return
    for (const { id } of event.value as readonly Question[]) {
      void app.call('questions.answer', { id, answer: { kind: 'no' } })
    }
  })
}
