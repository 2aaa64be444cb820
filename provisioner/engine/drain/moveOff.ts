/** Moves one instance off its compute and follows it until it is there, or has failed. */
import { type ErrorData, errorData } from '../../core/errors.ts'
import type { Openstack } from '../../openstack/openstack.ts'
import { perform } from '../../openstack/perform.ts'
import type { Server } from '../../openstack/servers.ts'
import { type DrainWish, wayOff } from './drained.ts'
import type { Tell } from './emptying.ts'
import { isTooMany, type Patience, passes, patiently } from './patience.ts'
import { whyFailed } from './whyFailed.ts'

/** What is done to instances of one compute, with the patience it is done with. */
export interface Doing {
  readonly os: Openstack
  readonly wish: { readonly host: string }
  readonly patience: Patience
}

export interface Mover extends Doing {
  readonly wish: Pick<DrainWish, 'host' | 'off' | 'stuck'>
  /** What has not begun to move then is left alone. */
  readonly stop: AbortSignal
}

/** Milliseconds between two looks at what moves. */
const LOOK = 1_000
/** How often a request is sent whose answer was lost and that left no trace. */
const TRIES = 3

/**
 * Never rejects but for `cancelled`: how it ended is told. Which way it goes is seen when its turn has come, and anew where it
 * changed just then: it may have waited for hours.
 */
export async function moveOff(mover: Mover, id: string, tell: Tell): Promise<void> {
  const { stop, wish } = mover
  for (;;) {
    const now = await until(mover, id, (server) => stop.aborted || wayOff(server, wish).go !== 'busy')
    if (now === undefined || now.host !== wish.host) return tell({ state: 'moved' })
    if (stop.aborted) return
    const way = wayOff(now, wish)
    if (way.go === 'stay') return tell({ state: 'stays', why: way.why })
    if (way.go !== 'busy' && (await tried(mover, now, way.go, tell))) return
    tell({ state: 'waiting' })
  }
}

/** False where it was refused because it is no longer as it was when it was asked for. */
async function tried(mover: Mover, server: Server, way: 'live' | 'cold', tell: Tell): Promise<boolean> {
  const cold = async (from: Server): Promise<boolean> => {
    tell({ state: 'moving', way: 'cold' })
    const failed = await tryMove(mover, from, 'server.migrate', tell)
    const now = await look(mover, server.id)
    if (failed !== undefined && isOther(mover, from, now, failed)) return false
    if (failed !== undefined) tell({ state: 'failed', error: failed })
    else if (now?.status === 'VERIFY_RESIZE') await finishMove(mover, now, tell)
    else tell({ state: 'moved' })
    return true
  }
  if (way === 'cold') return cold(server)
  tell({ state: 'moving', way: 'live' })
  const failed = await tryMove(mover, server, 'server.liveMigrate', tell)
  const now = failed === undefined ? undefined : await look(mover, server.id)
  if (failed === undefined || now === undefined) tell({ state: 'moved' })
  else if (isOther(mover, server, now, failed)) return false
  // Nova stops only what runs: a paused one has to be left.
  else if (mover.wish.stuck === 'leave' || now.status !== 'ACTIVE') tell({ state: 'failed', error: failed })
  else {
    tell({ why: `It could not move while it runs: ${failed.detail ?? failed.message}` })
    if (mover.wish.stuck === 'stop') await stopThere(mover, now, tell)
    // It runs, so it is not off: with a stop it moves whatever becomes of those.
    else return cold(now)
  }
  return true
}

/** Nova's 409: it is busy with it, or somebody has stopped it, between the look and the request. */
function isOther({ wish }: Mover, asked: Server, now: Server | undefined, { status }: ErrorData): boolean {
  return status === 409 && now !== undefined && wayOff(now, wish).go !== wayOff(asked, wish).go
}

