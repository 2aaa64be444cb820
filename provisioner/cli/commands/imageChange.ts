/** `stackstead image set`, `share`, `unshare`, `accept`, `reject`: what is known of an image, and who may use it. */
import { Command, Option } from 'commander'
import type { Image } from '../../index.ts'
import { shownName } from '../render/text.ts'
import { type DeedOptions, deed, type Step } from '../running/deed.ts'
import { oneOf } from '../running/oneOf.ts'
import type { Place } from '../running/openPlace.ts'
import { property, several, something, whole } from '../running/words.ts'

export function imageChangeCommands(): Command[] {
  return [
    setCommand(),
    sharing('share', 'let a project use an image', 'image.share', 'is shared'),
    sharing('unshare', 'let a project use an image no more', 'image.unshare', 'is shared no more'),
    answering('accept', 'take an image another project shares into the list', 'accepted'),
    answering('reject', 'take it out of the list', 'rejected'),
  ]
}

interface Change extends DeedOptions {
  readonly name?: string
  readonly minDisk?: number
  readonly minRam?: number
  readonly protected?: boolean
  readonly tag?: readonly string[]
  readonly property?: Readonly<Record<string, string>>
  readonly removeProperty?: readonly string[]
  readonly visibility?: 'private' | 'shared' | 'community' | 'public'
  readonly active?: boolean
}

function setCommand(): Command {
  const command = new Command('set')
    .summary('change what is known of an image')
    .argument('<image>', 'its name or id')
    .option('--name <name>', 'what it shall be called from now on')
    .option('--min-disk <GiB>', 'the disk a flavor has to have', whole)
    .option('--min-ram <MiB>', 'the memory a flavor has to have', whole)
    .option('--protected', 'it cannot be deleted')
    .option('--no-protected', 'it can')
    .option('--tag <tag>', 'a word to find it by, in place of those it has; again for more', several)
    .option('--property <key=value>', 'like hw_firmware_type=uefi; again for more', property)
    .option('--remove-property <key>', 'one less; again for more', several)
    .addOption(new Option('--visibility <who>', 'who sees it').choices(['private', 'shared', 'community', 'public']))
    .option('--active', 'its content is given out')
    .option('--no-active', 'it is withheld: nothing new starts from it')
  return deed<Change>(command, async (place, own, [wanted = '']) => {
    const { active, minDisk, minRam, property: properties, removeProperty, tag, visibility } = own
    const fields = {
      ...{ newName: own.name, minDisk, minMemory: minRam, isProtected: own.protected, visibility },
      ...{ tags: tag && [...tag], properties: properties && { ...properties } },
      removedProperties: removeProperty && [...removeProperty],
    }
    something({ ...fields, active })
    const { id, name, tags } = await imageNamed(place, wanted)
    const knownTags = tag && [...tags]
    const steps: Step[] = [
      ...(Object.values(fields).some((value) => value !== undefined)
        ? [{ action: 'image.update' as const, input: { id, name, ...fields, knownTags } }]
        : []),
      ...(active === undefined
        ? []
        : [
            active
              ? { action: 'image.reactivate' as const, input: { id, name } }
              : { action: 'image.deactivate' as const, input: { id, name } },
          ]),
    ]
    return { steps, said: `${shownName(name)} is changed.`, data: { id, name } }
  })
}

async function imageNamed({ os }: Place, wanted: string): Promise<Image> {
  return oneOf(['image', 'images'], wanted, await os.images.list())
}

function sharing(verb: string, summary: string, action: 'image.share' | 'image.unshare', said: string): Command {
  const command = new Command(verb)
    .summary(summary)
    .argument('<image>', 'its name or id')
    .argument('<project>', 'the id of the project')
  return deed(command, async (place, _own, [wanted = '', project = '']) => {
    const { id, name } = await imageNamed(place, wanted)
    return {
      steps: [{ action, input: { id, name, project: { id: project, name: project } } }],
      said: `${shownName(name)} ${said} with ${shownName(project)}.`,
    }
  })
}

/** One that is offered is in no list yet, so it is asked for by its id. */
function answering(verb: string, summary: string, status: 'accepted' | 'rejected'): Command {
  const command = new Command(verb).summary(summary).argument('<image>', 'its id')
  return deed(command, async ({ os }, _own, [id = '']) => {
    const [image, { project }] = await Promise.all([os.images.get(id), os.session.token()])
    const name = image?.name ?? id
    return {
      steps: [{ action: 'image.acceptShare', input: { id, name, projectId: project.id, status } }],
      said: `${shownName(name)} is ${status}.`,
    }
  })
}
