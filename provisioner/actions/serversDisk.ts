/** An instance's size and disk: another flavor, its image anew, a rescue, a snapshot. */
import { z } from 'zod'
import { MASK, Secret } from '../core/secret.ts'
import { action } from './action.ts'
import { openstackAt } from './compute.ts'
import { id, label, target, visibleName } from './fields.ts'
import { onServer, serverAction } from './serverAction.ts'
import { changedBlock } from './serverBlock.ts'
import { metadata } from './serverFields.ts'
import { given, option, options } from './words.ts'

/** Works where the image lets the cloud set it; the person who asks makes it up, so that nobody has to read it back. */
const password = z
  .string()
  .min(1)
  .max(255)
  .transform((text) => new Secret(text))

export const serverDiskActions = {
  /** Copied to a host with room for it; then it waits to be confirmed or reverted. */
  'server.resize': action({
    input: z.strictObject({ ...target.shape, flavorId: id }),
    attempted: (server) => `Resizing the instance ${server.name}`,
    calls: ({ flavorId, ...server }) => [serverAction(server, { resize: { flavorRef: flavorId } })],
    commands: ({ flavorId, id }) => [['openstack', 'server', 'resize', '--flavor', flavorId, id]],
    terraform: ({ flavorId, name }) => [
      changedBlock(
        { name },
        { flavor_id: flavorId },
        'Terraform confirms the new size by itself. The rest of the block stays.',
      ),
    ],
  }),
  'server.confirmResize': onServer('Confirming the new size of', 'confirmResize', ['resize', 'confirm']),
  'server.revertResize': onServer('Taking back the new size of', 'revertResize', ['resize', 'revert']),
  /** Everything on its disk is lost; id, addresses and name stay. */
  'server.rebuild': action({
    input: z.strictObject({
      ...target.shape,
      imageId: id,
      /** null takes the key away; absent keeps it. */
      keyName: label.nullish(),
      password: password.optional(),
    }),
    attempted: (server) => `Rebuilding the instance ${server.name}`,
    calls: ({ imageId, keyName, password, ...server }) => [
      serverAction(server, { rebuild: given({ imageRef: imageId, key_name: keyName, adminPass: password }) }),
    ],
    commands: ({ id, imageId, keyName, password }) => [
      [
        ...(keyName === undefined ? ['openstack'] : openstackAt('2.54')),
        ...['server', 'rebuild', '--image', imageId],
        ...(keyName === null ? ['--no-key-name'] : option('--key-name', keyName)),
        ...option('--password', password === undefined ? undefined : MASK),
        id,
      ],
    ],
    // Another key would make another instance; the password it changes in the one there is.
    terraform: ({ imageId, keyName, name, password }) =>
      keyName === undefined && password === undefined
        ? [
            changedBlock(
              { name },
              { image_id: imageId },
              'Only an image other than the present one has it rebuilt. The rest of the block stays.',
            ),
          ]
        : [],
  }),
  /** Starts from another image, or its own anew, with its disk beside it. */
  'server.rescue': action({
    input: z.strictObject({ ...target.shape, imageId: id.optional(), password: password.optional() }),
    attempted: (server) => `Rescuing the instance ${server.name}`,
    calls: ({ imageId, password, ...server }) => {
      const how = given({ rescue_image_ref: imageId, adminPass: password })
      return [serverAction(server, { rescue: Object.keys(how).length === 0 ? null : how })]
    },
    commands: ({ id, imageId, password }) => [
      [
        ...['openstack', 'server', 'rescue', ...option('--image', imageId)],
        ...option('--password', password === undefined ? undefined : MASK),
        id,
      ],
    ],
  }),
  'server.unrescue': onServer('Ending the rescue of', 'unrescue', ['unrescue']),
  /** Gives the new image's id. */
  'server.createImage': action({
    input: z.strictObject({ ...target.shape, imageName: visibleName, properties: metadata.optional() }),
    attempted: (server) => `Making an image of the instance ${server.name}`,
    calls: ({ imageName, properties, ...server }) => [
      serverAction(server, { createImage: given({ name: imageName, metadata: properties }) }),
    ],
    commands: ({ id, imageName, properties = {} }) => [
      [
        ...['openstack', 'server', 'image', 'create', ...option('--name', imageName)],
        ...options(
          '--property',
          Object.entries(properties).map(([key, value]) => `${key}=${value}`),
        ),
        id,
      ],
    ],
    answer: z.object({ image_id: z.string() }).transform((body) => body.image_id),
  }),
}
