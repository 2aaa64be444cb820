/** `stackstead server resize`, `rebuild`, `rescue`, `snapshot` …: what an instance is made of. */
import { Command } from 'commander'
import { StacksteadError } from '../../../core/errors.ts'
import type { Openstack } from '../../../index.ts'
import { shownName } from '../../render/text.ts'
import { deed } from '../../running/deed.ts'
import { oneOf } from '../../running/oneOf.ts'
import { serverNamed } from '../../running/serverNamed.ts'
import { untilUsable } from '../../running/untilReady.ts'
import { property } from '../../running/words.ts'
import { ON_OR_OFF, type ServerDeedOptions, serverDeed, simply } from './serverDeed.ts'

interface Resize extends ServerDeedOptions {
  readonly flavor: string
}

interface Snapshot extends ServerDeedOptions {
  readonly property?: Readonly<Record<string, string>>
}

interface FromImage extends ServerDeedOptions {
  readonly image?: string
}

export function serverChangeCommands(): Command[] {
  return [...resizeCommands(), ...imageCommands()]
}

function resizeCommands(): Command[] {
  return [
    serverDeed<Resize>({
      name: 'resize',
      summary: 'give an instance another flavor',
      description:
        'Stops the instance, copies its disk where it has to move, and waits for "confirm" or "revert" then.',
      behind: [],
      options: (command) => command.requiredOption('--flavor <flavor>', 'its new size'),
      doing: 'is being resized',
      async steps({ os }, { id, name }, { flavor }) {
        const flavorId = oneOf(['flavor', 'flavors'], flavor, await os.flavors.list()).id
        return [{ action: 'server.resize', input: { id, name, flavorId } }]
      },
      waits: { said: 'is resized; confirm or revert it', settled: () => ({ statuses: ['VERIFY_RESIZE'] }) },
    }),
    serverDeed({
      name: 'confirm',
      summary: 'keep the new size, or the new host',
      doing: 'is being confirmed',
      steps: simply('server.confirmResize'),
      waits: { said: 'is confirmed', settled: () => ON_OR_OFF },
    }),
    serverDeed({
      name: 'revert',
      summary: 'go back to the old size, or the old host',
      doing: 'goes back',
      steps: simply('server.revertResize'),
      waits: { said: 'is what it was', settled: () => ON_OR_OFF },
    }),
  ]
}

function imageCommands(): Command[] {
  return [
    serverDeed<FromImage>({
      name: 'rebuild',
      summary: 'make its disk anew from an image; what was on it is lost',
      behind: [],
      options: (command) => command.option('--image <image>', 'another image than its own'),
      doing: 'is being rebuilt',
      asks: (names) => `Rebuild ${names}? What is on its disk is lost.`,
      async steps({ os }, { id, imageId: own, name }, { image }) {
        const imageId = image === undefined ? own : await imageNamed(os, image)
        if (imageId === undefined) {
          throw new StacksteadError({
            code: 'invalid-input',
            message: `${shownName(name)} starts from a volume, not from an image.`,
            remedy: 'Write --image.',
          })
        }
        return [{ action: 'server.rebuild', input: { id, name, imageId } }]
      },
      waits: { said: 'is rebuilt', settled: () => ON_OR_OFF },
    }),
    serverDeed<FromImage>({
      name: 'rescue',
      summary: 'start it from an image, with its own disk beside that',
      behind: [],
      options: (command) => command.option('--image <image>', 'another image than its own'),
      doing: 'is being started for the rescue',
      async steps({ os }, { id, name }, { image }) {
        const imageId = image === undefined ? undefined : await imageNamed(os, image)
        return [{ action: 'server.rescue', input: { id, name, ...(imageId === undefined ? {} : { imageId }) } }]
      },
      waits: { said: 'is in rescue', settled: () => ({ statuses: ['RESCUE'] }) },
    }),
    snapshotCommand(),
  ]
}

function snapshotCommand(): Command {
  const command = new Command('snapshot')
    .summary('make an image of its disk')
    .argument('<server>', 'its name or id')
    .argument('<image-name>', 'what the image shall be called')
    .option('--property <key=value>', 'of the image; again for more', property)
    .option('--wait', 'end when the image can be used')
  return deed<Snapshot>(command, async (place, own, [wanted = '', imageName = '']) => {
    const { id, name } = await serverNamed(place.os, wanted)
    const properties = own.property === undefined ? {} : { properties: { ...own.property } }
    const waits = own.wait === true
    return {
      steps: [{ action: 'server.createImage', input: { id, name, imageName, ...properties } }],
      said: `The image ${shownName(imageName)} is ${waits ? 'there' : 'being made'}.`,
      ...(waits ? { until: ([image = '']: readonly string[]) => untilUsable(place, image, imageName) } : {}),
    }
  })
}

async function imageNamed(os: Openstack, wanted: string): Promise<string> {
  return oneOf(['image', 'images'], wanted, await os.images.list()).id
}
