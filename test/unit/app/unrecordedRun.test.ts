/** A run whose journal cannot be written, because this computer's disk is full: it goes on, and says so at its end. */
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { applyShown } from '../../../provisioner/cli/commands/apply.ts'
import type { Session } from '../../../provisioner/cli/session.ts'
import { openTerminal } from '../../../provisioner/cli/terminal.ts'
import { newRunId } from '../../../provisioner/engine/runFiles.ts'
import { type RunsWorld, runsWorld } from '../../support/runsWorld.ts'

const NOW = new Date('2026-11-23T06:00:00Z')

// The run's name is its time.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }))
afterEach(() => void vi.useRealTimers())

/** When its journal is opened, its name leads to a device that is always full; nobody reads that, it has no end. */
function onFullDisk(w: RunsWorld): void {
  const { runsFolder } = w.app.room
  const journal = join(runsFolder, `${newRunId('apply', NOW)}.jsonl`)
  const onLock = (): undefined => {
    mkdirSync(runsFolder, { recursive: true })
    rmSync(journal, { force: true })
    symlinkSync('/dev/full', journal)
  }
  Object.defineProperty(w.fleet, 'busy', { get: onLock })
  w.machines.before = async () => rmSync(journal, { force: true })
}

test('the window is told, and everything was done', async () => {
  await using w = runsWorld()
  onFullDisk(w)
  const end = await w.run()
  expect(w.machines.log).toEqual(['a: set x yes', 'b: set x yes'])
  expect(end.error).toBeUndefined()
  expect(end.unrecorded?.message).toMatch(/^The record of this run has gaps: .*-apply\.jsonl .*the disk is full\.$/)
  expect(end.unrecorded?.remedy).toContain('The machines are not concerned')
})

test('the command line tells it after the summary', async () => {
  await using w = runsWorld()
  onFullDisk(w)
  const complaints: string[] = []
  const options = { file: w.app.room.file, json: false, quiet: true, colour: false } as Session['options']
  const terminal = { ...openTerminal(options), out: () => {}, complain: (text: string) => void complaints.push(text) }
  const fleet = { transport: w.fleet.transport, [Symbol.asyncDispose]: async () => {} }
  const applied = await applyShown({ options, terminal }, await w.app.room.project(), fleet, {
    yes: true,
    check: false,
  })
  expect(applied.outcome).toBe('done')
  expect(complaints).toEqual([expect.stringContaining('The record of this run has gaps')])
})
