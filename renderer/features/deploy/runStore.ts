/** A run outside React: events go in by batches, the screen's parts read only what they show. */
import { type RunEvent, type RunState, reduceRunEvents, type StepProgress } from '../../../electron/contract/runs.ts'
import { advance, type Lane, type LaneState, laneState, newLane } from './lanes.ts'

/** What a lane's label says; a new object only when that changed. */
export interface LaneView {
  readonly machine: string
  readonly state: LaneState
  readonly total: number
  readonly done: number
  readonly failed: number
  readonly skipped: number
  /** Titles of what is under way. */
  readonly doing: readonly string[]
}

export interface RunTotals {
  readonly total: number
  readonly done: number
  readonly changed: number
  readonly failed: number
  readonly skipped: number
  readonly running: number
}

export interface RunStore {
  feed(events: readonly RunEvent[]): void
  subscribe(listener: () => void): () => void
  /** Grows with every batch. */
  version(): number
  state(): RunState | undefined
  totals(): RunTotals
  machines(): readonly string[]
  /** For drawing: a lane changes in place. Another map as soon as there are other lanes, or one has another track and height. */
  lanes(): ReadonlyMap<string, Lane>
  lane(machine: string): LaneView | undefined
  /** The step under way for longest on a machine, of one component where given; else the last that failed there. */
  atWork(machine: string, component?: string): string | undefined
  failures(): readonly StepProgress[]
  /** When the newest event happened: the end of a run whose process was killed. */
  lastAt(): number | undefined
  /** Ids of a machine's steps in the order of the plan; of all without a machine. */
  stepIds(machine?: string): readonly string[]
  step(id: string): StepProgress | undefined
}

const NOTHING: RunTotals = { total: 0, done: 0, changed: 0, failed: 0, skipped: 0, running: 0 }
const NONE: readonly never[] = []

export function runStore(): RunStore {
  const listeners = new Set<() => void>()
  let lanes = new Map<string, Lane>()
  const views = new Map<string, LaneView>()
  const ids = new Map<string, string[]>()
  let all: readonly string[] = NONE
  let machines: readonly string[] = NONE
  let state: RunState | undefined
  let failures: readonly StepProgress[] = NONE
  let totals = NOTHING
  let lastAt: number | undefined
  let version = 0

  const begin = (event: Extract<RunEvent, { type: 'run-started' }>): void => {
    for (const map of [views, ids]) map.clear()
    lanes = new Map()
    for (const step of event.steps) {
      const own = ids.get(step.machine)
      if (own === undefined) ids.set(step.machine, [step.id])
      else own.push(step.id)
    }
    for (const [machine, steps] of ids) lanes.set(machine, newLane(machine, steps.length))
    all = event.steps.map(({ id }) => id)
    machines = [...lanes.keys()]
    failures = NONE
    totals = { ...NOTHING, total: event.steps.length }
  }

  return {
    feed(events) {
      const touched = new Set<Lane>()
      state = reduced(state, events)
      let [failed, grown] = [false, false]
      for (const event of events) {
        if (event.type === 'run-started') {
          begin(event)
          for (const lane of lanes.values()) touched.add(lane)
        } else if (event.type !== 'run-finished') {
          const step = state?.steps.get(event.step)
          const lane = step === undefined ? undefined : lanes.get(step.machine)
          if (step === undefined || lane === undefined) continue
          const before = lane.tracks.length
          advance(lane, step, event)
          grown ||= lane.tracks.length !== before
          failed ||= event.type === 'step-failed'
          touched.add(lane)
        }
      }
      if (grown) lanes = new Map(lanes)
      lastAt = events.at(-1)?.at ?? lastAt
      if (state === undefined) return
      const { steps } = state
      for (const lane of touched) views.set(lane.machine, viewOf(lane, steps))
      if (failed) failures = [...steps.values()].filter((step) => step.state === 'failed')
      totals = totalsOf(lanes.values())
      version += 1
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    version: () => version,
    state: () => state,
    totals: () => totals,
    machines: () => machines,
    lanes: () => lanes,
    lane: (machine) => views.get(machine),
    atWork: (machine, component) => {
      const running = [...(lanes.get(machine)?.running ?? NONE)]
      const isAsked = (step: StepProgress | undefined): boolean =>
        step !== undefined && (component === undefined || step.component === component)
      return (
        running.find((id) => isAsked(state?.steps.get(id))) ??
        failures.findLast((step) => step.machine === machine && isAsked(step))?.id
      )
    },
    failures: () => failures,
    lastAt: () => lastAt,
    stepIds: (machine) => (machine === undefined ? all : (ids.get(machine) ?? NONE)),
    step: (id) => state?.steps.get(id),
  }
}

/**
 * The one reduction, given only the steps these events name: copying tens of thousands of others again and again would
 * take frames from the screen. The map of steps stays the same one and changes in place.
 */
function reduced(state: RunState | undefined, events: readonly RunEvent[]): RunState | undefined {
  if (state === undefined || events.some(({ type }) => type === 'run-started')) {
    const whole = reduceRunEvents(state, events)
    return whole === undefined ? undefined : { ...whole, steps: new Map(whole.steps) }
  }
  const named = new Map<string, StepProgress>()
  for (const event of events) {
    const step = 'step' in event ? state.steps.get(event.step) : undefined
    if (step !== undefined) named.set(step.id, step)
  }
  const part = reduceRunEvents({ ...state, steps: named }, events) ?? state
  const steps = state.steps as Map<string, StepProgress>
  for (const [id, step] of part.steps) steps.set(id, step)
  return { ...part, steps }
}

function viewOf(lane: Lane, steps: RunState['steps']): LaneView {
  const { machine, total, done, failed, skipped } = lane
  const doing = [...lane.running].map((id) => steps.get(id)?.title ?? id)
  return { machine, state: laneState(lane), total, done, failed, skipped, doing }
}

function totalsOf(lanes: Iterable<Lane>): RunTotals {
  let [total, done, changed, failed, skipped, running] = [0, 0, 0, 0, 0, 0]
  for (const lane of lanes) {
    total += lane.total
    done += lane.done
    changed += lane.changed
    failed += lane.failed
    skipped += lane.skipped
    running += lane.running.size
  }
  return { total, done, changed, failed, skipped, running }
}
