/** Preflight: everything looked at before a machine is changed. Facts in, findings out; one trip a machine. */
import type { Cloud } from '../config/cloud.ts'
import type { ErrorData } from '../core/errors.ts'
import type { Fact, Read } from '../core/fact.ts'
import type { MachineName } from '../core/machine.ts'
import { addresses } from './addresses.ts'
import type { PreflightCheck } from './check.ts'
import { clock } from './clock.ts'
import { unreadable } from './connection.ts'
import type { Finding } from './finding.ts'
import { disk, memory, processor } from './hardware.ts'
import { lan } from './lan.ts'
import { leftovers } from './leftovers.ts'
import { moved } from './moved.ts'
import { hostnames, identities } from './names.ts'
import { apt, packageMirrors } from './packages.ts'
import { peers } from './peers.ts'
import { ports } from './ports.ts'
import { providerNic } from './providerNic.ts'
import { system } from './system.ts'

export { type Finding, hasErrors } from './finding.ts'

/** In the order findings are shown. The clock comes first, because its fact must be read before the slow ones. */
export const CHECKS: readonly PreflightCheck[] = [
  clock,
  system,
  hostnames,
  identities,
  processor,
  memory,
  disk,
  leftovers,
  moved,
  apt,
  packageMirrors,
  ports,
  addresses,
  peers,
  providerNic,
  lan,
]

/** What to read of a machine, for one `readFacts`. Takes up to about 15 seconds where mirrors or peers do not answer. */
export function preflightFacts(cloud: Cloud, machine: MachineName): Fact<unknown>[] {
  const found = cloud.machines.find((one) => one.name === machine)
  return found === undefined ? [] : CHECKS.flatMap((check) => check.facts(found, cloud))
}

/** What is known besides the facts. */
export interface PreflightContext {
  /** When each machine was asked and had answered: `Date.now()` before and after. Without it clocks are not judged. */
  readonly times?: ReadonlyMap<MachineName, { readonly from: number; readonly to: number }>
  /** Machines that could not be read, and why. */
  readonly unreadable?: ReadonlyMap<MachineName, ErrorData>
  /** Identity of the cloud, to tell its machines from another's. */
  readonly id?: string
}

/** All findings, by machine in the cloud's order. Pure. */
export function preflightFindings(
  cloud: Cloud,
  reads: ReadonlyMap<MachineName, Read>,
  context: PreflightContext = {},
): Finding[] {
  const { id } = context
  const readings = { cloud, reads, times: context.times ?? new Map(), ...(id === undefined ? {} : { id }) }
  const lost = [...(context.unreadable ?? [])].map(([machine, reason]) => unreadable(machine, reason))
  const found = [...lost, ...CHECKS.flatMap((check) => check.findings(readings))]
  return cloud.machines.flatMap((machine) => found.filter((finding) => finding.machine === machine.name))
}

/** What moving parts would lose, from facts that come along with every plan: no trip of its own. Pure. */
export function movedFindings(cloud: Cloud, reads: ReadonlyMap<MachineName, Read>): Finding[] {
  return moved.findings({ cloud, reads, times: new Map() }).filter((finding) => finding.level === 'error')
}
