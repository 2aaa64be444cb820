/** How a machine of a running cloud is doing, and whether the services Stackstead put there run: one round trip, without root. */
import { readFacts } from '../core/check.ts'
import type { ExecOptions, MachineName, Transport } from '../core/machine.ts'
import type { Plan } from '../core/plan.ts'
import { unitState } from '../facts/units.ts'
import { type Vitals, vitals } from '../facts/vitals.ts'

export interface WatchedService {
  readonly unit: string
  /** The component it belongs to: "nova". */
  readonly component: string
}

export interface ServiceHealth extends WatchedService {
  /** As systemd says: "active", "failed", "inactive", "activating" … */
  readonly active: string
  /** Seconds since the epoch. */
  readonly startedAt?: number
}

export interface MachineReading {
  readonly vitals: Vitals
  readonly services: readonly ServiceHealth[]
}

/** By machine: what a plan keeps running there, each unit once. */
export function watchedServices(plan: Plan): ReadonlyMap<MachineName, readonly WatchedService[]> {
  const found = new Map<MachineName, Map<string, WatchedService>>()
  for (const { component, steps } of plan.phases)
    for (const { keepsRunning: unit, machine } of steps) {
      if (unit === undefined) continue
      const units = found.get(machine) ?? new Map<string, WatchedService>()
      if (!units.has(unit)) units.set(unit, { unit, component })
      found.set(machine, units)
    }
  return new Map([...found].map(([machine, units]) => [machine, [...units.values()]]))
}

/** @param options without root: /var/log/auth.log is not to tell of a sudo every few seconds */
export async function readMachine(
  transport: Pick<Transport, 'machine' | 'exec'>,
  services: readonly WatchedService[],
  options: Pick<ExecOptions, 'signal' | 'timeout'> = {},
): Promise<MachineReading> {
  const asUser: Pick<Transport, 'machine' | 'exec'> = {
    machine: transport.machine,
    exec: (command) => transport.exec(command, { ...options, root: false }),
  }
  const read = await readFacts(asUser, [vitals, ...services.map(({ unit }) => unitState(unit))])
  return {
    vitals: read(vitals),
    services: services.map((service) => {
      const { active, startedAt } = read(unitState(service.unit))
      return { ...service, active, ...(startedAt === undefined ? {} : { startedAt }) }
    }),
  }
}
