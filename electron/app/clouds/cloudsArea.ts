/** The clouds area: the list, and the text of each. */
import type { CloudSummary } from '../../contract/index.ts'
import type { Area } from '../area.ts'
import type { AllRooms } from './cloudRooms.ts'

type Requests = `clouds.${'list' | 'create' | 'open' | 'forget' | 'read' | 'write'}`

export function cloudsArea(rooms: AllRooms): Area<Requests, 'clouds.follow' | 'clouds.text'> {
  const summary = (id: string): CloudSummary => {
    const found = rooms.list.get().find((one) => one.id === id)
    if (found === undefined) throw new Error(`the cloud ${id} is not in the list`)
    return found
  }
  return {
    requests: {
      'clouds.list': async () => rooms.list.get(),
      'clouds.create': async ({ name }) => summary((await rooms.create(name)).id),
      'clouds.open': async ({ file }) => summary((await rooms.open(file)).id),
      async 'clouds.forget'({ cloud }) {
        await rooms.forget(cloud)
        return null
      },
      'clouds.read': async ({ cloud }) => (await rooms.get(cloud)).text.get(),
      'clouds.write': async ({ cloud, text, revision }) => (await rooms.get(cloud)).write(text, revision),
    },
    streams: {
      'clouds.follow': (_input, emit, signal) => rooms.list.follow(emit, signal),
      'clouds.text': async ({ cloud }, emit, signal) => (await rooms.get(cloud)).text.follow(emit, signal),
    },
    async [Symbol.asyncDispose]() {},
  }
}
