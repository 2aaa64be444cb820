/** What becomes of the instances of a compute that is emptied: data for whoever watches. Which way each goes is decided here. Pure. */
import type { ErrorData } from '../../core/errors.ts'
import type { Server } from '../../openstack/servers.ts'

export interface DrainWish {
  /** nova-compute's name. */
  readonly host: string
  /** Stands in Nova beside "disabled". */
  readonly reason: string
  /** Instances that are off: `move` copies their disks to another compute. */
  readonly off: 'move' | 'leave'
  /** Running ones that cannot move while they run: `move` shuts them down for it, `stop` shuts them down where they are. */
  readonly stuck: 'move' | 'stop' | 'leave'
  /** How many move at the same time. */
  readonly atATime: number
}

/** Of a compute that is dead. */
export interface EvacuationWish {
  /** nova-compute's name. */
  readonly host: string
  /** How many are made anew at the same time. */
  readonly atATime: number
}

export type DrainedState =
  | 'waiting'
  | 'moving'
  /** It has arrived, and what is left behind is being taken away. */
  | 'confirming'
  | 'moved'
  | 'stopping'
  | 'stopped'
  /** Nobody tried: its state or the person's wish does not let it move. */
  | 'stays'
  | 'failed'

export interface DrainedInstance {
  readonly id: string
  readonly name: string
  readonly state: DrainedState
  /** While it runs, or with a stop. */
  readonly way: 'live' | 'cold'
  /** The compute it goes to, once it is known. */
  readonly to?: string
  /** What was copied of memory and disk, from 0 to 1. */
  readonly copied?: number
  /** Why it stays or goes with a stop. */
  readonly why?: string
  readonly error?: ErrorData
}

export interface DrainProgress {
  /** `forcing`: the dead compute is being called down. */
  readonly step: 'looking' | 'disabling' | 'forcing' | 'moving'
  readonly instances: readonly DrainedInstance[]
  /** What keeps it waiting now: the API or the compute does not answer. It goes on by itself. */
  readonly waitsFor?: ErrorData
}

export type DrainEnd = 'empty' | 'partly' | 'cancelled'

/** How an instance leaves; `busy`: that is seen when Nova has ended what it does with it. */
export type Way = { readonly go: 'live' | 'cold' | 'busy' } | { readonly go: 'stay'; readonly why: string }

type Judged = Pick<Server, 'status' | 'task'>

/** Of Nova's documentation, "Migrate instances"; the states each action allows are those of nova/compute/api.py. */
export function wayOff({ status, task }: Judged, { off }: Pick<DrainWish, 'off'>): Way {
  if (task === 'deleting' || task === 'soft-deleting') return stay('It is being deleted, which empties its place too.')
  if (task !== undefined) return { go: 'busy' }
  switch (status) {
    case 'ACTIVE':
    case 'PAUSED':
      return { go: 'live' }
    case 'SHUTOFF':
      return off === 'move' ? { go: 'cold' } : stay('It is off, and those that are off were to stay.')
    case 'BUILD':
    case 'REBUILD':
    case 'REBOOT':
    case 'HARD_REBOOT':
    case 'MIGRATING':
    case 'PASSWORD':
    case 'RESIZE':
    case 'REVERT_RESIZE':
      return { go: 'busy' }
    case 'VERIFY_RESIZE':
      return stay('It was resized and waits for a decision: confirm or revert, then drain again.')
    case 'SUSPENDED':
      return stay('It is suspended: its memory lies on this host. Resume it, then drain again.')
    case 'RESCUE':
      return stay('It is in rescue. End the rescue, then drain again.')
    case 'SHELVED':
      return stay('It is shelved but still takes its place here. Offload or unshelve it, then drain again.')
    case 'ERROR':
      return stay('It has failed. Rebuild, evacuate or delete it, then drain again.')
    case 'SOFT_DELETED':
      return stay('It is deleted, but can still be restored. Delete it for good or restore it.')
    default:
      return stay(`Nova does not move an instance that is ${status}.`)
  }
}

/**
 * Why an instance of a dead compute cannot be made anew elsewhere; undefined where it can. Nova takes those that ran, were off
 * or have failed, whatever it was doing with them (nova/compute/api.py, evacuate); the statuses are what those states show as.
 */
export function whyLeft({ status, task }: Judged): string | undefined {
  if (task === 'deleting' || task === 'soft-deleting') return 'It is being deleted, which needs no host.'
  switch (status) {
    case 'ACTIVE':
    case 'SHUTOFF':
    case 'ERROR':
    case 'REBOOT':
    case 'HARD_REBOOT':
    case 'PASSWORD':
    case 'REBUILD':
    case 'RESIZE':
    case 'MIGRATING':
    case 'UNKNOWN':
      return undefined
    case 'BUILD':
      return 'It was being built when its host died. Delete it and create it again.'
    case 'SOFT_DELETED':
      return 'It is deleted, but can still be restored. Delete it for good.'
    default:
      return `Nova does not evacuate an instance that is ${status}, and its host can no longer change that. Reset its state to “Failed”, then evacuate again.`
  }
}

function stay(why: string): { readonly go: 'stay'; readonly why: string } {
  return { go: 'stay', why }
}
