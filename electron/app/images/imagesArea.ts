/** The images area: what can be fetched, and what is on its way into a cloud. */
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import {
  type Checksum,
  checksumOf,
  IMAGE_CATALOGUE,
  imageFile,
  importImage,
  type Openstack,
  uploadFile,
} from '../../../provisioner/index.ts'
import type { RequestName } from '../../contract/index.ts'
import type { Area } from '../area.ts'
import type { CloudClients } from '../running/cloudClients.ts'
import type { LiveCloud } from '../running/liveCloud.ts'
import { lookingAt } from '../running/lookingAt.ts'
import { wholePath } from '../wholePath.ts'
import type { ImageTransfers, Wanted } from './imageTransfers.ts'

const EXAMPLE = 'disk.qcow2'

type Requests = Extract<RequestName, `images.${string}`>

export interface ImagesParts {
  readonly clients: CloudClients
  readonly live: LiveCloud
  readonly transfers: ImageTransfers
}

export function imagesArea({ clients, live, transfers }: ImagesParts): Area<Requests, 'images.transfers'> {
  const looking = lookingAt(clients)
  const sessionOf = async (cloud: string): Promise<Openstack['session']> => {
    try {
      return (await clients.of(cloud)).os.session
    } catch (error) {
      throw clients.worded(cloud, error)
    }
  }
  const begin = (wanted: Omit<Wanted, 'onEnd'>): { readonly transfer: string } => {
    const onEnd = (): void => live.touch(wanted.cloud, { 'live.images': 'whole' })
    return { transfer: transfers.begin({ ...wanted, onEnd }) }
  }
  return {
    requests: {
      'images.catalogue': async () => IMAGE_CATALOGUE,
      'images.look': ({ file }) => imageFile(wholePath(file, EXAMPLE)),
      'images.members': ({ cloud, id }) => looking(cloud, (os) => os.images.members(id)),
      'images.offered': ({ cloud }) =>
        looking(cloud, async (os) => os.images.offered((await os.session.token()).project.id)),
      async 'images.upload'({ checksum, cloud, file, image }) {
        const from = wholePath(file, EXAMPLE)
        const expected = checksum && parsed(checksum.value)
        const sure = expected === undefined ? {} : { expected }
        const send: Wanted['send'] = async (sending) =>
          uploadFile(await sessionOf(cloud), from, { ...sending, ...sure })
        return begin({ cloud, image, from, send })
      },
      async 'images.importUrl'({ checksum, cloud, image, url }) {
        const expected = checksum && ('url' in checksum ? checksum : parsed(checksum.value))
        const sure = expected === undefined ? {} : { checksum: expected }
        const send: Wanted['send'] = async (sending) =>
          importImage(await sessionOf(cloud), { ...sending, ...sure, url })
        return begin({ cloud, image, from: url, send })
      },
      async 'images.cancel'({ cloud, transfer }) {
        transfers.cancel(cloud, transfer)
        return null
      },
    },
    streams: {
      'images.transfers': ({ cloud }, emit, signal) => transfers.of(cloud).follow(emit, signal),
    },
    [Symbol.asyncDispose]: () => transfers[Symbol.asyncDispose](),
  }
}

function parsed(pasted: string): Checksum {
  const found = checksumOf(pasted)
  if (found !== undefined) return found
  throw refused('That is no checksum.', 'It is a SHA-256 of 64 or a SHA-512 of 128 hexadecimal digits.')
}

function refused(message: string, remedy: string): StacksteadError {
  return new StacksteadError({ code: 'invalid-input', message, remedy })
}
