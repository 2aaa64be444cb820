/**
 * Empties a compute: keeps new instances from it, then moves those on it to others, one after the other. Nothing is noted
 * anywhere: run again, it looks what is still there and goes on.
 */
import { type ErrorData, StacksteadError } from '../../core/errors.ts'
import type { ComputeService } from '../../openstack/computeServices.ts'
import type { Openstack } from '../../openstack/openstack.ts'
import { perform } from '../../openstack/perform.ts'
import { pause, type Sleep } from '../../openstack/retry.ts'
import type { Server } from '../../openstack/servers.ts'
import { type DrainEnd, type DrainedInstance, type DrainProgress, type DrainWish, type Way, wayOff } from './drained.ts'
import { finishMove, isDownError, type Mover, moveOff, type Tell, whenIdle } from './moveOff.ts'
import { type Patience, patiently } from './patience.ts'

export interface DrainOptions {
  /** With every change. */
  readonly onProgress: (progress: DrainProgress) => void
  /** No further instance is begun; those under way are followed to their end. */
  readonly stop: AbortSignal
  /** Nothing is followed any more; rejects with an AbortError. What Nova has begun it goes on with. */
  readonly signal: AbortSignal
  readonly sleep?: Sleep
}

/** Milliseconds between two looks whether the compute is back. */
const BACK = 5_000

/**
 * Rejects with `blocked` where nothing could be moved at all: the compute does not report, or there is no other; nothing is
 * changed then. Rejects with `api` where Nova does not let it be disabled.
 */
export async function drainCompute(os: Openstack, wish: DrainWish, options: DrainOptions): Promise<DrainEnd> {
  const { onProgress, signal, sleep = pause, stop } = options
  const instances = new Map<string, DrainedInstance>()
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
  const mover: Mover = { os, wish, patience }

  report()
  const service = await ready(os, wish.host, patience)
  step = 'disabling'
  report()
  await disabled(os, service, wish, patience)
  step = 'moving'
  report()

  const tellOf =
    (id: string): Tell =>
    (fields) => {
      const before = instances.get(id)
      if (before === undefined) return
      instances.set(id, { ...before, ...fields })
      report()
    }
  const one = async ({ server, way }: Found): Promise<void> => {
    await hostAnswers(os, wish.host, patience, stop)
    if (stop.aborted) return
    const tell = tellOf(server.id)
    if (way.go === 'finish') return finishMove(mover, server, tell)
    const idle = way.go === 'busy' ? await whenIdle(mover, server.id) : server
    if (idle === undefined || idle.host !== wish.host) return tell({ state: 'moved' })
    const now = way.go === 'busy' ? wayOff(idle, wish) : way
    if (now.go === 'stay') return tell({ state: 'stays', why: now.why })
    if (now.go === 'live' || now.go === 'cold') return moveOff(mover, idle, now.go, tell)
    return undefined
  }
  for (;;) {
    const found = (await patiently(() => look(os, wish), patience)).filter(({ server }) => !instances.has(server.id))
    if (found.length === 0) break
    if (stop.aborted) return 'cancelled'
    for (const { server, way } of found) instances.set(server.id, beginning(server, way))
    report()
    await inTurns(
      found.filter(({ way }) => way.go !== 'stay'),
      wish.atATime,
      stop,
      one,
    )
  }
  if ([...instances.values()].some(({ state }) => state === 'waiting')) return 'cancelled'
  return (await patiently(() => onHost(os, wish.host), patience)).length === 0 ? 'empty' : 'partly'
}

interface Found {
  readonly server: Server
  readonly way: Way
}

function beginning({ id, name }: Server, way: Way): DrainedInstance {
  const base = { id, name, way: way.go === 'cold' || way.go === 'finish' ? ('cold' as const) : ('live' as const) }
  return way.go === 'stay' ? { ...base, state: 'stays', why: way.why } : { ...base, state: 'waiting' }
}

/** The large ones first: they are the hardest to find a place for. */
async function look(os: Openstack, wish: DrainWish): Promise<Found[]> {
  const here = await onHost(os, wish.host)
  const size = ({ flavor }: Server): number => flavor?.memory ?? 0
  const found = here.sort((a, b) => size(b) - size(a)).map((server) => ({ server, way: wayOff(server, wish) }))
  return [...(await halfMoved(os, wish.host)), ...found]
}

async function onHost(os: Openstack, host: string): Promise<Server[]> {
  return (await os.servers.list({ allProjects: true, host })).filter((one) => one.host === host)
}

/** Moved by an earlier drain that ended before what they left behind was taken away. A resize is nobody's but its owner's. */
async function halfMoved(os: Openstack, host: string): Promise<Found[]> {
  const { user } = await os.session.token()
  const finished = (await os.migrations.list({ host, status: 'finished' })).filter(
    ({ from, status, type, userId }) =>
      from === host && status === 'finished' && type === 'migration' && userId === user.id,
  )
  const servers = await Promise.all([...new Set(finished.map(({ serverId }) => serverId))].map(os.servers.get))
  return servers.flatMap((server) =>
    server?.status === 'VERIFY_RESIZE' && server.host !== host ? [{ server, way: { go: 'finish' } }] : [],
  )
}

const isCompute = ({ binary }: ComputeService): boolean => binary === 'nova-compute'

async function ready(os: Openstack, host: string, patience: Patience): Promise<ComputeService> {
  const computes = (await patiently(() => os.computeServices.list(), patience)).filter(isCompute)
  const own = computes.find((one) => one.host === host)
  if (own === undefined) throw new StacksteadError({ code: 'invalid-input', message: `Nova has no compute ${host}.` })
  if (own.state === 'down') throw isDownError(host)
  if (computes.some((one) => one.host !== host && one.state === 'up' && one.status === 'enabled')) return own
  throw new StacksteadError({
    code: 'blocked',
    message: `No other compute is up and takes instances, so nothing can be moved off ${host}.`,
    remedy: 'Enable another compute, or add a machine with the role compute.',
  })
}

async function disabled(os: Openstack, service: ComputeService, wish: DrainWish, patience: Patience): Promise<void> {
  const { disabledReason, host, id, status } = service
  if (status === 'disabled' && disabledReason === wish.reason) return
  // It may be repeated: it says how it shall be, not what to change.
  await patiently(() => perform(os.session, 'computeService.disable', { id, host, reason: wish.reason }), patience)
}

/** A compute that has lost its power, or is being restarted, gives nothing away until it is back. */
async function hostAnswers(os: Openstack, host: string, patience: Patience, stop: AbortSignal): Promise<void> {
  const either = AbortSignal.any([patience.signal, stop])
  for (let waited = false; ; waited = true) {
    const services = await patiently(() => os.computeServices.list(), patience)
    if (services.find((one) => isCompute(one) && one.host === host)?.state !== 'down') {
      if (waited) patience.onWait(undefined)
      return
    }
    patience.onWait({
      code: 'unreachable',
      message: `${host} does not report to Nova.`,
      remedy: 'What is still on it waits until it is back.',
    })
    await patience.sleep(BACK, either).catch(() => patience.signal.throwIfAborted())
    if (stop.aborted) return
  }
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
