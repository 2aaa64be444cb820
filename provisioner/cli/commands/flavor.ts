/** `stackstead flavor`: the sizes instances come in. */
import { randomUUID } from 'node:crypto'
import { Command } from 'commander'
import type { Flavor } from '../../index.ts'
import { shownName } from '../render/text.ts'
import { type DeedOptions, deed, type Step } from '../running/deed.ts'
import { find, lookCommands, type Thing } from '../running/looking.ts'
import { positive, property, several, something, whole } from '../running/words.ts'

const FLAVOR: Thing<Flavor> = {
  kind: ['flavor', 'flavors'],
  read: async (os) => (await os.flavors.list()).sort((a, b) => a.memory - b.memory || a.cpus - b.cpus),
  named: ({ name }) => name,
  columns: [
    ['NAME', ({ name }) => name],
    ['VCPU', ({ cpus }) => String(cpus)],
    ['MEMORY', ({ memory }) => `${memory} MiB`],
    ['DISK', ({ disk }) => (disk === 0 ? 'as the image' : `${disk} GiB`)],
    ['FOR', ({ isPublic }) => (isPublic ? 'everybody' : 'some projects')],
  ],
  right: [1, 2, 3],
  none: 'There is no flavor; an administrator has to make one.',
}

/** Private ones of other projects too, which only administrators may ask for. */
const ANY: Thing<Flavor> = { ...FLAVOR, read: (os) => os.flavors.list({ all: true }) }

export function flavorCommand(): Command {
  const flavor = new Command('flavor')
    .summary('list, create, change and delete the sizes of instances')
    .description('Sizes instances come in. Each is written by its name or id. Only administrators change them.')
    .addHelpText(
      'after',
      `
Examples:
  stackstead flavor create small --vcpus 1 --ram 1024 --disk 10
  stackstead flavor create pinned --vcpus 4 --ram 8192 --disk 40 --property hw:cpu_policy=dedicated --private
  stackstead flavor set pinned --project 3f0c…`,
    )
  for (const command of [...lookCommands(FLAVOR), createCommand(), setCommand(), deleteCommand()])
    flavor.addCommand(command)
  return flavor
}

interface Create extends DeedOptions {
  readonly vcpus: number
  readonly ram: number
  readonly disk: number
  readonly ephemeral?: number
  readonly swap?: number
  readonly id?: string
  readonly description?: string
  readonly property?: Readonly<Record<string, string>>
  readonly private?: true
  readonly project?: readonly string[]
}

function createCommand(): Command {
  const command = new Command('create')
    .summary('create a flavor')
    .argument('<name>', 'what it shall be called')
    .requiredOption('--vcpus <n>', 'how many vCPUs', positive)
    .requiredOption('--ram <MiB>', 'how much memory', whole)
    .option('--disk <GiB>', 'how large a disk; 0: as the image', whole, 0)
    .option('--ephemeral <GiB>', 'a second disk, empty', whole)
    .option('--swap <MiB>', 'a disk to swap to', whole)
    .option('--id <id>', 'its id (default: one is made up)')
    .option('--description <text>', 'what it is for')
    .option('--property <key=value>', 'an extra spec, like hw:cpu_policy=dedicated; again for more', property)
    .option('--private', 'for some projects only')
    .option('--project <id>', 'of a private one: who may use it; again for more', several)
  return deed<Create>(command, async (_place, own, [name = '']) => {
    const { description, disk, ephemeral, id = randomUUID(), project = [], property: extraSpecs, ram, swap } = own
    const input = {
      ...{ id, name, description, cpus: own.vcpus, memory: ram, disk, ephemeral, swap },
      ...{ isPublic: own.private !== true && project.length === 0, extraSpecs, projectIds: [...project] },
    }
    return { steps: [{ action: 'flavor.create', input }], said: `${shownName(name)} is there. Id: ${id}` }
  })
}

interface Change extends DeedOptions {
  readonly description?: string
  readonly property?: Readonly<Record<string, string>>
  readonly project?: readonly string[]
}

function setCommand(): Command {
  const command = new Command('set')
    .summary('change a flavor: all but its size')
    .argument('<flavor>', 'its name or id')
    .option('--description <text>', 'what it is for')
    .option('--property <key=value>', 'an extra spec; again for more', property)
    .option('--remove-property <key>', 'an extra spec less; again for more', several)
    .option('--project <id>', 'who may use it, where it is private; again for more', several)
    .option('--remove-project <id>', 'who may not any more; again for more', several)
  type Own = Change & { readonly removeProperty?: readonly string[]; readonly removeProject?: readonly string[] }
  return deed<Own>(command, async ({ os }, own, [wanted = '']) => {
    const { description, project, property: set, removeProject, removeProperty } = own
    something({ description, project, set, removeProject, removeProperty })
    const { id, name } = await find(os, ANY, wanted)
    const steps: Step[] = [
      ...(description === undefined ? [] : [{ action: 'flavor.describe' as const, input: { id, name, description } }]),
      ...(set === undefined && removeProperty === undefined
        ? []
        : [
            {
              action: 'flavor.changeExtraSpecs' as const,
              input: { id, name, set, unset: removeProperty && [...removeProperty] },
            },
          ]),
      ...(project ?? []).map((projectId) => ({
        action: 'flavor.addProject' as const,
        input: { id, name, projectId },
      })),
      ...(removeProject ?? []).map((projectId) => ({
        action: 'flavor.removeProject' as const,
        input: { id, name, projectId },
      })),
    ]
    return { steps, said: `${shownName(name)} is changed.`, data: { id, name } }
  })
}

function deleteCommand(): Command {
  const command = new Command('delete').summary('delete a flavor').argument('<flavor>', 'its name or id')
  return deed(command, async ({ os }, _own, [wanted = '']) => {
    const { id, name } = await find(os, ANY, wanted)
    return {
      steps: [{ action: 'flavor.delete', input: { id, name } }],
      said: `${shownName(name)} is deleted; instances of this size keep it.`,
    }
  })
}
