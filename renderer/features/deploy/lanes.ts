/** A machine's lane: stretches of work by component, laid into tracks so that what runs side by side stays apart. Pure. */
import type { RunEvent, StepProgress } from '../../../electron/contract/index.ts'

/** One stretch in which a component was at work on a machine. */
export interface Block {
  readonly component: string
  readonly track: number
  readonly startedAt: number
  /** Undefined while it goes on. */
  endedAt: number | undefined
  steps: number
  failed: number
  running: number
}

export interface Lane {
  readonly machine: string
  readonly blocks: Block[]
  /** The last block of each track. */
  readonly tracks: Block[]
  readonly total: number
  done: number
  changed: number
  failed: number
  skipped: number
  /** Ids of steps under way, oldest first. */
  readonly running: Set<string>
}

/** A pause shorter than this does not end a stretch. */
const PAUSE = 3000

export function newLane(machine: string, total: number): Lane {
  return { machine, blocks: [], tracks: [], total, done: 0, changed: 0, failed: 0, skipped: 0, running: new Set() }
}

type StepEvent = Extract<RunEvent, { readonly step: string }>

/** Changes the lane: thousands of events a second leave no time for copies. */
export function advance(lane: Lane, step: StepProgress, event: StepEvent): void {
  if (event.type === 'step-output') return
  if (event.type === 'step-started') {
    lane.running.add(step.id)
    const block = blockFor(lane, step.component, event.at)
    block.endedAt = undefined
    block.running += 1
    block.steps += 1
    return
  }
  lane.done += 1
  if (event.type === 'step-changed') lane.changed += 1
  if (event.type === 'step-failed') lane.failed += 1
  if (event.type === 'step-skipped') lane.skipped += 1
  if (!lane.running.delete(step.id)) return
  const block = lane.blocks.findLast((one) => one.component === step.component && one.running > 0)
  if (block === undefined) return
  block.running -= 1
  if (event.type === 'step-failed') block.failed += 1
  if (block.running === 0) block.endedAt = event.at
}

/** The stretch that goes on, or a new one: on the component's own track where that is free, else on the first free. */
function blockFor(lane: Lane, component: string, at: number): Block {
  const own = lane.tracks.findLast((block) => block.component === component)
  if (own !== undefined && (own.endedAt === undefined || at - own.endedAt < PAUSE)) return own
  const isFree = (block: Block): boolean => block.endedAt !== undefined && at - block.endedAt >= 0
  const free = own ?? lane.tracks.find((block) => isFree(block))
  const track = free?.track ?? lane.tracks.length
  const block: Block = { component, track, startedAt: at, endedAt: undefined, steps: 0, failed: 0, running: 0 }
  lane.tracks[track] = block
  lane.blocks.push(block)
  return block
}

/** `stopped`: what was left was skipped, because something it needs failed elsewhere. */
export type LaneState = 'waiting' | 'running' | 'done' | 'failed' | 'stopped'

export function laneState(lane: Lane): LaneState {
  if (lane.failed > 0) return 'failed'
  if (lane.done === lane.total) return lane.skipped > 0 ? 'stopped' : 'done'
  return lane.running.size > 0 ? 'running' : 'waiting'
}
