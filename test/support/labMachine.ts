/** Commands on a lab machine by this computer's own ssh, independent of the engine that is being tested. */
import { expect } from 'vitest'
import { runProgram } from '../../provisioner/adapters/localProcess.ts'
import type { ExecResult } from '../../provisioner/core/command.ts'
import { type LabState, sshWords } from '../../provisioner/lab/index.ts'

export interface OnMachine {
  readonly user?: string | undefined
  readonly input?: string
}

/** Runs shell text as the lab's user, or another. Status 255 is ssh's own: no connection. */
export function onMachine(
  lab: LabState,
  machine: string,
  script: string,
  options: OnMachine = {},
): Promise<ExecResult> {
  const words = [...sshWords(lab, machine), '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=5', '-o', 'LogLevel=ERROR']
  const user = options.user === undefined ? [] : ['-l', options.user]
  const target = words.findIndex((word) => word.includes('@'))
  const address = words[target]?.split('@')[1] ?? ''
  const name = options.user === undefined ? (words[target] ?? '') : address
  const others = words.filter((_word, index) => index !== target)
  return runProgram('ssh', [...others, ...user, name, script], { input: options.input ?? '' })
}

/** What shell text that must succeed prints, without the last line end. */
export async function read(lab: LabState, machine: string, script: string): Promise<string> {
  const result = await onMachine(lab, machine, script)
  expect(result, `${machine}: ${script}`).toMatchObject({ status: 0 })
  return result.stdout.trimEnd()
}
