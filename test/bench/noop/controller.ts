/** A process of its own that applies a cloud which needs nothing, and says how many round trips each machine cost. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Transport } from '../../../provisioner/core/machine.ts'
import { apply, cloudFleet, openProject } from '../../../provisioner/index.ts'

/** What the process prints, as JSON. */
export interface NoopFigures {
  /** Nothing had to be done. Where something had, nothing was done about it. */
  readonly converged: boolean
  readonly steps: number
  readonly roundTrips: Readonly<Record<string, number>>
}

const project = await openProject(process.argv[2])
const knownHosts = join(dirname(project.file), '.stackstead', 'known_hosts')
await using fleet = cloudFleet(project.cloud, existsSync(knownHosts) ? { knownHostsFile: knownHosts } : {})
const transports = new Map<string, Transport>()
const transport = async (machine: string): Promise<Transport> => {
  const one = await fleet.transport(machine)
  transports.set(machine, one)
  return one
}
let converged = true
const confirm = async (): Promise<boolean> => {
  converged = false
  return false
}
await apply(project, { fleet: { transport }, confirm })
const figures: NoopFigures = {
  converged,
  steps: project.plan.phases.reduce((sum, phase) => sum + phase.steps.length, 0),
  roundTrips: Object.fromEntries([...transports].map(([machine, { roundTrips }]) => [machine, roundTrips])),
}
console.log(JSON.stringify(figures))
