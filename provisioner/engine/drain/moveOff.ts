/** Moves one instance off its compute and follows it until it is there, or has failed. */
import { type ErrorData, errorData, StacksteadError } from '../../core/errors.ts'
import type { Openstack } from '../../openstack/openstack.ts'
import { perform } from '../../openstack/perform.ts'
import type { Server } from '../../openstack/servers.ts'
import type { DrainedInstance, DrainWish } from './drained.ts'
import { type Patience, passes, patiently } from './patience.ts'
import { whyFailed } from './whyFailed.ts'

export type Tell = (fields: Partial<DrainedInstance>) => void

export interface Mover {
  readonly os: Openstack
  readonly wish: Pick<DrainWish, 'host' | 'stuck'>
  readonly patience: Patience
}

/** Milliseconds between two looks at what moves. */
const LOOK = 1_000
/** How often a request is sent whose answer was lost and that left no trace. */
const TRIES = 3

/** Never rejects but for `cancelled`: how it ended is told. */
export async function moveOff(mover: Mover, server: Server, way: 'live' | 'cold', tell: Tell): Promise<void> {
  if (way === 'cold') return moveCold(mover, server, tell)
  tell({ state: 'moving', way: 'live' })
  const failed = await tryMove(mover, server, 'server.liveMigrate', tell)
  if (failed === undefined) return tell({ state: 'moved' })
  const now = await look(mover, server.id)
  if (now === undefined) return tell({ state: 'moved' })
  const { stuck } = mover.wish
  const why = `It could not move while it runs${failed.detail === undefined ? `: ${failed.message}` : `: ${failed.detail}`}`
  // Nova stops only what runs: a paused one has to be left.
  if (stuck === 'leave' || now.status !== 'ACTIVE') return tell({ state: 'failed', error: failed })
  tell({ why })
  return stuck === 'move' ? moveCold(mover, now, tell) : stopThere(mover, now, tell)
}

/** Takes away what an instance that arrived has left behind. */
export async function finishMove(mover: Mover, server: Server, tell: Tell): Promise<void> {
  tell({ state: 'confirming', ...(server.host === undefined ? {} : { to: server.host }) })
  const refused = await send(mover, server, 'server.confirmResize', ({ status }) => status !== 'VERIFY_RESIZE')
  if (refused !== undefined) return tell({ state: 'failed', error: refused })
  const after = await until(mover, server.id, ({ status, task }) => status !== 'VERIFY_RESIZE' && task === undefined)
  if (after?.status === 'ERROR') return tell({ state: 'failed', error: await whyFailed(mover.os, after) })
  return tell({ state: 'moved' })
}

async function moveCold(mover: Mover, server: Server, tell: Tell): Promise<void> {
  tell({ state: 'moving', way: 'cold' })
  const failed = await tryMove(mover, server, 'server.migrate', tell)
  if (failed !== undefined) return tell({ state: 'failed', error: failed })
  const there = await look(mover, server.id)
  return there?.status === 'VERIFY_RESIZE' ? finishMove(mover, there, tell) : tell({ state: 'moved' })
}

async function stopThere(mover: Mover, server: Server, tell: Tell): Promise<void> {
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
  mover: Mover,
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
 * @param arrived whether the instance shows that the request was taken
 */
async function send(
  { os, patience }: Mover,
  { id, name }: Pick<Server, 'id' | 'name'>,
  action: 'server.liveMigrate' | 'server.migrate' | 'server.confirmResize' | 'server.stop',
  arrived: (now: Server) => boolean,
): Promise<ErrorData | undefined> {
  for (let tries = 1; ; tries += 1) {
    patience.signal.throwIfAborted()
    try {
      await perform(os.session, action, { id, name })
      return undefined
    } catch (error) {
      const isLost = passes(error)
      // What was lost may only have been late: then it is the second that is refused.
      if (isLost || tries > 1) {
        const now = await patiently(() => os.servers.get(id), patience)
        if (now === undefined || arrived(now)) return undefined
      }
      if (!isLost || tries === TRIES) return errorData(error)
    }
  }
}

/** What is copied, where it is on its way while running; that nobody knows is no reason to stop looking. */
async function progress({ os }: Mover, id: string, tell: Tell): Promise<void> {
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
async function until(
  mover: Mover,
  id: string,
  isSo: (server: Server) => boolean,
  meanwhile: () => Promise<void> = async () => {},
): Promise<Server | undefined> {
  for (;;) {
    const now = await look(mover, id)
    if (now === undefined || isSo(now)) return now
    await meanwhile()
    await mover.patience.sleep(LOOK, mover.patience.signal)
  }
}

function look({ os, patience }: Mover, id: string): Promise<Server | undefined> {
  return patiently(() => os.servers.get(id), patience)
}

/** Waits until Nova has ended what it does with an instance; undefined where it is gone. */
export function whenIdle(mover: Mover, id: string): Promise<Server | undefined> {
  return until(mover, id, ({ status, task }) => task === undefined && !BUSY.has(status))
}

const BUSY = new Set(['BUILD', 'REBUILD', 'REBOOT', 'HARD_REBOOT', 'MIGRATING', 'PASSWORD', 'RESIZE', 'REVERT_RESIZE'])

/** What a compute that is off cannot do: give away what runs on it. */
export function isDownError(host: string): StacksteadError {
  return new StacksteadError({
    code: 'blocked',
    message: `${host} does not report to Nova, so nothing can be moved off it.`,
    remedy: `Bring it back and drain it then. If it is off for good, force it down and evacuate its instances.`,
  })
}
