/** A journal followed while another process writes it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RunEvent } from '../../../provisioner/core/event.ts'
import { followJournal } from '../../../provisioner/engine/followJournal.ts'
import { isMilestone } from '../../../provisioner/engine/runFiles.ts'

const RUN = '2026-11-22T16-20-05-123Z-apply'
const started: RunEvent = { type: 'run-started', at: 1, run: RUN, operation: 'apply', steps: [] }
const ok = (step: string): RunEvent => ({ type: 'step-ok', at: 2, step })
const line = (text: string): RunEvent => ({ type: 'step-output', at: 3, step: 'x', line: text })
const finished: RunEvent = { type: 'run-finished', at: 4, outcome: 'done' }
const lined = (...events: readonly RunEvent[]): string => events.map((event) => `${JSON.stringify(event)}\n`).join('')

let folder: string
let writer: ChildProcess
let over: AbortController
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stackstead-journal-'))
  over = new AbortController()
  const script = `const { appendFileSync } = require('node:fs')
    process.on('message', (text) => { appendFileSync(${JSON.stringify(join(folder, `${RUN}.jsonl`))}, text); process.send('written') })`
  writer = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
})
afterEach(async () => {
  over.abort()
  const ended = once(writer, 'exit')
  writer.disconnect()
  await ended
  rmSync(folder, { recursive: true })
})

/** Appended by the other process when it resolves. */
async function write(text: string): Promise<void> {
  const written = once(writer, 'message')
  writer.send(text)
  await written
}

async function follow(isWanted = isMilestone): Promise<RunEvent[][]> {
  const pieces: RunEvent[][] = []
  await followJournal(folder, RUN, { isWanted, onEvents: (events) => pieces.push([...events]), signal: over.signal })
  return pieces
}

/** What this process watches, as the kernel counts it. */
function watches(): number {
  const infos = readdirSync('/proc/self/fdinfo').map((fd) => {
    try {
      return readFileSync(join('/proc/self/fdinfo', fd), 'utf8')
    } catch {
      // Closed meanwhile: the folder that was listed, for one.
      return ''
    }
  })
  return infos.join('').split('inotify wd:').length - 1
}

describe('a journal', () => {
  test('is told whole at first, then as it grows, and no longer watched at its end', async () => {
    const before = watches()
    await write(lined(started, line('one'), ok('a')))
    const pieces = await follow()
    expect(pieces).toEqual([[started, ok('a')]])
    await write(lined(line('two'), ok('b')))
    await vi.waitFor(() => expect(pieces.flat()).toEqual([started, ok('a'), ok('b')]))
    await write(lined(ok('c'), finished))
    await vi.waitFor(() => expect(pieces.flat().slice(3)).toEqual([ok('c'), finished]))
    await vi.waitFor(() => expect(watches()).toBe(before))
  })

  test('is told in whole lines, however they are written', async () => {
    await write(lined(started))
    const pieces = await follow(() => true)
    const text = lined(line('größer'), ok('b'))
    const cut = Buffer.from(text).indexOf('ö')
    await write(text.slice(0, cut))
    await write(text.slice(cut, -5))
    await vi.waitFor(() => expect(pieces.flat()).toEqual([started, line('größer')]))
    await write(text.slice(-5))
    await vi.waitFor(() => expect(pieces.flat().at(-1)).toEqual(ok('b')))
    expect(pieces.every((piece) => piece.length > 0)).toBe(true)
  })

  test('is told nothing of after nobody listens', async () => {
    const before = watches()
    await write(lined(started))
    const pieces = await follow()
    expect(watches()).toBe(before + 1)
    over.abort()
    await vi.waitFor(() => expect(watches()).toBe(before))
    await write(lined(ok('late')))
    expect(pieces).toEqual([[started]])
  })

  test('that has ended is read and not watched', async () => {
    const before = watches()
    await write(lined(started, finished))
    expect(await follow()).toEqual([[started, finished]])
    await vi.waitFor(() => expect(watches()).toBe(before))
  })

  test('that is not there is told to be empty', async () => {
    expect(await follow()).toEqual([[]])
  })
})
