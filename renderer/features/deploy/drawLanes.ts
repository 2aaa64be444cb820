/** Draws the timetable on a canvas: marks, lanes, stretches of work, the line of now. */

import { duration } from '../../ui/time.ts'
import { token } from '../../ui/useTokens.ts'
import { AXIS, type PlacedLane, TRACK, trackTop } from './laneLayout.ts'
import type { Block } from './lanes.ts'
import { clock, type Span, ticks, xOf } from './timeAxis.ts'

export interface Colours {
  readonly ground: string
  readonly line: string
  readonly ink: string
  readonly quiet: string
  readonly accent: string
  readonly selected: string
  readonly states: Readonly<Record<'done' | 'running' | 'failed', readonly [fill: string, edge: string]>>
  readonly font: string
}

export function readColours(): Colours {
  return {
    ground: token('--surface'),
    line: token('--border'),
    ink: token('--ink'),
    quiet: token('--ink-2'),
    accent: token('--accent'),
    selected: token('--hover'),
    states: {
      done: [token('--works-soft'), token('--works')],
      running: [token('--progress-soft'), token('--progress')],
      failed: [token('--failed-soft'), token('--failed')],
    },
    font: `${token('--text-s')} ${token('--font')}`,
  }
}

export interface Drawing {
  readonly width: number
  readonly height: number
  readonly ratio: number
  readonly scrollTop: number
  /** Those in view. */
  readonly lanes: readonly PlacedLane[]
  readonly span: Span
  readonly startedAt: number
  readonly now: number
  readonly live: boolean
  readonly selected: { readonly machine?: string | undefined; readonly component?: string | undefined }
}

const MARKS = { done: '✓', running: '▸', failed: '✕' } as const

export function drawLanes(context: CanvasRenderingContext2D, drawing: Drawing, colours: Colours): void {
  const { width, height, ratio, scrollTop, lanes, span, startedAt, now, live } = drawing
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.fillStyle = colours.ground
  context.fillRect(0, 0, width, height)
  context.font = colours.font
  context.textBaseline = 'middle'
  const marks = ticks(span, width, startedAt)

  for (const { lane, top, height: tall } of lanes) {
    const y = AXIS + top - scrollTop
    if (lane.machine === drawing.selected.machine) {
      context.fillStyle = colours.selected
      context.fillRect(0, y, width, tall)
    }
    context.fillStyle = colours.line
    context.fillRect(0, Math.round(y + tall) - 1, width, 1)
  }
  context.fillStyle = colours.line
  for (const mark of marks) context.fillRect(Math.round(xOf(span, width, mark)), AXIS, 1, height)

  for (const { lane, top } of lanes) {
    const y = AXIS + top - scrollTop
    const next: (number | undefined)[] = []
    for (let index = lane.blocks.length - 1; index >= 0; index -= 1) {
      const block = lane.blocks[index]
      if (block === undefined) continue
      const isSelected = lane.machine === drawing.selected.machine && block.component === drawing.selected.component
      drawBlock(context, block, next[block.track], y + trackTop(block.track), drawing, colours, isSelected)
      next[block.track] = block.startedAt
    }
  }

  context.fillStyle = colours.ground
  context.fillRect(0, 0, width, AXIS)
  context.fillStyle = colours.line
  context.fillRect(0, AXIS - 1, width, 1)
  context.fillStyle = colours.quiet
  for (const mark of marks) context.fillText(clock(mark - startedAt), xOf(span, width, mark) + 4, AXIS / 2)
  if (live) drawNow(context, drawing, colours, now)
}

function drawBlock(
  context: CanvasRenderingContext2D,
  block: Block,
  /** When the one behind it on its track began. */
  next: number | undefined,
  y: number,
  { span, width, now }: Drawing,
  colours: Colours,
  selected: boolean,
): void {
  const from = xOf(span, width, block.startedAt)
  const to = Math.max(from + 3, xOf(span, width, block.endedAt ?? now))
  if (to < 0 || from > width) return
  const state = block.failed > 0 ? 'failed' : block.endedAt === undefined ? 'running' : 'done'
  const [fill, edge] = colours.states[state]
  context.fillStyle = fill
  context.fillRect(from, y, to - from, TRACK)
  context.fillStyle = edge
  context.fillRect(from, y, 2, TRACK)
  if (selected) {
    context.strokeStyle = colours.accent
    context.lineWidth = 2
    context.strokeRect(from + 1, y + 1, Math.max(1, to - from - 2), TRACK - 2)
  }
  const name = `${MARKS[state]} ${block.component}`
  const took = duration((block.endedAt ?? now) - block.startedAt)
  const inside = Math.max(from, 0) + 6
  if (drawWords(context, name, took, inside, Math.min(to, width) - 4, y, colours)) return
  // Too short for its name, which then stands behind it where nothing else does.
  const free = next === undefined ? width : Math.min(width, xOf(span, width, next))
  if (to >= 0) drawWords(context, name, took, to + 5, free - 4, y, colours)
}

/** The name, and the time where it fits too; false where not even the name does. */
function drawWords(
  context: CanvasRenderingContext2D,
  name: string,
  took: string,
  from: number,
  to: number,
  y: number,
  colours: Colours,
): boolean {
  const nameWidth = widthOf(context, name)
  if (from + nameWidth > to) return false
  context.fillStyle = colours.ink
  context.fillText(name, from, y + TRACK / 2)
  if (from + nameWidth + 8 + took.length * 7 > to) return true
  context.fillStyle = colours.quiet
  context.fillText(took, from + nameWidth + 8, y + TRACK / 2)
  return true
}

function drawNow(
  context: CanvasRenderingContext2D,
  { span, width, height }: Drawing,
  colours: Colours,
  now: number,
): void {
  const x = xOf(span, width, now)
  if (x < 0 || x > width) return
  context.fillStyle = colours.accent
  context.fillRect(x - 0.75, AXIS - 6, 1.5, height)
  context.beginPath()
  context.moveTo(x - 4, AXIS - 8)
  context.lineTo(x + 4, AXIS - 8)
  context.lineTo(x, AXIS - 2)
  context.fill()
}

/** Names come again with every frame; measuring text is what costs. */
const widths = new Map<string, number>()

function widthOf(context: CanvasRenderingContext2D, text: string): number {
  const known = widths.get(text)
  if (known !== undefined) return known
  const width = context.measureText(text).width
  widths.set(text, width)
  return width
}
