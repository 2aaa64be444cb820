/** Units of packages we brought that no part of the machine needs any more: neither enabled nor running. */
import { sh } from '../core/command.ts'
import type { Read } from '../core/fact.ts'
import { type Change, type Step, verdict } from '../core/step.ts'
import { isOwnPackage } from '../facts/ownPackages.ts'
import { unitState } from '../facts/units.ts'

export interface UnitsRetired {
  readonly id: string
  readonly machine: string
  readonly programs: readonly { readonly package: string; readonly units: readonly string[] }[]
}

export function unitsRetired({ id, machine, programs }: UnitsRetired): Step {
  const units = programs.flatMap((one) => one.units)
  const changes = (read: Read): Change[] =>
    programs
      .filter((one) => read(isOwnPackage(one.package)))
      .flatMap((one) => one.units)
      .flatMap((unit) => {
        const { loaded, fileState, active } = read(unitState(unit))
        const enabled = loaded && fileState === 'enabled' ? ['disable'] : []
        const running = ['active', 'activating', 'reloading'].includes(active) ? ['stop'] : []
        const summary = [...running, ...enabled].join(' and ')
        return summary === '' ? [] : [{ kind: 'unit', operation: 'update', subject: unit, summary }]
      })
  return {
    id,
    title: 'Stop what runs elsewhere now',
    machine,
    explains:
      'A part that was moved runs on its new machine; the old copy would go on beside it, with settings nobody keeps.',
    reads: [...programs.map((one) => isOwnPackage(one.package)), ...units.map(unitState)],
    check: (read) => verdict(changes(read)),
    actions: (read) => [
      { kind: 'run', command: sh`systemctl disable --now --quiet ${changes(read).map((one) => one.subject)}` },
    ],
  }
}
