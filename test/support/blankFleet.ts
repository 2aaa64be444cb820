/** Machines of which every fact is read and says nothing: enough to ask real plans what they would do. Never a proof about machines. */
import type { Fleet } from '../../provisioner/core/check.ts'
import type { Command, ExecResult } from '../../provisioner/core/command.ts'
import { StacksteadError } from '../../provisioner/core/errors.ts'
import type { Transport } from '../../provisioner/core/machine.ts'
import { reveal, Secret } from '../../provisioner/core/secret.ts'

const MARK = '\u0001stackstead'

export interface BlankFleet extends Fleet {
  /** Machines nobody can reach. */
  readonly dead: Set<string>
  /** How often each machine was asked. */
  readonly asked: Map<string, number>
  /** What a fact's command prints, by machine and name of the subject. */
  readonly printed: Map<string, string>
}

export function blankFleet(): BlankFleet {
  const fleet: BlankFleet = {
    dead: new Set(),
    asked: new Map(),
    printed: new Map(),
    transport: async (machine) => {
      if (fleet.dead.has(machine))
        throw new StacksteadError({ code: 'unreachable', machine, message: `${machine} is off.` })
      return { machine, exec: async (command: Command) => answer(fleet, machine, command) } as Transport
    },
  }
  return fleet
}

function answer(fleet: BlankFleet, machine: string, { input }: Command): ExecResult {
  fleet.asked.set(machine, (fleet.asked.get(machine) ?? 0) + 1)
  const script = input instanceof Secret ? reveal(input) : ''
  const names = [...script.matchAll(/stackstead start %s\\n' (\S+);/g)].map(([, name = '']) => name.replaceAll("'", ''))
  const frames = names.map((name) => {
    const body = fleet.printed.get(`${machine} ${name}`) ?? ''
    return `\n${MARK} start ${name}\n${body}\n${MARK} end 0\n`
  })
  return { status: 0, stdout: frames.join(''), stderr: '' }
}
