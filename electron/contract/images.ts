/** Images with their content: uploaded from files, fetched from the web, and the well-known ones. */
import { z } from 'zod'
import { ACTIONS } from '../../provisioner/actions/index.ts'
import type { ErrorData } from '../../provisioner/core/errors.ts'
import type { CatalogueImage, Image, ImageFile, ImageMember } from '../../provisioner/index.ts'
import { request, stream } from './call.ts'
import { cloudId, ofCloud, path } from './names.ts'

export type { CatalogueImage, ImageFile, ImageMember } from '../../provisioner/index.ts'

/** An image on its way into a cloud; told until an hour after it ended. */
export interface ImageTransfer {
  readonly id: string
  /** Of the image. */
  readonly name: string
  /** The file or address it comes from. */
  readonly from: string
  /** `checking`: all is sent, and what Glance stored is compared. */
  readonly state: 'preparing' | 'sending' | 'checking' | 'done' | 'failed' | 'cancelled'
  /** Bytes. */
  readonly sent: number
  /** Bytes; absent where nobody says. */
  readonly total?: number
  /** Bytes a second, over the last few; absent while it cannot be said. */
  readonly rate?: number
  /** Milliseconds until all is sent, at this rate. */
  readonly remaining?: number
  readonly startedAt: number
  readonly endedAt?: number
  /** Id of the image, once it is there whole. */
  readonly image?: string
  readonly error?: ErrorData
}

const image = ACTIONS['image.create'].input
export type NewImage = z.output<typeof image>

const address = z
  .url({ protocol: /^https?$/, error: 'Write an address that begins with https:// or http://.' })
  .max(2048)
/** As a person pasted it: SHA-256 or SHA-512, hexadecimal. */
const pasted = z.strictObject({ value: z.string().max(200) })
/** The same, or the file in which it is published. */
const checksum = z.union([z.strictObject({ url: address }), pasted])

const begun = request<{ readonly transfer: string }>()

export const images = {
  /** Where makers of systems publish images, each with its checksum. Nothing is asked for. */
  'images.catalogue': request<readonly CatalogueImage[]>()(z.strictObject({})),
  /** How large a file of this computer is and what kind of disk it holds. */
  'images.look': request<ImageFile>()(z.strictObject({ file: path })),
  /** The projects an image is shared with. */
  'images.members': request<readonly ImageMember[]>()(
    z.strictObject({ cloud: cloudId, id: z.string().min(1).max(255) }),
  ),
  /** What other projects share with this one and wait for its answer to. */
  'images.offered': request<readonly Image[]>()(ofCloud),
  /** From a file of this computer. */
  'images.upload': begun(z.strictObject({ cloud: cloudId, file: path, image, checksum: pasted.optional() })),
  /** From the web, through this computer. */
  'images.importUrl': begun(z.strictObject({ cloud: cloudId, url: address, image, checksum: checksum.optional() })),
  /** Ends it; what was sent of the image is deleted. One that has ended is told of no longer. */
  'images.cancel': request<null>()(z.strictObject({ cloud: cloudId, transfer: z.string().max(64) })),
}

export const imageStreams = {
  /** Newest first, again with every change. */
  'images.transfers': stream<readonly ImageTransfer[]>()(ofCloud),
}
