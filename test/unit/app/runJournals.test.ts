/** What is read of a run: its journal, even a torn one, and what its steps printed. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LINES } from '../../../electron/app/runs/stepLines.ts'
import type { RunEvent, RunNow } from '../../../electron/contract/index.ts'
import { wants } from '../../support/fakeMachines.ts'
import { ended, HOME, held, runsWorld, START } from '../../support/runsWorld.ts'
import { rejection } from '../../support/sshClient.ts'
import { told } from '../../support/testApp.ts'

test('a run whose process ended in the middle is interrupted, and its torn journal is readable', async () => {
  await using w = runsWorld()
  const { run = '' } = await w.run()
  const file = join(w.app.room.runsFolder, `${run}.jsonl`)
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  writeFileSync(file, `${lines.slice(0, -1).join('\n')}\n{"type":"run-fini`)
  expect(await w.area.requests['runs.list'](HOME)).toMatchObject([{ state: 'interrupted', changed: 2 }])
  const events = told<readonly RunEvent[]>()
  await w.area.streams['runs.events']({ cloud: 'home', run }, events.emit, events.signal)
  expect(events.events[0]).toHaveLength(lines.length - 1 - 2)
  const nowhere = w.area.streams['runs.events']({ cloud: 'home', run: '2026-apply' }, events.emit, events.signal)
  expect(await rejection(Promise.resolve(nowhere))).toMatchObject({ data: { code: 'invalid-input' } })
})

test('what a step printed can be followed while it runs and read afterwards', async () => {
  await using w = runsWorld([wants('a', 'x'), wants('a', 'y')])
  const hold = held(w.machines)
  await w.area.requests['runs.start'](START)
  await hold.reached
  const now = told<RunNow>()
  await w.area.streams['runs.now'](HOME, now.emit, now.signal)
  const { run = '' } = await now.until((one) => one.run !== undefined)
  const step = 'y@a'
  const lines = told<readonly string[]>()
  await w.area.streams['runs.lines']({ cloud: 'home', run, step }, lines.emit, lines.signal)
  expect(lines.events).toEqual([])
  hold.go()
  await lines.until((told) => told.length > 0)
  expect(lines.events.flat()).toEqual(['did set y yes'])
  await ended(w.area)
  const after = told<readonly string[]>()
  await w.area.streams['runs.lines']({ cloud: 'home', run, step: 'x@a' }, after.emit, after.signal)
  expect(after.events).toEqual([['did set x yes']])
  expect(await w.area.requests['runs.output']({ cloud: 'home', run, step, last: 5 })).toEqual(['did set y yes'])
})

test('of a step that prints much the last lines are told, and the journal has them all', async () => {
  const many = Array.from({ length: 3 * LINES }, (_, index) => ({
    kind: 'run' as const,
    command: { script: `say ${index}` },
  }))
  const talker = wants('a', 'x', { actions: () => [...many, { kind: 'run', command: { script: 'set x yes' } }] })
  await using w = runsWorld([talker, wants('a', 'y')])
  const silent = Promise.withResolvers<void>()
  const talked = Promise.withResolvers<void>()
  w.machines.before = async (_machine, command) => {
    if (command !== 'set y yes') return
    talked.resolve()
    await silent.promise
  }
  await w.area.requests['runs.start'](START)
  await talked.promise
  const now = told<RunNow>()
  await w.area.streams['runs.now'](HOME, now.emit, now.signal)
  const { run = '' } = await now.until((one) => one.run !== undefined)
  const lines = told<readonly string[]>()
  await w.area.streams['runs.lines']({ cloud: 'home', run, step: 'x@a' }, lines.emit, lines.signal)
  expect(lines.events[0]).toHaveLength(LINES)
  expect(lines.events[0]?.at(-1)).toBe('did set x yes')
  silent.resolve()
  await ended(w.area)
  const all = await w.area.requests['runs.output']({ cloud: 'home', run, step: 'x@a', last: 10_000 })
  expect(all).toHaveLength(3 * LINES + 1)
  expect(all[0]).toBe('did say 0')
})
