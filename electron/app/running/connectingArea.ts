/** Connecting to clouds that are there already: which ones clouds.yaml files name, and logging in to one. */
import { cloudAccess, type KnownEntry, knownClouds, openDirectCloud } from '../../../provisioner/index.ts'
import type { KnownCloud } from '../../contract/index.ts'
import type { Area } from '../area.ts'
import type { AllRooms } from '../clouds/cloudRooms.ts'
import { wholePath } from '../wholePath.ts'

const EXAMPLE = 'clouds.yaml'

type Requests = 'running.known' | 'running.connect'

export function connectingArea(rooms: Pick<AllRooms, 'connect' | 'list'>): Area<Requests> {
  return {
    requests: {
      'running.known': async ({ file }) => (await knownClouds(file && wholePath(file, EXAMPLE))).map(shown),
      async 'running.connect'({ entry, file, name }) {
        const path = wholePath(file, EXAMPLE)
        const { ca, credentials } = await cloudAccess(path, entry)
        const cloud = openDirectCloud(credentials, ca)
        try {
          await cloud.client().session.token()
        } finally {
          cloud.close()
        }
        const access = { credentials, ...(ca === undefined ? {} : { ca }) }
        await rooms.connect({ id: name, file: path, entry }, access)
        const summary = rooms.list.get().find(({ id }) => id === name)
        if (summary === undefined) throw new Error(`the cloud ${name} is not in the list`)
        return summary
      },
    },
    streams: {},
    async [Symbol.asyncDispose]() {},
  }
}

function shown({ access, file, name, ...fields }: KnownEntry): KnownCloud {
  return { file, entry: name, ...fields, ...('code' in access ? { problem: access } : {}) }
}
