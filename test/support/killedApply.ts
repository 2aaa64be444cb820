/** An apply whose process is killed in the middle, as a crash or an impatient person would. */
import { expect } from 'vitest'
import { startCli } from './cli.ts'
import type { LabRoom } from './labRoom.ts'

/**
 * Runs apply and kills the process (not the machines' commands) when so many steps have begun. Gives what it printed.
 * @throws where the process ended before that many steps began.
 */
export async function applyAndKill(room: LabRoom, afterSteps: number): Promise<string> {
  const result = await applyUntil(room, afterSteps, async (kill) => kill())
  expect(result.signal, result.stderr).toBe('SIGKILL')
  return result.stdout + result.stderr
}

/** Runs apply and does something once so many steps have begun; what it does may kill the process. */
export async function applyUntil(room: LabRoom, afterSteps: number, then: (kill: () => void) => Promise<void>) {
  let started = 0
  let done: Promise<void> = Promise.resolve()
  const run = startCli(['--accept-new', '--json', 'apply', '--yes'], {
    ...room.options,
    onLine: (line) => {
      if (!line.includes('"step-started"')) return
      started += 1
      if (started === afterSteps) done = then(() => run.process.kill('SIGKILL'))
    },
  })
  const result = await run.result
  await done
  return result
}
