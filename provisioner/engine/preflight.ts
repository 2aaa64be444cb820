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

/** A machine out of reach is a finding of its own and does not keep the others from being looked at. */
export async function preflight(
  project: Pick<Project, 'cloud'>,
  fleet: Fleet,
  signal?: AbortSignal,
): Promise<Finding[]> {
  const { cloud } = project
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
  await Promise.all(cloud.machines.map((machine) => look(machine.name)))
  return preflightFindings(cloud, reads, { times, unreadable })
}
