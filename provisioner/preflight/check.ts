/** Check: a subject of preflight; which facts it reads, and what it finds in them. Pure. */
import type { Cloud, CloudMachine } from '../config/cloud.ts'
import { type Fact, type Read, UnknownFact } from '../core/fact.ts'
import type { MachineName } from '../core/machine.ts'
import { shortList } from '../core/words.ts'
import { type Finding, warning } from './finding.ts'

/** The state of the machines that could be reached. */
export interface Readings {
  readonly cloud: Cloud
  readonly reads: ReadonlyMap<MachineName, Read>
  /** When each machine's facts were asked for and answered, by this computer's clock, in milliseconds since the epoch. */
  readonly times: ReadonlyMap<MachineName, { readonly from: number; readonly to: number }>
  /** Identity of the cloud, by its secrets; without it a machine of another cloud is not told from one of this. */
  readonly id?: string
}

export interface PreflightCheck {
  readonly id: string
  /** What is looked at, as a person would say it: "Room on disk". */
  readonly title: string
  facts(machine: CloudMachine, cloud: Cloud): readonly Fact<unknown>[]
  findings(readings: Readings): readonly Finding[]
}

/** A check that looks at one machine at a time. A fact that could not be read becomes a warning, never a silent pass. */
export function machineCheck(check: {
  readonly id: string
  readonly title: string
  facts(machine: CloudMachine, cloud: Cloud): readonly Fact<unknown>[]
  find(machine: CloudMachine, read: Read, cloud: Cloud, readings: Readings): readonly Finding[]
}): PreflightCheck {
  return {
    id: check.id,
    title: check.title,
    facts: check.facts,
    findings: (readings) =>
      readings.cloud.machines.flatMap((machine) => {
        const { cloud, reads } = readings
        const read = reads.get(machine.name)
        return read === undefined
          ? []
          : orUnknown(check, machine.name, () => check.find(machine, read, cloud, readings))
      }),
  }
}

/** What could be read of one fact, by machine, in the cloud's order. */
export function known<A>({ cloud, reads }: Readings, wanted: Fact<A>): Map<MachineName, A> {
  const found = new Map<MachineName, A>()
  for (const { name } of cloud.machines) {
    try {
      const read = reads.get(name)
      if (read !== undefined) found.set(name, read(wanted))
    } catch (thrown) {
      if (!(thrown instanceof UnknownFact)) throw thrown
    }
  }
  return found
}

/** Runs a check and turns a fact that could not be read into a warning. */
export function orUnknown(
  check: { readonly id: string; readonly title: string },
  machine: MachineName,
  find: () => readonly Finding[],
): readonly Finding[] {
  try {
    return find()
  } catch (thrown) {
    if (!(thrown instanceof UnknownFact)) throw thrown
    const what = `${check.title} on ${machine} could not be looked at: ${thrown.message}.`
    const why = 'What is not known may fail later, in the middle of the work.'
    return [warning(check.id, machine, what, why, 'Mend what is named, or go on and see.')]
  }
}

/** "a, b and c"; from the sixth on only their number. */
export function listed(words: readonly string[]): string {
  return shortList(words, 6)
}

/** MiB as a person reads it. */
export function size(mebibytes: number): string {
  return mebibytes < 1024 ? `${mebibytes} MiB` : `${(mebibytes / 1024).toFixed(1)} GiB`
}
