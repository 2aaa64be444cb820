/** Runs: deploying and destroying, followed while it happens or read from its journal afterwards. */
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { followJournal, isMilestone, readEvents } from '../../../provisioner/index.ts'
import type { RunEvent, RunSummary } from '../../contract/index.ts'
import type { Area } from '../area.ts'
import type { AppContext } from '../context.ts'
import { perCloud } from '../perCloud.ts'
import { within } from '../within.ts'
import { type CloudRuns, cloudRuns, type RunEnd } from './cloudRuns.ts'
import { type LiveRun, lastOf } from './liveRun.ts'
import { runSummaries } from './runSummaries.ts'

type Requests = 'runs.list' | 'runs.start' | 'runs.pause' | 'runs.cancel' | 'runs.output'
type Streams = 'runs.now' | 'runs.events' | 'runs.lines'

/** Milliseconds in which steps under way may end when the app does; what takes longer is interrupted and goes on later. */
const PATIENCE = 2_000

export function runsArea(context: AppContext): Area<Requests, Streams> {
  const { rooms, host } = context
  const onEnd = (title: string, end: RunEnd): void => {
    const told = notice(end)
    if (told !== undefined) host.notify?.(`${title}: ${told.word}`, told.body)
  }
  const clouds = perCloud((cloud) => cloudRuns(context, cloud, onEnd))

  /** The run, where it is under way in this process. */
  const liveOf = (runs: CloudRuns, run: string): LiveRun | undefined => {
    const live = runs.live()
    return live?.run === run ? live : undefined
  }
  /** What a step printed, as far as it is known: from memory while that holds all of it, otherwise from the journal. */
  const printed = async (cloud: string, run: string, step: string): Promise<readonly string[]> => {
    const { runsFolder } = await rooms.get(cloud)
    const held = liveOf(clouds.of(cloud), run)?.output.of(step)
    if (held?.whole === true) return held.lines
    return linesOf(await readEvents(runsFolder, run), step)
  }

  return {
    requests: {
      'runs.list': async ({ cloud }) => {
        const { runsFolder } = await rooms.get(cloud)
        const live = clouds.of(cloud).live()?.run
        const summaries = await runSummaries(runsFolder)
        return summaries.map((one): RunSummary => (one.run === live ? { ...one, state: 'running' } : one))
      },
      'runs.start': async ({ cloud, operation, preflight }) => {
        clouds.of(cloud).start(await rooms.get(cloud), { operation, preflight })
        return null
      },
      'runs.pause': async ({ cloud }) => {
        clouds.of(cloud).stop('pausing')
        return null
      },
      'runs.cancel': async ({ cloud }) => {
        clouds.of(cloud).stop('stopping')
        return null
      },
      'runs.output': async ({ cloud, run, step, last }) => lastOf(await printed(cloud, run, step), last),
    },
    streams: {
      'runs.now': async ({ cloud }, emit, signal) => {
        await rooms.get(cloud)
        clouds.of(cloud).followNow(emit, signal)
      },
      'runs.events': async ({ cloud, run }, emit, signal) => {
        const { runsFolder } = await rooms.get(cloud)
        const live = liveOf(clouds.of(cloud), run)
        if (live !== undefined) return live.followEvents(emit, signal)
        let isKnown = false
        const onEvents = (events: readonly RunEvent[]): void => {
          isKnown ||= events.length > 0
          if (isKnown) emit(events)
        }
        await followJournal(runsFolder, run, { isWanted: isMilestone, onEvents, signal })
        if (!isKnown && !signal.aborted) throw unknownRun(cloud, run)
      },
      'runs.lines': async ({ cloud, run, step }, emit, signal) => {
        const { runsFolder } = await rooms.get(cloud)
        const live = liveOf(clouds.of(cloud), run)
        const held = live?.output.of(step)
        if (live !== undefined && (held !== undefined || isOpen(live, step))) {
          live.followLines(step, emit, signal)
          if (held !== undefined && !signal.aborted) emit(lastOf(held.lines))
          return
        }
        if (live !== undefined) return emit(lastOf(await printed(cloud, run, step)))
        let isFirst = true
        const onEvents = (events: readonly RunEvent[]): void => {
          const lines = linesOf(events, step)
          if (isFirst || lines.length > 0) emit(lastOf(lines))
          isFirst = false
        }
        await followJournal(runsFolder, run, { isWanted: (line) => !isMilestone(line), onEvents, signal })
      },
    },
    async [Symbol.asyncDispose]() {
      for (const runs of clouds.all()) runs.stop('pausing')
      await within(PATIENCE, Promise.all(clouds.all().map((runs) => runs.settled())))
    },
  }
}

/** What one step printed. */
function linesOf(events: readonly RunEvent[], step: string): readonly string[] {
  return events.flatMap((event) => (event.type === 'step-output' && event.step === step ? [event.line] : []))
}

/** A step that has not ended may print yet. */
function isOpen(live: LiveRun, step: string): boolean {
  return live.state()?.steps.get(step)?.endedAt === undefined
}

function notice(end: RunEnd): { readonly word: string; readonly body: string } | undefined {
  if ('error' in end) return { word: 'failed', body: end.error.message }
  const { state } = end
  if (state === undefined) return undefined
  const failed = [...state.steps.values()].filter((step) => step.state === 'failed')
  const [first] = failed
  if (state.outcome === 'done') return { word: 'done', body: 'Everything is as cloud.yaml says.' }
  if (state.outcome !== 'failed') return undefined
  const more = failed.length > 1 ? ` And ${failed.length - 1} more.` : ''
  return { word: 'failed', body: `${first?.error?.message ?? 'A step failed.'}${more}` }
}

function unknownRun(cloud: string, run: string): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    message: `${cloud} has no run ${run}.`,
    remedy: 'Choose one from the history.',
  })
}
