/** A drain or an evacuation in words: each instance's state, the whole, and before it begins what would go and what not. Pure. */
import type { Drain, DrainedInstance, DrainedState } from '../../../electron/contract/computes.ts'
import type { Server } from '../../../electron/contract/live.ts'
import type { StatusKind } from '../../ui/Status.tsx'
import { count, listed } from '../../ui/words.ts'

const STATES: Readonly<Record<DrainedState, readonly [StatusKind, string]>> = {
  waiting: ['off', 'Waiting'],
  moving: ['progress', 'Moving'],
  confirming: ['progress', 'Arrived, tidying up'],
  moved: ['works', 'Moved'],
  stopping: ['progress', 'Stopping'],
  stopped: ['needs-you', 'Stopped, still here'],
  stays: ['needs-you', 'Stays'],
  failed: ['failed', 'Did not move'],
}

/** What is called otherwise where the host is dead. */
const EVACUATED: Partial<typeof STATES> = {
  moving: ['progress', 'Being made anew'],
  moved: ['works', 'Made anew'],
  failed: ['failed', 'Not made anew'],
}

export function drainedWords(
  { copied, state, to, way }: DrainedInstance,
  { state: whole, wish }: Pick<Drain, 'state' | 'wish'>,
): { readonly kind: StatusKind; readonly words: string } {
  const isEvacuated = wish.kind === 'evacuation'
  const [kind, words] = (isEvacuated ? EVACUATED[state] : undefined) ?? STATES[state]
  const ended = whole !== 'running' && whole !== 'stopping'
  if (ended && state === 'waiting') return { kind: 'off', words: 'Not begun' }
  if (ended && kind === 'progress') return { kind: 'needs-you', words: 'Not followed to its end' }
  const where = to === undefined ? '' : ` ${isEvacuated ? 'on' : 'to'} ${to}`
  if (state === 'moving') {
    const how = isEvacuated
      ? ''
      : way === 'cold'
        ? ', switched off'
        : copied === undefined
          ? ''
          : `, ${Math.floor(copied * 100)} %`
    return { kind, words: `${words}${where}${how}` }
  }
  return { kind, words: state === 'moved' ? `${words}${where}` : words }
}

export function drainWords({ host, instances, state, step, wish }: Drain): {
  readonly kind: StatusKind
  readonly words: string
} {
  const moved = instances.filter((one) => one.state === 'moved').length
  const of = `${moved} of ${count(instances.length, 'instance')} ${wish.kind === 'drain' ? 'moved' : 'made anew'}`
  switch (state) {
    case 'running':
      if (step === 'looking') return { kind: 'progress', words: `Looking what is on ${host}` }
      if (step === 'disabling') return { kind: 'progress', words: 'Keeping new instances away' }
      if (step === 'forcing') return { kind: 'progress', words: `Calling ${host} down` }
      return { kind: 'progress', words: of }
    case 'stopping':
      return { kind: 'progress', words: 'Waiting for what is under way' }
    case 'empty':
      return { kind: 'works', words: instances.length === 0 ? 'It was empty' : `Empty: ${of}` }
    case 'partly':
      return { kind: 'needs-you', words: `${of}, the others are still here` }
    case 'cancelled':
      return { kind: 'off', words: `Stopped: ${of}` }
    case 'interrupted':
      return { kind: 'needs-you', words: `Interrupted: ${instances.length === 0 ? 'nothing had begun' : of}` }
    case 'failed':
      return { kind: 'failed', words: moved > 0 ? `Failed: ${of}` : 'Failed before anything moved' }
  }
}

/** What will become of those on it: "3 running ones move, 1 that is off is moved too, 1 stays." */
export function plannedWords(servers: readonly Pick<Server, 'status'>[], off: 'move' | 'leave'): string {
  if (servers.length === 0) return 'Nothing is on it: it is only kept free.'
  const of = (...statuses: readonly string[]): number =>
    servers.filter(({ status }) => statuses.includes(status)).length
  const running = of('ACTIVE', 'PAUSED')
  const isOff = of('SHUTOFF')
  const others = servers.length - running - isOff
  const parts = [
    ...(running > 0 ? [`${running} ${running === 1 ? 'moves' : 'move'} while running`] : []),
    ...(isOff > 0 ? [`${isOff} that ${isOff === 1 ? 'is' : 'are'} off ${offWords(isOff === 1, off)}`] : []),
    ...(others > 0 ? [`${others} in another state ${others === 1 ? 'is' : 'are'} looked at when the turn comes`] : []),
  ]
  return `Of ${count(servers.length, 'instance')} on it, ${listed(parts)}.`
}

/** The statuses in which Nova takes an instance of a dead host (nova/compute/api.py, evacuate). */
const EVACUATED_FROM = new Set([
  ...['ACTIVE', 'SHUTOFF', 'ERROR', 'REBOOT', 'HARD_REBOOT', 'PASSWORD', 'REBUILD', 'RESIZE', 'MIGRATING', 'UNKNOWN'],
])

/** What will become of those on a dead host: "3 are made anew on other computes, 1 stays: paused." */
export function evacuatedWords(servers: readonly Pick<Server, 'status'>[]): string {
  const left = servers.filter(({ status }) => !EVACUATED_FROM.has(status)).length
  const going = servers.length - left
  const parts = [
    ...(going > 0 ? [`${going} ${going === 1 ? 'is' : 'are'} made anew on other computes`] : []),
    ...(left > 0
      ? [`${left} ${left === 1 ? 'stays' : 'stay'}, because Nova does not take ${left === 1 ? 'its' : 'their'} state`]
      : []),
  ]
  return `Of ${count(servers.length, 'instance')} on it, ${listed(parts)}.`
}

function offWords(one: boolean, off: 'move' | 'leave'): string {
  if (off === 'leave') return one ? 'stays' : 'stay'
  return one ? 'moves with its disk' : 'move with their disks'
}
