/** The way back: what a cloud left on its machines, taken away in the reverse order of its making. */
import { COMPONENTS } from '../components/registry.ts'
import type { Cloud, CloudMachine } from '../config/cloud.ts'
import { buildPlan, type Plan } from '../core/plan.ts'
import type { Phase, Step } from '../core/step.ts'
import { hostsBlock } from '../steps/hostsBlock.ts'
import { filesRestored } from '../steps/removal/filesRestored.ts'
import { leftoversRemoved } from '../steps/removal/leftoversRemoved.ts'
import { packagesPurged } from '../steps/removal/packagesPurged.ts'
import { unitsAsBefore } from '../steps/removal/unitsAsBefore.ts'
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
    phase('Put files back', ({ name }) => [namesRemoved(name), filesRestored(name, paths)]),
    phase('Let your services be as they were', ({ name }) => [unitsAsBefore(name)]),
    phase('Remove what is left', ({ name }) => [leftoversRemoved(name, { paths, folders })]),
  ]
  return buildPlan([{ component: 'destroy', requires: [], phases }])
}

/** Before other files: an earlier Stackstead replaced /etc/hosts as a whole, and the whole is then put back. */
function namesRemoved(machine: string): Step {
  return hostsBlock({
    id: `destroy/hosts@${machine}`,
    title: 'Take the machines out of /etc/hosts',
    machine,
    explains: 'What you wrote there yourself stays; lines that were in the way of the cloud stand as they did.',
    block: '',
  })
}
