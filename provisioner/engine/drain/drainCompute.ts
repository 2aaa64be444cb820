/**
 * Empties a compute: keeps new instances from it, then moves those on it to others, one after the other. It needs to remember
 * nothing: run again, it looks what is still there and goes on.
 */
import { StacksteadError } from '../../core/errors.ts'
import type { ComputeService } from '../../openstack/computeServices.ts'
import type { Openstack } from '../../openstack/openstack.ts'
import { perform } from '../../openstack/perform.ts'
import type { Server } from '../../openstack/servers.ts'
import { type DrainEnd, type DrainedInstance, type DrainWish, wayOff } from './drained.ts'
import { computes, type DrainOptions, emptying, type Found, onHost } from './emptying.ts'
import { finishMove, type Mover, moveOff } from './moveOff.ts'
import { type Patience, patiently } from './patience.ts'

/** Milliseconds between two looks whether the compute is back. */
const BACK = 5_000

/**
 * Rejects with `blocked` where nothing could be moved at all: the compute does not report, or there is no other; nothing is
 * changed then. Rejects with `api` where Nova does not let it be disabled.
 */
export async function drainCompute(os: Openstack, wish: DrainWish, options: DrainOptions): Promise<DrainEnd> {
  const { stop } = options
  const { each, enter, patience } = emptying(os, wish, options)
  const mover: Mover = { os, wish, patience, stop }
  enter('looking')
  const service = await ready(os, wish.host, patience)
  enter('disabling')
  await disabled(os, service, wish, patience)
  enter('moving')
  return each(
    (first) => look(os, wish, first),
    async ({ finish, server }, tell) => {
      await hostAnswers(os, wish.host, patience, stop)
      if (stop.aborted) return
      await (finish ? finishMove(mover, server, tell) : moveOff(mover, server.id, tell))
    },
  )
}

interface Leaving extends Found {
  /** It is elsewhere already, and only what it left behind has to go. */
  readonly finish: boolean
}

async function look(os: Openstack, wish: DrainWish, first: boolean): Promise<Leaving[]> {
  const here = (await onHost(os, wish.host)).map((server) => ({
    ...{ server, finish: false },
    beginning: beginning(server, wish),
  }))
  return first ? [...(await halfMoved(os, wish.host)), ...here] : here
}

function beginning(server: Server, wish: DrainWish): DrainedInstance {
  const { id, name } = server
  const way = wayOff(server, wish)
  if (way.go === 'stay') return { id, name, way: 'live', state: 'stays', why: way.why }
  return { id, name, way: way.go === 'cold' ? 'cold' : 'live', state: 'waiting' }
}

/**
 * Moved by an earlier drain that ended before what they left behind was taken away. A resize is nobody's but its owner's.
 * Only those that wait for it are asked about, one after the other: of migrations Nova forgets none.
 */
async function halfMoved(os: Openstack, host: string): Promise<Leaving[]> {
  const waiting = await os.servers.list({ allProjects: true, status: 'VERIFY_RESIZE' })
  const elsewhere = waiting.filter((one) => one.status === 'VERIFY_RESIZE' && one.host !== host)
  if (elsewhere.length === 0) return []
  const { user } = await os.session.token()
  const ours: Leaving[] = []
  for (const server of elsewhere) {
    const [last] = await os.migrations.list({ serverId: server.id, status: 'finished' })
    if (last?.from !== host || last.type !== 'migration' || last.userId !== user.id) continue
    const { id, name } = server
    ours.push({ server, finish: true, beginning: { id, name, way: 'cold', state: 'waiting' } })
  }
  return ours
}

async function ready(os: Openstack, host: string, patience: Patience): Promise<ComputeService> {
  const all = await patiently(() => computes(os), patience)
  const own = all.find((one) => one.host === host)
  if (own === undefined) throw new StacksteadError({ code: 'invalid-input', message: `Nova has no compute ${host}.` })
  if (own.state === 'down')
    throw new StacksteadError({
      code: 'blocked',
      message: `${host} does not report to Nova, so nothing can be moved off it.`,
      remedy: 'Bring it back and drain it then. If it is off for good, evacuate its instances.',
    })
  if (all.some((one) => one.host !== host && one.state === 'up' && one.status === 'enabled')) return own
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
    const all = await patiently(() => computes(os), patience)
    if (all.find((one) => one.host === host)?.state !== 'down') {
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
