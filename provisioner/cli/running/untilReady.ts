/** Waits for what the cloud does in the background, telling how far it is. */
import { setTimeout as delay } from 'node:timers/promises'
import { StacksteadError } from '../../core/errors.ts'
import type { Openstack } from '../../index.ts'
import { shownName } from '../render/text.ts'
import { waiting } from '../waiting.ts'
import type { Place } from './openPlace.ts'

type Server = NonNullable<Awaited<ReturnType<Openstack['servers']['get']>>>

const EVERY = 1000

/** The instance when it is ACTIVE. Rejects with `api` and Nova's own words where it could not be built. */
export async function untilActive(place: Place, id: string, name: string): Promise<Server> {
  const shown = shownName(name)
  using line = waiting(place.session.terminal, `${shown}: asked for`)
  let said = ''
  for (;;) {
    const server = await place.os.servers.get(id)
    if (server === undefined) {
      throw new StacksteadError({ code: 'api', message: `The instance ${shown} was deleted meanwhile.` })
    }
    if (server.status === 'ERROR') {
      throw new StacksteadError({
        code: 'api',
        message: `The instance ${shown} could not be created: ${server.fault?.message ?? 'Nova does not say why'}.`,
        remedy: `"stackstead server delete ${id}" takes it away.`,
      })
    }
    if (server.status === 'ACTIVE' && server.task === undefined) return server
    const state = `${shown}: ${server.task ?? server.status.toLowerCase()}`
    if (state !== said) line.say(state)
    said = state
    await again(place, `It goes on being built: "stackstead server show ${id}" tells how far it is.`)
  }
}

export interface Settled {
  /** Nova's words for what is waited for. */
  readonly statuses: readonly string[]
  /** What more must be so; while it is not, Nova is still at it. */
  readonly also?: (server: Server) => boolean
}

/** Looks at which an instance rests in another state than it was to reach, before that is taken for the end. */
const PATIENCE = 20

/** The instance when Nova is done with it. Rejects with `api` and Nova's own words where it ended in another state. */
export async function untilSettled(
  place: Place,
  { id, name }: Pick<Server, 'id' | 'name'>,
  { also = () => true, statuses }: Settled,
): Promise<Server> {
  const shown = shownName(name)
  using line = waiting(place.session.terminal, shown)
  let said = ''
  for (let rested = 0; ; ) {
    const server = await place.os.servers.get(id)
    if (server === undefined) {
      throw new StacksteadError({ code: 'api', message: `The instance ${shown} was deleted meanwhile.` })
    }
    const { fault, status, task } = server
    const rests = task === undefined
    if (rests && statuses.includes(status) && also(server)) return server
    rested = rests ? rested + 1 : 0
    if ((status === 'ERROR' && rests) || rested > PATIENCE) {
      const why = fault?.message ?? 'Nova does not say why.'
      throw new StacksteadError({
        code: 'api',
        message: `The instance ${shown} stays ${status}: ${why}`,
        remedy: `"stackstead server show ${id}" tells more.`,
      })
    }
    const state = `${shown}: ${task ?? status.toLowerCase()}`
    if (state !== said) line.say(state)
    said = state
    await again(place, 'Nova goes on with it.')
  }
}

/** The image when it can be used. Rejects with `api` where it will never be. */
export async function untilUsable(place: Place, id: string, name: string) {
  const shown = shownName(name)
  using line = waiting(place.session.terminal, `The image ${shown}`)
  for (;;) {
    const image = await place.os.images.get(id)
    if (image?.status === 'active') return image
    if (image === undefined || ['killed', 'deleted', 'pending_delete'].includes(image.status)) {
      throw new StacksteadError({
        code: 'api',
        message: `The image ${shown} was not made.`,
        remedy: 'The instance’s history in the window tells which part of the snapshot has failed.',
      })
    }
    line.say(`The image ${shown}: ${image.status}`)
    await again(place, 'It goes on being made.')
  }
}

/** Resolves when nothing of the given ids is left. */
export async function untilGone(place: Place, servers: readonly Pick<Server, 'id' | 'name'>[]): Promise<void> {
  using line = waiting(place.session.terminal, 'Deleting')
  for (const { id, name } of servers) {
    line.say(`Deleting ${shownName(name)}`)
    for (;;) {
      const server = await place.os.servers.get(id)
      if (server === undefined) break
      if (server.status === 'ERROR' && server.task === undefined) {
        throw new StacksteadError({
          code: 'api',
          message: `The instance ${shownName(name)} could not be deleted: ${server.fault?.message ?? 'Nova does not say why'}.`,
        })
      }
      await again(place, 'It goes on being deleted.')
    }
  }
}

async function again({ signal }: Place, goesOn: string): Promise<void> {
  try {
    await delay(EVERY, undefined, { signal })
  } catch {
    throw new StacksteadError({ code: 'cancelled', message: 'Stopped waiting.', remedy: goesOn })
  }
}
