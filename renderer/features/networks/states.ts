/** States of networks, routers, ports and floating IPs in words. Pure. */
import type { FloatingIp, Network, Port, Router } from '../../../electron/contract/live.ts'
import type { StatusKind } from '../../ui/Status.tsx'

export interface StateWords {
  readonly kind: StatusKind
  readonly words: string
}

const STATUSES: Readonly<Record<string, StateWords>> = {
  ACTIVE: { kind: 'works', words: 'Works' },
  BUILD: { kind: 'progress', words: 'Being made' },
  ALLOCATING: { kind: 'progress', words: 'Being made' },
  DOWN: { kind: 'off', words: 'Down' },
  ERROR: { kind: 'failed', words: 'Failed' },
  'N/A': { kind: 'off', words: 'Not told' },
}

function stateOf({ isEnabled, status }: Pick<Network, 'isEnabled' | 'status'>): StateWords {
  if (!isEnabled) return { kind: 'off', words: 'Turned off' }
  return STATUSES[status] ?? { kind: 'needs-you', words: status }
}

export function networkState(network: Pick<Network, 'isEnabled' | 'status'>): StateWords {
  return stateOf(network)
}

export function routerState(router: Pick<Router, 'isEnabled' | 'status' | 'gateway'>): StateWords {
  const state = stateOf(router)
  return state.kind === 'works' && router.gateway === undefined ? { kind: 'off', words: 'No way out' } : state
}

export function portState(port: Pick<Port, 'isEnabled' | 'status' | 'deviceId' | 'vifType'>): StateWords {
  if (port.vifType === 'binding_failed') return { kind: 'failed', words: 'Not plugged in' }
  if (port.isEnabled && port.deviceId === '') return { kind: 'off', words: 'Free' }
  return stateOf(port)
}

export function floatingIpState({ portId, status }: Pick<FloatingIp, 'portId' | 'status'>): StateWords {
  if (portId === undefined && status !== 'ERROR') return { kind: 'off', words: 'Free' }
  if (status === 'ACTIVE') return { kind: 'works', words: 'Works' }
  return STATUSES[status]?.kind === 'failed'
    ? { kind: 'failed', words: 'Failed' }
    : { kind: 'needs-you', words: 'Not working' }
}
