/** The services of a machine, stopped before their packages go. */
import { sh } from '../../core/command.ts'
import { type Step, verdict } from '../../core/step.ts'
import { manifestState } from '../../facts/manifest.ts'
import { unitState } from '../../facts/units.ts'

export function unitsStopped(machine: string, units: readonly string[]): Step {
  return {
    id: `destroy/units@${machine}`,
    title: 'Stop services',
    machine,
    explains: 'Services end in order before the files they use are taken away.',
    reads: [manifestState, ...units.map(unitState)],
    check: (read) => {
      if (!read(manifestState).exists) return verdict([])
      const running = units.filter((unit) =>
        ['active', 'activating', 'reloading'].includes(read(unitState(unit)).active),
      )
      return verdict(running.map((subject) => ({ kind: 'unit', operation: 'delete', subject, summary: 'stop' })))
    },
    actions: (read) => {
      const loaded = units.filter((unit) => read(unitState(unit)).loaded)
      return [{ kind: 'run', command: sh`systemctl disable --now --quiet ${loaded} || systemctl stop ${loaded}` }]
    },
  }
}
