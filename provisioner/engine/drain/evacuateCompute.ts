/**
 * Makes the instances of a dead compute anew on others: calls it down, so that Nova no longer waits for it, then evacuates one
 * after the other. It needs to remember nothing: run again, it looks what is still there and goes on.
 */
import { StacksteadError } from '../../core/errors.ts'
import type { ComputeService } from '../../openstack/computeServices.ts'
import type { Migration } from '../../openstack/migrations.ts'
import type { Openstack } from '../../openstack/openstack.ts'
import { perform } from '../../openstack/perform.ts'
import type { Server } from '../../openstack/servers.ts'
import { type DrainEnd, type DrainedInstance, type EvacuationWish, whyLeft } from './drained.ts'
import { computes, type DrainOptions, emptying, onHost, type Tell } from './emptying.ts'
import { type Doing, look, send, until } from './moveOff.ts'
import { type Patience, patiently } from './patience.ts'
import { whyFailed } from './whyFailed.ts'

/**
 * Only for a machine that has no power: one that lost its network alone would run its instances a second time. Rejects with
 * `blocked` where the compute reports, which says that it is alive, or where there is no other; nothing is changed then.
 */
export async function evacuateCompute(os: Openstack, wish: EvacuationWish, options: DrainOptions): Promise<DrainEnd> {
  const { stop } = options
  const { each, enter, patience } = emptying(os, wish, options)
  const doing: Doing = { os, wish, patience }
  enter('looking')
  const { forcedDown, id } = await dead(os, wish.host, patience)
  enter('forcing')
  // It may be repeated: it says how it shall be, not what to change.
  if (!forcedDown)
    await patiently(
      () => perform(os.session, 'computeService.forceDown', { id, host: wish.host, isDown: true }),
      patience,
    )
  enter('moving')
  return each(
    async () => (await onHost(os, wish.host)).map((server) => ({ server, beginning: beginning(server) })),
    async ({ server }, tell) => {
      // Somebody may trust it again meanwhile: then what is on it runs there.
      await dead(os, wish.host, patience)
      if (!stop.aborted) await evacuate(doing, server.id, tell)
    },
  )
}

function beginning(server: Server): DrainedInstance {
  const { id, name } = server
  const why = whyLeft(server)
  return { id, name, way: 'cold', ...(why === undefined ? { state: 'waiting' } : { state: 'stays', why }) }
}

async function dead(os: Openstack, host: string, patience: Patience): Promise<ComputeService> {
  const all = await patiently(() => computes(os), patience)
  const own = all.find((one) => one.host === host)
  if (own === undefined) throw new StacksteadError({ code: 'invalid-input', message: `Nova has no compute ${host}.` })
  if (own.state === 'up')
    throw new StacksteadError({
      code: 'blocked',
      message: `${host} reports to Nova, so it is alive and nothing on it is made anew elsewhere.`,
      remedy: 'Drain it. Where you are sure that the machine has no power, force it down first.',
    })
  if (all.some((one) => one.host !== host && one.state === 'up' && one.status === 'enabled')) return own
  throw new StacksteadError({
    code: 'blocked',
    message: `No other compute is up and takes instances, so nothing of ${host} can be made anew.`,
    remedy: 'Enable another compute, or add a machine with the role compute.',
  })
}

/** Never rejects but for `cancelled`: how it ended is told. */
async function evacuate(doing: Doing, id: string, tell: Tell): Promise<void> {
  const { os, patience, wish } = doing
  const now = await look(doing, id)
  if (now === undefined || now.host !== wish.host) return tell({ state: 'moved' })
  const why = whyLeft(now)
  if (why !== undefined) return tell({ state: 'stays', why })
  tell({ state: 'moving' })
  const underWay = (): Promise<Migration | undefined> => patiently(() => evacuation(os, id, wish.host), patience)
  // Begun before this was interrupted, or by somebody else: it is followed, not asked for again.
  if ((await underWay()) === undefined) {
    const refused = await send(
      doing,
      now,
      'server.evacuate',
      async ({ host }) => host !== wish.host || (await underWay()) !== undefined,
    )
    if (refused !== undefined) return tell({ state: 'failed', error: refused })
  }
  // Nova is done with the instance a moment before it says where it is now: only the migration tells the end.
  const after = await until(doing, id, async ({ host, task }) => {
    if (host !== wish.host) return task === undefined
    const way = await underWay()
    if (way?.to !== undefined) tell({ to: way.to })
    return way === undefined && (await look(doing, id))?.host === wish.host
  })
  if (after === undefined) return tell({ state: 'moved' })
  if (after.host === wish.host || after.status === 'ERROR')
    return tell({ state: 'failed', error: await whyFailed(os, after) })
  return tell({ state: 'moved', ...(after.host === undefined ? {} : { to: after.host }) })
}

/** Statuses in which an evacuation is over (nova/compute/manager.py, rebuild_instance and _destroy_evacuated_instances). */
const OVER = new Set(['done', 'completed', 'failed', 'error', 'cancelled'])

/** That of an instance from this host that is under way. */
async function evacuation(os: Openstack, serverId: string, host: string): Promise<Migration | undefined> {
  const all = await os.migrations.list({ serverId, host })
  return all.find(({ from, status, type }) => type === 'evacuation' && from === host && !OVER.has(status))
}
