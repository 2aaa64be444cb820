/** A run another process makes, as the command line does beside the app: its events and lines come as they are written. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RunEvent } from '../../../electron/contract/index.ts'
import type { RunningProcess } from '../../../provisioner/core/event.ts'
import { runsWorld } from '../../support/runsWorld.ts'
import { told } from '../../support/testApp.ts'

const RUN = '2026-11-22T16-20-05-123Z-apply'
const ADDRESS = { cloud: 'home', run: RUN, step: 'x@a' }
const started: RunEvent = { type: 'run-started', at: 1, run: RUN, operation: 'apply', steps: [] }
const line = (step: string, text: string): RunEvent => ({ type: 'step-output', at: 2, step, line: text })
const lined = (...events: readonly RunEvent[]): string => events.map((event) => `${JSON.stringify(event)}\n`).join('')

test('is followed to its end, lines of one step apart from those of others', async () => {
  await using w = runsWorld()
  const { runsFolder } = w.app.room
  const file = join(runsFolder, `${RUN}.jsonl`)
  mkdirSync(runsFolder, { recursive: true })
  writeFileSync(file, lined(started, line('x@a', 'one')))
  const append = (...events: readonly RunEvent[]): void => {
    execFileSync('sh', ['-c', 'cat >> "$1"', 'sh', file], { input: lined(...events) })
  }
  const events = told<readonly RunEvent[]>()
  const lines = told<readonly string[]>()
  await w.area.streams['runs.events']({ cloud: 'home', run: RUN }, events.emit, events.signal)
  await w.area.streams['runs.lines'](ADDRESS, lines.emit, lines.signal)
  expect(events.events).toEqual([[started]])
  expect(lines.events).toEqual([['one']])
  append(line('y@a', 'not asked for'), line('x@a', 'two'))
  await lines.until((piece) => piece.includes('two'))
  const finished: RunEvent = { type: 'run-finished', at: 3, outcome: 'done' }
  append(line('x@a', 'three'), { type: 'step-ok', at: 3, step: 'x@a' }, finished)
  await events.until((piece) => piece.at(-1)?.type === 'run-finished')
  await lines.until((piece) => piece.includes('three'))
  expect(lines.events.flat()).toEqual(['one', 'two', 'three'])
  expect(events.events.flat()).toEqual([started, { type: 'step-ok', at: 3, step: 'x@a' }, finished])
  events.leave()
  lines.leave()
})

test('is running while that process is, and interrupted once it has ended without an end', async () => {
  await using w = runsWorld()
  const { runsFolder } = w.app.room
  mkdirSync(runsFolder, { recursive: true })
  const other = spawn('sleep', ['1000'])
  const journal = (by: RunningProcess): void =>
    writeFileSync(join(runsFolder, `${RUN}.jsonl`), lined({ ...started, by }))
  const state = async () => (await w.area.requests['runs.list']({ cloud: 'home' }))[0]?.state
  try {
    journal({ pid: other.pid ?? 0 })
    expect(await state()).toBe('running')
    journal({ pid: other.pid ?? 0, began: 'another time' })
    expect(await state()).toBe('interrupted')
    journal({ pid: other.pid ?? 0 })
    const end = once(other, 'exit')
    other.kill('SIGKILL')
    await end
    expect(await state()).toBe('interrupted')
    journal({ pid: process.pid })
    expect(await state()).toBe('interrupted')
  } finally {
    other.kill('SIGKILL')
  }
})
