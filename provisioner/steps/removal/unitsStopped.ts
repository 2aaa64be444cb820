/** The services of a machine, stopped before their packages go; one that ran before Stackstead came goes on. */
import { sh } from '../../core/command.ts'
import type { Read } from '../../core/fact.ts'
import { type Step, verdict } from '../../core/step.ts'
import { manifestState } from '../../facts/manifest.ts'
import { unitState } from '../../facts/units.ts'

export function unitsStopped(machine: string, units: readonly string[]): Step {
  const ours = (read: Read) => units.filter((unit) => read(manifestState).unitsBefore.get(unit)?.active !== true)
  return {
    id: `destroy/units@${machine}`,
    title: 'Stop services',
    machine,
    explains: 'Services end in order before the files they use are taken away.',
    reads: [manifestState, ...units.map(unitState)],
    check: (read) => {
      if (!read(manifestState).exists) return verdict([])
      const running = ours(read).filter((unit) =>
        ['active', 'activating', 'reloading'].includes(read(unitState(unit)).active),
      )
      return verdict(running.map((subject) => ({ kind: 'unit', operation: 'delete', subject, summary: 'stop' })))
    },
    actions: (read) => {
      const loaded = ours(read).filter((unit) => read(unitState(unit)).loaded)
      return [{ kind: 'run', command: sh`systemctl disable --now --quiet ${loaded} || systemctl stop ${loaded}` }]
    },
  }
}
