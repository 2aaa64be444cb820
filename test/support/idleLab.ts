/** A lab of one machine in which nothing runs: its record as "lab up" leaves it, and a process that sleeps as its init. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hierarchies, removeGroups } from '../../provisioner/lab/cgroup.ts'
import { containerName } from '../../provisioner/lab/names.ts'
import type { LabRecord } from '../../provisioner/lab/state.ts'
import { until } from './until.ts'

/** Why this computer cannot have one. */
export const IDLE_LAB_LACKS = process.getuid?.() === 0 ? undefined : 'control groups are made by root'

export interface IdleLab extends AsyncDisposable {
  switchOn(): Promise<void>
}

/** Off, as after a restart of the computer. @param state the XDG_STATE_HOME of whoever is to find it */
export async function idleLab(state: string, name: string): Promise<IdleLab> {
  const folder = join(state, 'stackstead', 'labs', name)
  const record: LabRecord = {
    version: 1,
    name,
    number: 254,
    createdAt: new Date().toISOString(),
    askingUser: false,
    machines: [{ name: 'controller', index: 0, base: '/none', disks: [], macs: { management: '', provider: '' } }],
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'lab.json'), JSON.stringify(record))
  const container = containerName(name, 'controller')
  let init: ChildProcess | undefined
  return {
    async switchOn() {
      const group = join(hierarchies().unified, container, 'machine', 'payload', 'init.scope')
      mkdirSync(group, { recursive: true })
      init = spawn('sleep', ['infinity'], { stdio: 'ignore' })
      await once(init, 'spawn')
      writeFileSync(join(group, 'cgroup.procs'), String(init.pid))
    },
    async [Symbol.asyncDispose]() {
      if (init !== undefined) {
        const ended = once(init, 'exit')
        init.kill('SIGKILL')
        await ended
        // The kernel lets go of a group a moment after its last process.
        await until(() => removeGroups(container))
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