/** Takes away what an instance that arrived has left behind. */
export async function finishMove(mover: Doing, server: Server, tell: Tell): Promise<void> {
  tell({ state: 'confirming', ...(server.host === undefined ? {} : { to: server.host }) })
  const refused = await send(mover, server, 'server.confirmResize', ({ status }) => status !== 'VERIFY_RESIZE')
  if (refused !== undefined) return tell({ state: 'failed', error: refused })
  const after = await until(mover, server.id, ({ status, task }) => status !== 'VERIFY_RESIZE' && task === undefined)
  if (after?.status === 'ERROR') return tell({ state: 'failed', error: await whyFailed(mover.os, after) })
  return tell({ state: 'moved' })
}

async function stopThere(mover: Doing, server: Server, tell: Tell): Promise<void> {
  tell({ state: 'stopping' })
  const refused = await send(
    mover,
    server,
    'server.stop',
    ({ status, task }) => status !== 'ACTIVE' || task !== undefined,
  )
  if (refused !== undefined) return tell({ state: 'failed', error: refused })
  const after = await until(mover, server.id, ({ task }) => task === undefined)
  if (after === undefined || after.status === 'SHUTOFF') return tell({ state: 'stopped' })
  return tell({ state: 'failed', error: await whyFailed(mover.os, after) })
}

/** Undefined where it has moved, or is gone altogether. */
async function tryMove(
  mover: Doing,
  server: Server,
  action: 'server.liveMigrate' | 'server.migrate',
  tell: Tell,
): Promise<ErrorData | undefined> {
  const isUnderWay = (now: Server): boolean => now.task !== undefined || now.host !== mover.wish.host
  const refused = await send(mover, server, action, isUnderWay)
  if (refused !== undefined) return refused
  const after = await until(
    mover,
    server.id,
    ({ task }) => task === undefined,
    () => progress(mover, server.id, tell),
  )
  if (after === undefined) return undefined
  if (after.host === mover.wish.host || after.status === 'ERROR') return whyFailed(mover.os, after)
  if (after.host !== undefined) tell({ to: after.host })
  return undefined
}

/**
 * A lost answer says nothing about the request: the instance tells whether it arrived. @returns why Nova refused
 * @param hasArrived whether the instance shows that the request was taken
 */
export async function send(
  { os, patience }: Doing,
  { id, name }: Pick<Server, 'id' | 'name'>,
  action: 'server.liveMigrate' | 'server.migrate' | 'server.confirmResize' | 'server.stop' | 'server.evacuate',
  hasArrived: (now: Server) => boolean | Promise<boolean>,
): Promise<ErrorData | undefined> {
  for (let tries = 1; ; tries += 1) {
    try {
      await patiently(() => perform(os.session, action, { id, name }), patience, isTooMany)
      return undefined
    } catch (error) {
      patience.signal.throwIfAborted()
      const isLost = passes(error)
      // What was lost may only have been late: then it is the second that is refused.
      if (isLost || tries > 1) {
        const now = await patiently(() => os.servers.get(id), patience)
        if (now === undefined || (await hasArrived(now))) return undefined
      }
      if (!isLost || tries === TRIES) return errorData(error)
    }
  }
}

/** What is copied, where it is on its way while running; that nobody knows is no reason to stop looking. */
async function progress({ os }: Doing, id: string, tell: Tell): Promise<void> {
  const [live] = await os.migrations.live(id).catch(() => [])
  if (live === undefined) return
  const parts = [live.memory, live.disk].filter((part) => part !== undefined)
  const total = parts.reduce((sum, part) => sum + part.total, 0)
  const left = parts.reduce((sum, part) => sum + part.remaining, 0)
  tell({
    ...(live.to === undefined ? {} : { to: live.to }),
    ...(total > 0 ? { copied: Math.min(1, Math.max(0, (total - left) / total)) } : {}),
  })
}

/** The instance as soon as it is so; undefined where it is gone. */
export async function until(
  mover: Doing,
  id: string,
  isSo: (server: Server) => boolean | Promise<boolean>,
  meanwhile: () => Promise<void> = async () => {},
): Promise<Server | undefined> {
  for (;;) {
    const now = await look(mover, id)
    if (now === undefined || (await isSo(now))) return now
    await meanwhile()
    await mover.patience.sleep(LOOK, mover.patience.signal)
  }
}

export function look({ os, patience }: Doing, id: string): Promise<Server | undefined> {
  return patiently(() => os.servers.get(id), patience)
}
