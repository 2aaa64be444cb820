/** `stackstead server create`. */
import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { StacksteadError } from '../../../core/errors.ts'
import type { InputOfAction } from '../../../index.ts'
import { shownName } from '../../render/text.ts'
import { act } from '../../running/act.ts'
import { oneOf } from '../../running/oneOf.ts'
import { onCloud, openPlace, type Place, type PlaceOptions } from '../../running/openPlace.ts'
import { untilActive } from '../../running/untilReady.ts'
import { positive, property, several } from '../../running/words.ts'
import { working } from '../../session.ts'
import { showServer } from './look.ts'

interface Own extends PlaceOptions {
  readonly image: string
  readonly flavor: string
  readonly network?: readonly string[]
  readonly key?: string
  readonly securityGroup?: readonly string[]
  readonly userData?: string
  readonly property?: Readonly<Record<string, string>>
  readonly tag?: readonly string[]
  readonly description?: string
  readonly count: number
  readonly zone?: string
  readonly host?: string
  readonly wait: boolean
}

export function serverCreateCommand(): Command {
  const command = new Command('create')
    .summary('create an instance')
    .description('Creates an instance and waits until it runs. Images, flavors and networks are written by name or id.')
    .argument('<name>', 'what it shall be called')
    .requiredOption('--image <image>', 'what it starts from')
    .requiredOption('--flavor <flavor>', 'its size')
    .option('--network <network>', 'a network to plug it into, or "none"; again for more', several)
    .option('--key <key pair>', 'whose holder may log in')
    .option('--security-group <group>', 'what may reach it; again for more (default: "default")', several)
    .option('--user-data <file>', 'what cloud-init shall do at its first start')
    .option('--property <key=value>', 'metadata; again for more', property)
    .option('--tag <tag>', 'a word to find it by; again for more', several)
    .option('--description <text>', 'what it is for')
    .option('--count <n>', 'so many of them, numbered', positive, 1)
    .option('--zone <zone>', 'the availability zone')
    .option('--host <compute>', 'the compute to start on; administrators only')
    .option('--no-wait', 'end as soon as it is asked for')
  return working<Own>(onCloud(command, 'changes'), async (session, own, [name = '']) => {
    await using place = await openPlace(session, own)
    const done = await act(place, 'server.create', await inputOf(place, name, own))
    if (done === undefined) return 0
    const { terminal } = session
    if (own.wait && own.count === 1) {
      showServer(session, await untilActive(place, done.answer, name))
    } else if (session.options.json) terminal.json({ id: done.answer })
    else terminal.out(`${shownName(name)} is being created. Id: ${done.answer}`)
    return 0
  })
}

async function inputOf({ os }: Place, name: string, own: Own): Promise<InputOfAction<'server.create'>> {
  const [images, flavors] = await Promise.all([os.images.list(), os.flavors.list()])
  const { count, description, host, key, property = {}, securityGroup = [], tag = [], userData, zone } = own
  return {
    name,
    imageId: oneOf(['image', 'images'], own.image, images).id,
    flavorId: oneOf(['flavor', 'flavors'], own.flavor, flavors).id,
    networks: await networksOf(os, own.network ?? []),
    count,
    ...(key === undefined ? {} : { keyName: key }),
    ...(securityGroup.length === 0 ? {} : { securityGroups: [...securityGroup] }),
    ...(userData === undefined ? {} : { userData: await textOf(userData) }),
    ...(Object.keys(property).length === 0 ? {} : { metadata: { ...property } }),
    ...(tag.length === 0 ? {} : { tags: [...tag] }),
    ...(description === undefined ? {} : { description }),
    ...(zone === undefined ? {} : { zone }),
    ...(host === undefined ? {} : { host }),
  }
}

/** Nothing said: the only network there is, as anybody would mean it. */
async function networksOf(
  os: Place['os'],
  wanted: readonly string[],
): Promise<InputOfAction<'server.create'>['networks']> {
  if (wanted.length === 1 && wanted[0] === 'none') return 'none'
  const networks = await os.networks.list()
  if (wanted.length > 0) {
    return wanted.map((one) => ({ networkId: oneOf(['network', 'networks'], one, networks).id }))
  }
  const inner = networks.filter(({ isExternal }) => !isExternal)
  const [only, ...others] = inner.length === 0 ? networks : inner
  if (only !== undefined && others.length === 0) return [{ networkId: only.id }]
  const names = networks.map((one) => shownName(one.name)).join(', ')
  throw new StacksteadError({
    code: 'invalid-input',
    message: 'It was not said which network the instance shall be in.',
    remedy: names === '' ? 'Write --network none, or make a network first.' : `Write --network with one of: ${names}.`,
  })
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new StacksteadError({ code: 'invalid-input', message: `${file} cannot be read.` }, { cause })
  }
}
