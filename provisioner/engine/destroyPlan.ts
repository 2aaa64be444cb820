/** The way back: what a cloud left on its machines, taken away in the reverse order of its making. */
import { COMPONENTS } from '../components/registry.ts'
import type { Cloud, CloudMachine } from '../config/cloud.ts'
import { buildPlan, type Plan } from '../core/plan.ts'
import type { Phase, Step } from '../core/step.ts'
import { filesRestored } from '../steps/removal/filesRestored.ts'
import { leftoversRemoved } from '../steps/removal/leftoversRemoved.ts'
import { packagesPurged } from '../steps/removal/packagesPurged.ts'
import { unitsStopped } from '../steps/removal/unitsStopped.ts'

/** Machines stand for themselves: one that is gone does not keep the others from being cleaned. */
export function destroyPlan(cloud: Cloud): Plan {
  const phase = (title: string, steps: (machine: CloudMachine) => readonly Step[]): Phase => ({
    title,
    scope: 'machine',
    steps: cloud.machines.flatMap(steps),
  })
  const leaves = COMPONENTS.toReversed().map((one) => one.leaves)
  const units = leaves.flatMap((one) => one.units)
  const paths = leaves.flatMap((one) => one.paths)
  const folders = leaves.flatMap((one) => one.folders ?? [])
  const phases = [
    phase('Remove what runs', (machine) => COMPONENTS.toReversed().flatMap((one) => one.removal?.(machine) ?? [])),
    phase('Stop services', ({ name }) => [unitsStopped(name, units)]),
    phase('Remove packages', ({ name }) => [packagesPurged(name)]),
    phase('Put files back', ({ name }) => [filesRestored(name, paths)]),
    phase('Remove what is left', ({ name }) => [leftoversRemoved(name, { paths, folders })]),
  ]
  return buildPlan([{ component: 'destroy', requires: [], phases }])
}
