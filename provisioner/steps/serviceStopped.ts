/** A unit neither enabled nor running, because its package starts something nobody asked for. */
import { sh } from '../core/command.ts'
import { type Change, type Step, verdict } from '../core/step.ts'
import { unitState } from '../facts/units.ts'

export function serviceStopped(service: { id: string; machine: string; unit: string; explains: string }): Step {
  const { unit } = service
  return {
    id: service.id,
    title: `Stop ${unit.replace(/\.service$/, '')}`,
    machine: service.machine,
    explains: service.explains,
    reads: [unitState(unit)],
    check: (read) => {
      const { loaded, fileState, active } = read(unitState(unit))
      const change = (summary: string): Change => ({ kind: 'unit', operation: 'update', subject: unit, summary })
      const enabled = loaded && fileState === 'enabled' ? [change('disable')] : []
      const running = active === 'active' || active === 'activating' ? [change('stop')] : []
      return verdict([...enabled, ...running])
    },
    actions: () => [{ kind: 'run', command: sh`systemctl disable --now --quiet ${unit}` }],
  }
}
