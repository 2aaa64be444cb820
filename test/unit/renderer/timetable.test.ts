/** Where things lie in the timetable: lanes, moments, marks, and what is under the pointer. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AXIS, hit, laneHeight, lanesIn, placeLanes, trackTop } from '../../../renderer/features/deploy/laneLayout.ts'
import { type Lane, newLane } from '../../../renderer/features/deploy/lanes.ts'
import {
  clock,
  panned,
  spanOf,
  ticks,
  timeAt,
  wholeSpan,
  xOf,
  zoomed,
} from '../../../renderer/features/deploy/timeAxis.ts'

function lane(machine: string, tracks: number): Lane {
  const made = newLane(machine, 1)
  for (let track = 0; track < tracks; track += 1) {
    const block = { component: `c${track}`, track, startedAt: 1000, endedAt: 2000, steps: 1, failed: 0, running: 0 }
    made.blocks.push(block)
    made.tracks.push(block)
  }
  return made
}

test('lanes in view are those that a walk over all would find', () => {
  const heights = fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 60 })
  fc.assert(
    fc.property(
      heights,
      fc.integer({ min: -50, max: 4000 }),
      fc.integer({ min: 1, max: 900 }),
      (tracks, from, tall) => {
        const placed = placeLanes(tracks.map((count, index) => lane(`m${index}`, count)))
        const expected = placed.filter(({ top, height }) => top + height > from && top < from + tall)
        expect(lanesIn(placed, from, from + tall)).toEqual(expected)
      },
    ),
  )
})

test('the pointer finds the stretch under it, and the lane alone beside it', () => {
  const placed = placeLanes([lane('one', 1), lane('two', 3)])
  const span = { from: 0, to: 4000 }
  const y = laneHeight(1) + trackTop(2) + 4
  expect(hit(placed, span, 400, 4000, { x: 150, y })?.block?.component).toBe('c2')
  expect(hit(placed, span, 400, 4000, { x: 300, y })).toMatchObject({ lane: { machine: 'two' }, block: undefined })
  expect(hit(placed, span, 400, 4000, { x: 10, y: 100_000 })).toBeUndefined()
  expect(AXIS).toBeGreaterThan(0)
})

test('the whole run is in view, with what is expected of it', () => {
  expect(wholeSpan({ startedAt: 0, now: 60_000, expectedEnd: 200_000 })).toEqual({ from: 0, to: 200_000 })
  expect(wholeSpan({ startedAt: 0, now: 60_000 }).to).toBeGreaterThan(60_000)
  expect(wholeSpan({ startedAt: 0, now: 99_000, endedAt: 50_000 })).toEqual({ from: 0, to: 50_000 })
})

test('zooming keeps the moment under the pointer, and ends with all in view', () => {
  const whole = { from: 0, to: 600_000 }
  const zoom = zoomed(whole, whole, 0.5, 200_000)
  const span = spanOf(whole, zoom, 0)
  expect(xOf(span, 900, 200_000)).toBeCloseTo(xOf(whole, 900, 200_000))
  expect(timeAt(span, 900, xOf(span, 900, 123_456))).toBeCloseTo(123_456)
  expect(zoomed(whole, span, 4, 200_000)).toBeUndefined()
})

test('a view can be moved to the ends of the run and no farther', () => {
  const whole = { from: 0, to: 600_000 }
  const span = { from: 100_000, to: 200_000 }
  expect(panned(whole, span, -9_000_000)).toEqual({ length: 100_000, to: 100_000 })
  expect(panned(whole, span, 9_000_000)).toEqual({ length: 100_000, to: 600_000 })
  expect(panned(whole, whole, 5)).toBeUndefined()
})

test('marks stand at round times since the start, far enough apart to be read', () => {
  const marks = ticks({ from: 5_000, to: 605_000 }, 1000, 5_000)
  expect(marks.slice(0, 3).map((mark) => clock(mark - 5_000))).toEqual(['0:00', '1:00', '2:00'])
})

test('times as a clock shows them', () => {
  expect([0, 45_000, 185_000, 3_720_000].map(clock)).toEqual(['0:00', '0:45', '3:05', '1:02:00'])
})
