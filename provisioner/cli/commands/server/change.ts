/** `stackstead server set`, `resize`, `rebuild`, `rescue`, `snapshot` …: what an instance is called, noted as, and made of. */
import { Command, Option } from 'commander'
import { StacksteadError } from '../../../core/errors.ts'
import type { Openstack } from '../../../index.ts'
import { shownName } from '../../render/text.ts'
import { deed, type Step } from '../../running/deed.ts'
import { oneOf } from '../../running/oneOf.ts'
import { serverNamed } from '../../running/serverNamed.ts'
import { untilUsable } from '../../running/untilReady.ts'
import { property, several, something } from '../../running/words.ts'
import { ON_OR_OFF, type ServerDeedOptions, serverDeed, simply } from './serverDeed.ts'

interface Notes extends ServerDeedOptions {
  readonly name?: string
  readonly description?: string
  readonly property?: Readonly<Record<string, string>>
  readonly tag?: readonly string[]
  readonly state?: 'active' | 'error'
}

interface Unset extends ServerDeedOptions {
  readonly description?: boolean
  readonly property?: readonly string[]
  readonly tag?: readonly string[]
}

interface Resize extends ServerDeedOptions {
  readonly flavor: string
}

interface FromImage extends ServerDeedOptions {
  readonly image?: string
}

export function serverChangeCommands(): Command[] {
  return [
    setCommand(),
    unsetCommand(),
    serverDeed({
      name: 'rename',
      summary: 'call an instance otherwise; its own hostname stays',
      behind: [['<new-name>', 'what it shall be called']],
      doing: 'is renamed',
      steps: (_place, { id, name }, _own, [newName = '']) => [
        { action: 'server.rename', input: { id, name, newName } },
      ],
    }),
    ...resizeCommands(),
    ...imageCommands(),
  ]
}

function setCommand(): Command {
  return serverDeed<Notes>({
    name: 'set',
    summary: 'change name, description, metadata, tags or state',
    options: (command) =>
      command
        .option('--name <name>', 'what they shall be called')
        .option('--description <text>', 'what they are for')
        .option('--property <key=value>', 'metadata; again for more, the rest stays', property)
        .option('--tag <tag>', 'a word to find them by; again for more, the rest stays', several)
        .addOption(
          new Option('--state <state>', 'what Nova shall believe, and nothing else; administrators only').choices([
            'active',
            'error',
          ]),
        ),
    doing: 'is changed',
    steps(_place, { id, name }, own) {
      const { description, name: newName, property: set, state, tag } = own
      something({ description, newName, set, state, tag })
      const target = { id, name }
      const steps: readonly (Step | undefined)[] = [
        description === undefined ? undefined : { action: 'server.describe', input: { ...target, description } },
        set && { action: 'server.changeMetadata', input: { ...target, set: { ...set } } },
        tag && { action: 'server.changeTags', input: { ...target, add: [...tag] } },
        state && { action: 'server.resetState', input: { ...target, state } },
        newName === undefined ? undefined : { action: 'server.rename', input: { ...target, newName } },
      ]
      return steps.filter((step) => step !== undefined)
    },
  })
}

function unsetCommand(): Command {
  return serverDeed<Unset>({
    name: 'unset',
    summary: 'take description, metadata or tags away',
    options: (command) =>
      command
        .option('--description', 'what they are for')
        .option('--property <key>', 'metadata; again for more', several)
        .option('--tag <tag>', 'again for more', several),
    doing: 'is changed',
    steps(_place, { id, name }, { description, property: unset, tag }) {
      something({ description, unset, tag })
      const target = { id, name }
      const steps: readonly (Step | undefined)[] = [
        description === true ? { action: 'server.describe', input: { ...target, description: '' } } : undefined,
        unset && { action: 'server.changeMetadata', input: { ...target, unset: [...unset] } },
        tag && { action: 'server.changeTags', input: { ...target, remove: [...tag] } },
      ]
      return steps.filter((step) => step !== undefined)
    },
  })
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
  return deed<Notes>(command, async (place, own, [wanted = '', imageName = '']) => {
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
