/** Keeps the canvas drawn: a frame at a time while the run goes on and the canvas can be seen, once otherwise. */
import { type RefObject, useEffect, useMemo, useRef } from 'react'
import { useTokens } from '../../ui/useTokens.ts'
import { drawLanes, readColours } from './drawLanes.ts'
import { AXIS, lanesIn, type PlacedLane } from './laneLayout.ts'
import type { RunStore } from './runStore.ts'
import { panned, type Span, spanOf, timeAt, wholeSpan, type Zoom, zoomed } from './timeAxis.ts'

interface LaneCanvas {
  readonly store: RunStore
  readonly canvas: RefObject<HTMLCanvasElement | null>
  readonly scroll: RefObject<HTMLDivElement | null>
  readonly placed: readonly PlacedLane[]
  readonly live: boolean
  readonly expectedEnd: number | undefined
  readonly zoom: Zoom | undefined
  readonly machine: string | undefined
  readonly component: string | undefined
}

/** What the canvas shows now, for pointers and buttons. */
export interface Board {
  span(): Span
  width(): number
  now(): number
  /** From the canvas's top to the top of all lanes. */
  laneY(y: number): number
  /** @param x of the pointer; without it around the middle, or around now while that is followed */
  zoomed(factor: number, x?: number): Zoom | undefined
  panned(pixels: number): Zoom | undefined
}

/** How much of the way to a new estimate the axis goes with each frame. */
const EASE = 0.12

export function useLaneCanvas(given: LaneCanvas): Board {
  const latest = useRef(given)
  latest.current = given
  const redraw = useRef<() => void>(() => undefined)
  const colours = useTokens(readColours)
  const { canvas, scroll, store } = given

  const board = useMemo(() => boardOf(latest), [])

  useEffect(() => {
    const element = canvas.current
    const port = scroll.current
    const context = element?.getContext('2d')
    if (element === null || port === null || context === null || context === undefined) return undefined
    let size = { width: 0, height: 0, ratio: 1 }
    let frame = 0
    let visible = true

    const draw = (): void => {
      const { placed, live: isLive, machine, component } = latest.current
      const now = board.now()
      const top = port.scrollTop
      drawLanes(
        context,
        {
          ...size,
          scrollTop: top,
          lanes: lanesIn(placed, top, top + size.height),
          span: board.span(),
          startedAt: store.state()?.startedAt ?? now,
          now,
          live: isLive,
          selected: { machine, component },
        },
        colours,
      )
    }
    let drawn: unknown
    const tick = (): void => {
      board.step()
      // A frame in which nothing moved by half a pixel looks like the one before it.
      const { from, to } = board.span()
      const perPixel = (to - from) / size.width
      const moved = [from, to, board.now()].map((at) => Math.round((2 * at) / perPixel))
      const { placed, machine, component } = latest.current
      const picture = [...moved, store.version(), port.scrollTop, placed.length, machine, component].join(' ')
      if (picture !== drawn) draw()
      drawn = picture
      frame = visible && latest.current.live ? requestAnimationFrame(tick) : 0
    }
    const wake = (): void => {
      if (frame === 0) frame = requestAnimationFrame(tick)
    }
    const measure = new ResizeObserver(() => {
      const width = Math.max(1, port.clientWidth - element.offsetLeft)
      const height = port.clientHeight
      const ratio = window.devicePixelRatio
      size = { width, height, ratio }
      board.resize(width)
      element.width = Math.round(width * ratio)
      element.height = Math.round(height * ratio)
      element.style.width = `${width}px`
      element.style.height = `${height}px`
      draw()
    })
    measure.observe(port)
    const seen = new IntersectionObserver(([entry]) => {
      visible = entry?.isIntersecting ?? true
      if (visible) wake()
    })
    seen.observe(element)
    port.addEventListener('scroll', wake, { passive: true })
    const leave = store.subscribe(wake)
    redraw.current = wake
    // The page's fonts may come after the first frame.
    void document.fonts.ready.then(wake)
    wake()
    return () => {
      cancelAnimationFrame(frame)
      measure.disconnect()
      seen.disconnect()
      port.removeEventListener('scroll', wake)
      leave()
    }
  }, [canvas, scroll, store, board, colours])

  // Whatever was drawn anew around it may have changed the picture, also when nothing runs; a frame finds out whether it has.
  useEffect(() => redraw.current())
  return board
}

function boardOf(latest: RefObject<LaneCanvas>): Board & { resize(width: number): void; step(): void } {
  let width = 1
  let shownEnd: number | undefined
  const state = () => latest.current.store.state()
  const now = (): number => {
    const run = state()
    if (latest.current.live || run === undefined) return Date.now()
    return run.endedAt ?? latest.current.store.lastAt() ?? Date.now()
  }
  const whole = (): Span => {
    const run = state()
    const at = now()
    const endedAt = latest.current.live ? undefined : (run?.endedAt ?? at)
    return wholeSpan({ startedAt: run?.startedAt ?? at, now: at, endedAt, expectedEnd: shownEnd })
  }
  const span = (): Span => spanOf(whole(), latest.current.zoom, now())
  return {
    span,
    now,
    width: () => width,
    laneY: (y) => y - AXIS + (latest.current.scroll.current?.scrollTop ?? 0),
    zoomed: (factor, x) => {
      const seen = span()
      const at = now()
      const middle = at > seen.from && at < seen.to ? at : (seen.from + seen.to) / 2
      return zoomed(whole(), seen, factor, x === undefined ? middle : timeAt(seen, width, x))
    },
    panned: (pixels) => {
      const seen = span()
      return panned(whole(), seen, (pixels / width) * (seen.to - seen.from))
    },
    resize: (to) => {
      width = to
    },
    step: () => {
      const { expectedEnd } = latest.current
      if (expectedEnd === undefined) shownEnd = undefined
      else shownEnd = shownEnd === undefined ? expectedEnd : shownEnd + (expectedEnd - shownEnd) * EASE
    },
  }
}
