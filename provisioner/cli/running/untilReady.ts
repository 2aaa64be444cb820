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
