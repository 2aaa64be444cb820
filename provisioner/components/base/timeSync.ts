/** A clock kept right by whichever time daemon the machine has; chrony where it has none. */
import { sh } from '../../core/command.ts'
import type { Read } from '../../core/fact.ts'
import { type Change, type Step, verdict } from '../../core/step.ts'
import { packageState } from '../../facts/packages.ts'
import { unitState } from '../../facts/units.ts'

/** Debian's packages that provide time-daemon; the first is installed where none is. */
export const TIME_DAEMONS = [
  { package: 'chrony', unit: 'chrony.service' },
  { package: 'systemd-timesyncd', unit: 'systemd-timesyncd.service' },
  { package: 'ntpsec', unit: 'ntpsec.service' },
] as const

export function timeSync(machine: string): Step {
  const unitOf = (read: Read): string =>
    TIME_DAEMONS.find((one) => read(packageState(one.package)).installed)?.unit ?? TIME_DAEMONS[0].unit
  const change = (unit: string): Change => ({ kind: 'unit', operation: 'update', subject: unit, summary: 'start' })
  return {
    id: `base/time@${machine}`,
    title: 'Keep the clock right',
    machine,
    explains: 'Tokens carry times: machines whose clocks differ refuse each other.',
    reads: TIME_DAEMONS.flatMap((one) => [packageState(one.package), unitState(one.unit)]),
    check: (read) => {
      const unit = unitOf(read)
      return verdict(read(unitState(unit)).active === 'active' ? [] : [change(unit)])
    },
    actions: (read) => [{ kind: 'run', command: sh`systemctl enable --now --quiet ${unitOf(read)}` }],
  }
}
