/** Which machine a problem is about, so that its card can say so. Pure. */
import type { Design, Problem } from '../../../electron/contract/index.ts'

/** The machine in "machines.compute-1.roles[0]"; undefined for problems of the whole. */
export function machineOf({ where }: Pick<Problem, 'where'>): string | undefined {
  return /^machines\.([^.[]+)/.exec(where)?.[1]
}

export function problemsByMachine(design: Design): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const problem of design.problems) {
    const machine = machineOf(problem)
    if (machine !== undefined) counts.set(machine, (counts.get(machine) ?? 0) + 1)
  }
  return counts
}
