/** A fake fleet for tests of the run's order: machines are maps of values, commands set them. Never a proof about machines. */
import type { Fleet } from '../../provisioner/core/check.ts'
import type { Command, ExecResult } from '../../provisioner/core/command.ts'
import { StacksteadError } from '../../provisioner/core/errors.ts'
import { type Fact, fact, type Subject } from '../../provisioner/core/fact.ts'
import type { ExecOptions, Transport } from '../../provisioner/core/machine.ts'
import { reveal, Secret } from '../../provisioner/core/secret.ts'
import { type Step, verdict } from '../../provisioner/core/step.ts'

const MARK = '\u0001stackstead'

const values: Subject<string, string | undefined> = {
  name: 'values',
  command: () => ({ script: 'values' }),
  parse: (result) => (key) => (JSON.parse(result.stdout) as Record<string, string>)[key],
}

function value(key: string): Fact<string | undefined> {
  return fact(values, key)
}

export interface FakeFleet extends Fleet {
  /** What was done, in order: "machine: command". */
  readonly log: string[]
  readonly state: Map<string, Record<string, string>>
  /** Commands that fail, by their text. */
  readonly failing: Set<string>
  /** Machines nobody can reach. */
  readonly dead: Set<string>
  /** Facts read so far, by machine. */
  readonly reads: Map<string, number>
  /** Called before each command, to hold it or to abort in the middle. */
  before?: (machine: string, command: string) => Promise<void>
}

export function fakeFleet(...machines: string[]): FakeFleet {
  const fleet: FakeFleet = {
    log: [],
    state: new Map(machines.map((name) => [name, {}])),
    failing: new Set(),
    dead: new Set(),
    reads: new Map(),
    transport: async (machine) => {
      if (fleet.dead.has(machine))
        throw new StacksteadError({ code: 'unreachable', machine, message: `${machine} is off.` })
      return {
        machine,
        exec: (command: Command, options?: ExecOptions) => exec(fleet, machine, command, options),
      } as Transport
    },
  }
  return fleet
}

async function exec(fleet: FakeFleet, machine: string, command: Command, options?: ExecOptions): Promise<ExecResult> {
  const state = fleet.state.get(machine) ?? {}
  if (command.input instanceof Secret && reveal(command.input).includes('values')) {
    fleet.reads.set(machine, (fleet.reads.get(machine) ?? 0) + 1)
    return {
      status: 0,
      stdout: `\n${MARK} start values\n${JSON.stringify(state)}\n${MARK} end 0\n\n${MARK} start noted-cloud\n\n${MARK} end 0\n`,
      stderr: '',
    }
  }
  await fleet.before?.(machine, command.script)
  fleet.log.push(`${machine}: ${command.script}`)
  options?.onLine?.(`did ${command.script}`, 'stdout')
  if (fleet.failing.has(command.script)) return { status: 7, stdout: '', stderr: 'it broke' }
  const [, key, text] = /^set (\S+) (\S+)$/.exec(command.script) ?? []
  if (key !== undefined && text !== undefined) state[key] = text
  return { status: 0, stdout: '', stderr: '' }
}

/** A step that wants `key` to be "yes" on a machine. */
export function wants(machine: string, key: string, more: Partial<Step> = {}): Step {
  return {
    id: `${key}@${machine}`,
    title: `Set ${key}`,
    machine,
    explains: 'A step of a test.',
    reads: [value(key)],
    check: (read) =>
      verdict(read(value(key)) === 'yes' ? [] : [{ kind: 'command', operation: 'update', subject: key }]),
    actions: () => [{ kind: 'run', command: { script: `set ${key} yes` } }],
    ...more,
  }
}
