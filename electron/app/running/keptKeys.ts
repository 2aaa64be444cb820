/** All private keys on this computer for the instances of a cloud: those made by the app, and the one of the cloud itself. */
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { accessKey } from '../../../provisioner/index.ts'
import type { CloudRooms } from '../clouds/room.ts'
import type { PrivateKey, PrivateKeys } from './privateKeys.ts'

export interface KeptKeys {
  all(cloud: string): Promise<readonly PrivateKey[]>
  /** Rejects with `invalid-input` where none of that name is kept. */
  find(cloud: string, name: string): Promise<PrivateKey>
}

export function keptKeys(rooms: Pick<CloudRooms, 'get'>, kept: Pick<PrivateKeys, 'all'>): KeptKeys {
  const all = async (cloud: string): Promise<readonly PrivateKey[]> => {
    const own = await ownKey(rooms, cloud)
    const made = await kept.all(cloud)
    return own === undefined ? made : [own, ...made.filter(({ name }) => name !== own.name)]
  }
  return {
    all,
    async find(cloud, name) {
      const found = (await all(cloud)).find((key) => key.name === name)
      if (found !== undefined) return found
      const message = `The app keeps no private key of ${name}.`
      throw new StacksteadError({
        code: 'invalid-input',
        message,
        remedy: 'It is where that key pair was made.',
      })
    },
  }
}

/** The one Stackstead stores in every cloud it deploys; none in a cloud that cannot be read or is not its own. */
async function ownKey(rooms: Pick<CloudRooms, 'get'>, cloud: string): Promise<PrivateKey | undefined> {
  const room = await rooms.get(cloud).catch(() => undefined)
  const project = await room?.project().catch(() => undefined)
  if (project === undefined) return undefined
  const { privateKey, publicKey } = accessKey(project.secrets)
  return { name: publicKey.split(' ').at(-1) ?? '', publicKey, privateKey }
}
