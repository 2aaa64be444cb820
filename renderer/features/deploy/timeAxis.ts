/** Time across the timetable: what span is in view, where a moment lies, which marks stand above. Pure. */

export interface Span {
  /** Milliseconds since the epoch. */
  readonly from: number
  readonly to: number
}

/** `undefined`: everything in view. Without `to` the view's end follows now. */
export interface Zoom {
  readonly length: number
  readonly to?: number
}

interface Moment {
  readonly startedAt: number
  readonly now: number
  /** While it runs: when it will end, as far as is known. */
  readonly expectedEnd?: number | undefined
  readonly endedAt?: number | undefined
}

const SHORTEST = 10_000
/** Room behind now while no end is known, as a share of what was. */
const AHEAD = 0.08

/** All of the run, with what is still expected. */
export function wholeSpan({ startedAt, now, expectedEnd, endedAt }: Moment): Span {
  if (endedAt !== undefined) return { from: startedAt, to: Math.max(endedAt, startedAt + 1000) }
  const ahead = now + Math.max(SHORTEST / 2, (now - startedAt) * AHEAD)
  return { from: startedAt, to: Math.max(startedAt + SHORTEST, ahead, expectedEnd ?? 0) }
}

export function spanOf(whole: Span, zoom: Zoom | undefined, now: number): Span {
  if (zoom === undefined) return whole
  const to = zoom.to ?? Math.min(whole.to, now + zoom.length * AHEAD)
  return { from: to - zoom.length, to }
}

/** Nearer (factor < 1) or farther around a moment; all again once everything is in view. */
export function zoomed(whole: Span, span: Span, factor: number, around: number): Zoom | undefined {
  const length = Math.max(SHORTEST / 2, (span.to - span.from) * factor)
  if (length >= whole.to - whole.from) return undefined
  const share = (around - span.from) / (span.to - span.from)
  return within(whole, { length, to: around + (1 - share) * length })
}

export function panned(whole: Span, span: Span, by: number): Zoom | undefined {
  const length = span.to - span.from
  if (length >= whole.to - whole.from) return undefined
  return within(whole, { length, to: span.to + by })
}

function within(whole: Span, zoom: { readonly length: number; readonly to: number }): Zoom {
  return { length: zoom.length, to: Math.min(whole.to, Math.max(whole.from + zoom.length, zoom.to)) }
}

export function xOf(span: Span, width: number, at: number): number {
  return ((at - span.from) / (span.to - span.from)) * width
}

export function timeAt(span: Span, width: number, x: number): number {
  return span.from + (x / width) * (span.to - span.from)
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400].map((seconds) => seconds * 1000)

/** Marks at round times since the start, at least `apart` pixels from each other. */
export function ticks(span: Span, width: number, startedAt: number, apart = 80): readonly number[] {
  const perPixel = (span.to - span.from) / Math.max(1, width)
  const step = STEPS.find((one) => one >= perPixel * apart) ?? 14_400_000
  const first = Math.ceil((span.from - startedAt) / step) * step
  const marks: number[] = []
  for (let at = first; startedAt + at <= span.to; at += step) marks.push(startedAt + at)
  return marks
}

/** "0:45", "3:05", "1:02:00" since the start. */
export function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  const two = (value: number): string => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}
