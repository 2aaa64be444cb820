/** Preflight of a whole project: every machine is looked at side by side, one trip each; nothing is changed. */
import { type Fleet, readFacts } from '../core/check.ts'
import { type ErrorData, errorData } from '../core/errors.ts'
import type { Read } from '../core/fact.ts'
import type { MachineName } from '../core/machine.ts'
import { CHECKS, type Finding, preflightFacts, preflightFindings } from '../preflight/index.ts'
import type { Project } from './project.ts'

/** Subjects of preflight in the order in which they are shown; a finding's id is a subject's, or begins with it and "/". */
export function preflightSubjects(): readonly { readonly id: string; readonly title: string }[] {
  return [{ id: 'connection', title: 'Connection' }, ...CHECKS.map(({ id, title }) => ({ id, title }))]
}

/** What machines were like when they were looked at. Reads hold for the cloud they were asked for, and no other. */
export interface Look {
  readonly reads: ReadonlyMap<MachineName, Read>
  /** When each was asked and had answered, in milliseconds since the epoch. */
  readonly times: ReadonlyMap<MachineName, { readonly from: number; readonly to: number }>
  /** Machines that could not be read, and why. */
  readonly unreadable: ReadonlyMap<MachineName, ErrorData>
}

/** A machine out of reach is a finding of its own and does not keep the others from being looked at. */
export async function preflight(
  project: Pick<Project, 'cloud' | 'id'>,
  fleet: Fleet,
  signal?: AbortSignal,
): Promise<Finding[]> {
  const machines = project.cloud.machines.map((machine) => machine.name)
  return findingsOf(project, await lookAt(project, fleet, machines, signal))
}

/** Looks at some machines of a cloud; together with an earlier look at the others ({@link joinLooks}) it is a whole. */
export async function lookAt(
  { cloud }: Pick<Project, 'cloud'>,
  fleet: Fleet,
  machines: readonly MachineName[],
  signal?: AbortSignal,
): Promise<Look> {
  const reads = new Map<MachineName, Read>()
  const times = new Map<MachineName, { readonly from: number; readonly to: number }>()
  const unreadable = new Map<MachineName, ErrorData>()
  const look = async (machine: MachineName): Promise<void> => {
    try {
      const transport = await fleet.transport(machine)
      const from = Date.now()
      reads.set(machine, await readFacts(transport, preflightFacts(cloud, machine), signal))
      times.set(machine, { from, to: Date.now() })
    } catch (error) {
      if (signal?.aborted) throw error
      unreadable.set(machine, errorData(error))
    }
  }
  await Promise.all(machines.map(look))
  return { reads, times, unreadable }
}

/** What is known of all machines: of those in both looks what the later one saw. */
export function joinLooks(earlier: Look, later: Look): Look {
  const seen = (machine: MachineName): boolean => later.reads.has(machine) || later.unreadable.has(machine)
  const joined = <T>(before: ReadonlyMap<MachineName, T>, after: ReadonlyMap<MachineName, T>): Map<MachineName, T> =>
    new Map([...[...before].filter(([machine]) => !seen(machine)), ...after])
  return {
    reads: joined(earlier.reads, later.reads),
    times: joined(earlier.times, later.times),
    unreadable: joined(earlier.unreadable, later.unreadable),
  }
}

/** Everything found, by machine in the cloud's order; machines are compared with each other as far as they were looked at. */
export function findingsOf(
  { cloud, id }: Pick<Project, 'cloud' | 'id'>,
  { reads, times, unreadable }: Look,
): Finding[] {
  return preflightFindings(cloud, reads, { times, unreadable, id })
}
