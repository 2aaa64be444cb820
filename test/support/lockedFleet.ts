/** Fake machines that can be locked and whose commands may be marked as under way: what a whole run needs of them. */
import type { Fleet } from '../../provisioner/core/check.ts'
import type { Command, ExecResult } from '../../provisioner/core/command.ts'
import type { ExecOptions, Transport } from '../../provisioner/core/machine.ts'
import type { FakeFleet } from './fakeMachines.ts'

export interface LockedFleet extends Fleet {
  /** Machines that still work on commands of an interrupted run: waits there until resolved. */
  busy: Promise<void> | undefined
  /** Machines locked now. */
  readonly locked: Set<string>
}

export function lockedFleet(fake: FakeFleet): LockedFleet {
  const fleet: LockedFleet = {
    busy: undefined,
    locked: new Set(),
    transport: async (machine) => {
      const transport = await fake.transport(machine)
      return {
        machine,
        exec: (command: Command, options: ExecOptions = {}) =>
          command.script.includes('flock -w')
            ? lock(fleet, machine, options)
            : transport.exec({ ...command, script: unmarked(command.script) }, options),
      } as Transport
    },
  }
  return fleet
}

/** Held until the one who locked lets go. */
async function lock(fleet: LockedFleet, machine: string, { onLine, signal }: ExecOptions): Promise<ExecResult> {
  if (fleet.busy !== undefined) {
    onLine?.('waiting', 'stdout')
    await fleet.busy
  }
  fleet.locked.add(machine)
  onLine?.('locked', 'stdout')
  await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }))
  fleet.locked.delete(machine)
  return { status: 143, stdout: '', stderr: '' }
}

function unmarked(script: string): string {
  return /^flock -s -o \S+ sh -c '?(.*?)'?$/s.exec(script)?.[1] ?? script
}
