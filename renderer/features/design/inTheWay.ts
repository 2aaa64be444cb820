/** What the last look at the machines found in the way of the roles they were given. Pure. */
import type { Design, MachineProbe, MachineStates, Role } from '../../../electron/contract/index.ts'
import { probeIn } from '../../../electron/contract/probeIn.ts'

export interface InTheWay {
  readonly machine: string
  readonly level: 'warning' | 'error'
  readonly why: string
}

/** Each reason once for a machine; what keeps a role from working first. */
export function inTheWay(design: Design, states: MachineStates['machines']): readonly InTheWay[] {
  const all = design.machines.flatMap(({ name, roles }) => {
    const found = (probeIn(states[name])?.obstacles ?? []).filter(({ role }) => roles.includes(role))
    const reasons = new Map(found.map(({ why }) => [why, found.filter((one) => one.why === why)]))
    return [...reasons].map(([why, same]): InTheWay => {
      const level = same.some((one) => one.level === 'error') ? 'error' : 'warning'
      return { machine: name, level, why }
    })
  })
  return [...all.filter(({ level }) => level === 'error'), ...all.filter(({ level }) => level === 'warning')]
}

/** Reasons against a machine: those against every role once, those against some with them. */
export function reasonsAgainst(
  obstacles: MachineProbe['obstacles'],
  roles: readonly Role[],
): { readonly all: readonly string[]; readonly of: (role: Role) => readonly string[] } {
  const whys = (role: Role): string[] => obstacles.filter((one) => one.role === role).map(({ why }) => why)
  const all = [...new Set(roles.flatMap(whys))].filter((why) => roles.every((role) => whys(role).includes(why)))
  return { all, of: (role) => whys(role).filter((why) => !all.includes(why)) }
}
