/** What can be done with a compute now, and why the rest cannot. Pure. */
import type { ActionName } from '../../../electron/contract/actions.ts'
import { type ComputeRow, isDraining, isInMaintenance } from './rows.ts'

export type ComputeDeedId = 'drain' | 'maintenance' | 'enable' | 'disable' | 'evacuate' | 'forceDown' | 'trust'

export interface ComputeDeed {
  readonly id: ComputeDeedId
  readonly verb: string
  readonly action: ActionName
  readonly danger?: true
}

export const COMPUTE_DEEDS: readonly ComputeDeed[] = [
  { id: 'enable', verb: 'Enable…', action: 'computeService.enable' },
  { id: 'disable', verb: 'Disable…', action: 'computeService.disable' },
  { id: 'drain', verb: 'Drain…', action: 'server.liveMigrate' },
  { id: 'maintenance', verb: 'Maintenance mode…', action: 'server.liveMigrate' },
  { id: 'evacuate', verb: 'Evacuate its instances…', action: 'server.evacuate', danger: true },
  { id: 'trust', verb: 'Trust it again…', action: 'computeService.forceDown' },
  { id: 'forceDown', verb: 'Force down…', action: 'computeService.forceDown', danger: true },
]

/** Enabling one that is in maintenance has a name of its own. */
export function verbOf({ id, verb }: ComputeDeed, { service }: ComputeRow): string {
  return id === 'enable' && isInMaintenance(service) ? 'End maintenance…' : verb
}

/** Undefined: it makes no sense for this compute; `why`: it is not possible now. */
export function computeVerdict(id: ComputeDeedId, row: ComputeRow): { readonly why?: string } | undefined {
  const { drain, servers, service } = row
  if (service === undefined) return undefined
  const isDown = service.state === 'down'
  if (isDraining(drain) && id !== 'forceDown' && id !== 'trust') {
    const why = drain?.wish.kind === 'evacuation' ? 'It is being evacuated.' : 'It is being drained.'
    return id === 'drain' || id === 'maintenance' || (id === 'evacuate' && isDown) ? { why } : undefined
  }
  switch (id) {
    case 'enable':
      return service.status === 'disabled' ? {} : undefined
    case 'disable':
      return service.status === 'enabled' ? {} : undefined
    case 'drain':
      if (isDown) return { why: 'It does not report: bring it back, or evacuate its instances.' }
      return servers.length === 0 ? { why: 'There is no instance on it.' } : {}
    case 'maintenance':
      if (isInMaintenance(service)) return undefined
      return isDown ? { why: 'It does not report: nothing can be moved off it.' } : {}
    case 'evacuate':
      if (!isDown) return undefined
      return servers.length === 0 ? { why: 'There is no instance on it.' } : {}
    case 'forceDown':
      return service.forcedDown ? undefined : {}
    case 'trust':
      return service.forcedDown ? {} : undefined
  }
}
