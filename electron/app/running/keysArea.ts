/** The keys area: key pairs made here, whose private half this computer keeps. */
import { errorData, StacksteadError } from '../../../provisioner/core/errors.ts'
import { reveal } from '../../../provisioner/core/secret.ts'
import { newKeyPair, perform } from '../../../provisioner/index.ts'
import { saveSecret } from '../access/saveSecret.ts'
import type { Area } from '../area.ts'
import type { CloudRooms } from '../clouds/room.ts'
import { inTurn } from '../inTurn.ts'
import { perCloud } from '../perCloud.ts'
import type { CloudClients } from './cloudClients.ts'
import { keptKeys } from './keptKeys.ts'
import type { LiveCloud } from './liveCloud.ts'
import type { PrivateKey, PrivateKeys } from './privateKeys.ts'
import { refusal } from './refusal.ts'
import { touchedBy } from './touched.ts'

type Requests = 'keys.list' | 'keys.create' | 'keys.save' | 'keys.forget'

export interface KeysParts {
  readonly rooms: CloudRooms
  readonly clients: CloudClients
  readonly live: LiveCloud
  readonly kept: PrivateKeys
}

export function keysArea({ clients, kept, live, rooms }: KeysParts): Area<Requests> {
  const { all, find } = keptKeys(rooms, kept)
  const turns = perCloud(inTurn)
  return {
    requests: {
      'keys.list': async ({ cloud }) => (await all(cloud)).map(shown),
      // One at a time: of two with one name the second would put its private half in the place of the first's.
      'keys.create': ({ cloud, name }) =>
        turns.of(cloud)(async () => {
          if ((await all(cloud)).some((key) => key.name === name))
            throw refused(
              `The app keeps a private key ${name} already.`,
              'Choose another name, or forget that key first.',
            )
          const key = { name, ...newKeyPair(name), madeAt: Date.now() }
          const { os } = await clients.of(cloud).catch((error: unknown) => {
            throw clients.worded(cloud, error)
          })
          // Kept before the cloud has it: a pair whose private half is lost helps nobody.
          await kept.keep(cloud, key)
          try {
            await perform(os.session, 'keypair.import', { name, publicKey: key.publicKey })
          } catch (error) {
            // Without an answer nobody knows whether the cloud has it, nor by one of a proxy that had none.
            const { status } = errorData(error)
            if (status !== undefined && status < 500) await kept.forget(cloud, name)
            const { roles } = await os.session.token().catch(() => ({ roles: [] }))
            throw clients.worded(cloud, refusal(error, { action: 'keypair.import', roles }))
          }
          live.touch(cloud, touchedBy('keypair.import'))
          return shown(key)
        }),
      'keys.save': async ({ cloud, file, name, replace }) => {
        const { privateKey } = await find(cloud, name)
        return { file: await saveSecret(file, reveal(privateKey), replace) }
      },
      async 'keys.forget'({ cloud, name }) {
        const { madeAt } = await find(cloud, name)
        if (madeAt === undefined)
          throw refused(
            `${name} belongs to the cloud itself: it follows from its secrets.`,
            'Delete the key pair instead.',
          )
        await kept.forget(cloud, name)
        return null
      },
    },
    streams: {},
    async [Symbol.asyncDispose]() {},
  }
}

function shown({ madeAt, name, publicKey }: PrivateKey) {
  return { name, publicKey, ...(madeAt === undefined ? {} : { madeAt }) }
}

function refused(message: string, remedy: string): StacksteadError {
  return new StacksteadError({ code: 'invalid-input', message, remedy })
}
