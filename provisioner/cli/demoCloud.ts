/** The demo's cloud: how many lab machines a layout gets, what they are called, and where its cloud.yaml lies. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type LayoutName, machineNames } from '../index.ts'

/** Enough to see what a layout means. */
const MACHINES: Readonly<Record<LayoutName, number>> = {
  'all-in-one': 1,
  'controller-and-computes': 3,
  'every-component-apart': 5,
}

/** Where no machine is the controller, numbers are the honest names. */
export function demoMachines(layout: LayoutName, count: number = MACHINES[layout]): string[] {
  if (layout !== 'every-component-apart') return machineNames(count)
  return Array.from({ length: count }, (_, index) => `node-${index + 1}`)
}

/** Outside the repository, where a person's data belongs (XDG Base Directory Specification). */
export function demoFolder(lab: string): string {
  return join(process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'stackstead', lab)
}
