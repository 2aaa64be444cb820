/** Connecting to clouds that are there already: which ones clouds.yaml files name, and logging in to one. */
import { homedir } from 'node:os'
import { isAbsolute } from 'node:path'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { cloudAccess, type KnownEntry, knownClouds, openDirectCloud } from '../../../provisioner/index.ts'
import type { KnownCloud } from '../../contract/index.ts'
import type { Area } from '../area.ts'
import type { AllRooms } from '../clouds/cloudRooms.ts'

type Requests = 'running.known' | 'running.connect'

export function connectingArea(rooms: Pick<AllRooms, 'connect' | 'list'>): Area<Requests> {
  return {
    requests: {
      'running.known': async ({ file }) => (await knownClouds(file === undefined ? undefined : whole(file))).map(shown),
      async 'running.connect'({ entry, file, name }) {
        const path = whole(file)
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

function whole(file: string): string {
  const path = file.trim().replace(/^~(?=\/)/, homedir())
  if (isAbsolute(path)) return path
  throw new StacksteadError({
    code: 'invalid-input',
    message: `${file} is not a whole path.`,
    remedy: 'Write one like /home/me/clouds.yaml or ~/clouds.yaml.',
  })
}

function shown({ access, file, name, ...fields }: KnownEntry): KnownCloud {
  return { file, entry: name, ...fields, ...('code' in access ? { problem: access } : {}) }
}
