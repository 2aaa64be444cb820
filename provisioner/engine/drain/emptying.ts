/** What draining and evacuating share: a compute's instances one after the other until none is left unseen, told as it goes. */
import type { ErrorData } from '../../core/errors.ts'
import type { ComputeService } from '../../openstack/computeServices.ts'
import type { Openstack } from '../../openstack/openstack.ts'
import { pause, type Sleep } from '../../openstack/retry.ts'
import type { Server } from '../../openstack/servers.ts'
import type { DrainEnd, DrainedInstance, DrainProgress } from './drained.ts'
import { type Patience, patiently } from './patience.ts'

export interface DrainOptions {
  /** With every change. */
  readonly onProgress: (progress: DrainProgress) => void
  /** No further instance is begun; those under way are followed to their end. */
  readonly stop: AbortSignal
  /** Nothing is followed any more; rejects with an AbortError. What Nova has begun it goes on with. */
  readonly signal: AbortSignal
  /** What was told when the same was interrupted: what is no longer on the compute has moved since. */
  readonly earlier?: readonly DrainedInstance[]
  readonly sleep?: Sleep
}

export type Tell = (fields: Partial<DrainedInstance>) => void

/** An instance, and how it begins. */
export interface Found {
  readonly server: Server
  readonly beginning: DrainedInstance
}

export interface Emptying {
  readonly patience: Patience
  enter(step: DrainProgress['step']): void
  /**
   * Looks what is there and lets each go, until a look finds nothing new.
   * @param look first: whether it is the first one
   * @param one for each that waits; does not reject for what is wrong with the one alone
   */
  each<F extends Found>(
    look: (first: boolean) => Promise<readonly F[]>,
    one: (found: F, tell: Tell) => Promise<void>,
  ): Promise<DrainEnd>
}

export function emptying(
  os: Openstack,
  { atATime, host }: { readonly host: string; readonly atATime: number },
  { earlier = [], onProgress, signal, sleep = pause, stop }: DrainOptions,
): Emptying {
  const instances = new Map(earlier.map((one) => [one.id, one]))
  let step: DrainProgress['step'] = 'looking'
  let waitsFor: ErrorData | undefined
  const report = (): void =>
    onProgress({ step, instances: [...instances.values()], ...(waitsFor === undefined ? {} : { waitsFor }) })
  const onWait = (why: ErrorData | undefined): void => {
    if (why?.message === waitsFor?.message) return
    waitsFor = why
    report()
  }
  const patience: Patience = { signal, sleep, onWait }
  const tellOf =
    (id: string): Tell =>
    (fields) => {
      const before = instances.get(id)
      if (before === undefined) return
      instances.set(id, { ...before, ...fields })
      report()
    }
  /** Those told of earlier: seen anew where they still are, gone where they are not. */
  const settleEarlier = (found: readonly Found[]): void => {
    const here = new Set(found.map(({ server }) => server.id))
    for (const one of earlier) {
      if (here.has(one.id)) instances.delete(one.id)
      else instances.set(one.id, arrived(one))
    }
  }
  return {
    patience,
    enter(next) {
      step = next
      report()
    },
    async each(look, one) {
      for (let first = true; ; first = false) {
        const all = await patiently(() => look(first), patience)
        if (first) settleEarlier(all)
        const found = all.filter(({ server }) => !instances.has(server.id))
        for (const { beginning } of found) instances.set(beginning.id, beginning)
        report()
        if (found.length === 0) break
        const waiting = found.filter(({ beginning }) => beginning.state === 'waiting')
        await inTurns(waiting, atATime, stop, (next) => one(next, tellOf(next.server.id)))
        if (stop.aborted) break
      }
      if (stop.aborted && [...instances.values()].some(({ state }) => state === 'waiting')) return 'cancelled'
      return (await patiently(() => onHost(os, host), patience)).length === 0 ? 'empty' : 'partly'
    },
  }
}

/** What stood in its way no longer does. */
function arrived({ id, name, to, way }: DrainedInstance): DrainedInstance {
  return { id, name, way, state: 'moved', ...(to === undefined ? {} : { to }) }
}

/** The large ones first: they are the hardest to find a place for. */
export async function onHost(os: Openstack, host: string): Promise<Server[]> {
  const here = (await os.servers.list({ allProjects: true, host })).filter((one) => one.host === host)
  const size = ({ flavor }: Server): number => flavor?.memory ?? 0
  return here.sort((a, b) => size(b) - size(a))
}

export async function computes(os: Openstack): Promise<ComputeService[]> {
  return (await os.computeServices.list()).filter(({ binary }) => binary === 'nova-compute')
}

/** Nothing further is begun once `stop` has aborted or one has failed; rejects when what was under way has ended. */
async function inTurns<T>(
  all: readonly T[],
  atATime: number,
  stop: AbortSignal,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const waiting = [...all]
  const hand = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && !stop.aborted; next = waiting.shift()) {
      await work(next).catch((error: unknown) => {
        waiting.length = 0
        throw error
      })
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: Math.min(atATime, all.length) }, hand))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}
