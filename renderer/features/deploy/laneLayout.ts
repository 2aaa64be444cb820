/** Where each lane lies and what is under the pointer. Pure. */
import type { Block, Lane } from './lanes.ts'
import { type Span, xOf } from './timeAxis.ts'

export const TRACK = 20
const PADDING = 6
const GAP = 2
/** Height of the marks above the lanes. */
export const AXIS = 24

export interface PlacedLane {
  readonly lane: Lane
  readonly top: number
  readonly height: number
}

export function laneHeight(tracks: number): number {
  const count = Math.max(1, tracks)
  return PADDING * 2 + count * TRACK + (count - 1) * GAP
}

export function placeLanes(lanes: Iterable<Lane>): readonly PlacedLane[] {
  let top = 0
  return [...lanes].map((lane) => {
    const placed = { lane, top, height: laneHeight(lane.tracks.length) }
    top += placed.height
    return placed
  })
}

export function trackTop(track: number): number {
  return PADDING + track * (TRACK + GAP)
}

/** Those in view, found without walking over all. */
export function lanesIn(placed: readonly PlacedLane[], from: number, to: number): readonly PlacedLane[] {
  let [low, high] = [0, placed.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const lane = placed[middle]
    if (lane !== undefined && lane.top + lane.height <= from) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < placed.length && (placed[end]?.top ?? 0) < to) end += 1
  return placed.slice(low, end)
}

interface Pointer {
  readonly x: number
  /** From the top of all lanes. */
  readonly y: number
}

export interface Hit {
  readonly lane: Lane
  readonly block: Block | undefined
}

export function hit(
  placed: readonly PlacedLane[],
  span: Span,
  width: number,
  now: number,
  { x, y }: Pointer,
): Hit | undefined {
  const [found] = lanesIn(placed, y, y + 1)
  if (found === undefined) return undefined
  const inside = y - found.top
  const block = found.lane.blocks.findLast((one) => {
    const top = trackTop(one.track)
    const from = xOf(span, width, one.startedAt)
    const to = Math.max(from + 3, xOf(span, width, one.endedAt ?? now))
    return inside >= top && inside <= top + TRACK && x >= from - 1 && x <= to + 1
  })
  return { lane: found.lane, block }
}
