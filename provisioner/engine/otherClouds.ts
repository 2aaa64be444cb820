/** Machines that belong to another cloud, by what is noted on them: told with a plan, refused for a run. */

import { StacksteadError } from '../core/errors.ts'
import type { Fact, Read } from '../core/fact.ts'
import type { MachineName } from '../core/machine.ts'
import { type NotedCloud, notedCloud, otherCloud } from '../facts/notedCloud.ts'
import type { Finding } from '../preflight/index.ts'
import type { Project } from './project.ts'

/** Facts a plan is read with, so that this costs no trip of its own. */
export const OWNER_FACTS: readonly Fact<unknown>[] = [notedCloud]

/** What a plan cannot be applied for. @param reads with {@link OWNER_FACTS} in them */
export function otherFindings({ id }: Pick<Project, 'id'>, reads: ReadonlyMap<MachineName, Read>): Finding[] {
  return [...reads].flatMap(([machine, read]): Finding[] => {
    const noted = read(notedCloud)
    return noted === undefined || noted.id === id
      ? []
      : [{ id: 'leftovers', machine, level: 'error', ...otherCloud(machine, noted) }]
  })
}

/** Throws before anything is shown or asked; whoever locks a machine looks again (machineLock.ts). */
export function refuseOthers({ id }: Pick<Project, 'id'>, reads: ReadonlyMap<MachineName, Read>): void {
  for (const [machine, read] of reads) {
    const noted = read(notedCloud)
    if (noted !== undefined && noted.id !== id) throw ofAnother(machine, noted)
  }
}

export function ofAnother(machine: MachineName, noted: NotedCloud): StacksteadError {
  const { what, why, remedy } = otherCloud(machine, noted)
  return new StacksteadError({ code: 'invalid-input', machine, message: `${what} ${why}`, remedy })
}
