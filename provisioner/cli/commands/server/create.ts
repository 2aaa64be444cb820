/** `stackstead server create`. */
import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { StacksteadError } from '../../../core/errors.ts'
import type { Flavor, InputOfAction, Server } from '../../../index.ts'
import { count as counted, listed, shownName } from '../../render/text.ts'
import { act } from '../../running/act.ts'
import { find } from '../../running/looking.ts'
import { oneOf } from '../../running/oneOf.ts'
import { onCloud, openPlace, type Place, type PlaceOptions } from '../../running/openPlace.ts'
import { untilActive } from '../../running/untilReady.ts'
import { positive, property, several } from '../../running/words.ts'
import { type Session, working } from '../../session.ts'
import { PORT } from '../network/things.ts'
import { showServer, showServers } from './look.ts'

interface Own extends PlaceOptions {
  readonly image: string
  readonly flavor: string
  readonly network?: readonly string[]
  readonly fixedIp?: string
  readonly port?: readonly string[]
  readonly key?: string
  readonly securityGroup?: readonly string[]
  readonly userData?: string
  readonly configDrive?: true
  readonly property?: Readonly<Record<string, string>>
  readonly tag?: readonly string[]
  readonly description?: string
  readonly count: number
  readonly zone?: string
  readonly host?: string
  readonly serverGroup?: string
  readonly wait: boolean
}

export function serverCreateCommand(): Command {
  const command = new Command('create')
    .summary('create an instance')
    .description(
      'Creates an instance and waits until it runs. Images, flavors, networks, ports and server groups are written by name or id. An ISO is installed to the ephemeral disk of the flavor.',
    )
    .argument('<name>', 'what it shall be called')
    .requiredOption('--image <image>', 'what it starts from')
    .requiredOption('--flavor <flavor>', 'its size')
    .option('--network <network>', 'a network to plug it into, or "none"; again for more', several)
    .option('--fixed-ip <address>', 'a certain address in its network, not any')
    .option('--port <port>', 'a port that is there, with its addresses and groups; again for more', several)
    .option('--key <key pair>', 'whose holder may log in')
    .option('--security-group <group>', 'what may reach it; again for more (default: "default")', several)
    .option('--user-data <file>', 'what cloud-init shall do at its first start')
    .option('--config-drive', 'user data and metadata on a disk, for images that do not ask the network')
    .option('--property <key=value>', 'metadata; again for more', property)
    .option('--tag <tag>', 'a word to find it by; again for more', several)
    .option('--description <text>', 'what it is for')
    .option('--count <n>', 'so many of them, numbered', positive, 1)
    .option('--zone <zone>', 'the availability zone')
    .option('--host <compute>', 'the compute to start on; administrators only')
    .option('--server-group <group>', 'whose policy says together or apart')
    .option('--no-wait', 'end as soon as it is asked for')
  return working<Own>(onCloud(command, 'changes'), async (session, own, [name = '']) => {
    await using place = await openPlace(session, own)
    const input = await inputOf(place, name, own)
    // Nova tells the id of the first only, and names them by number: the others are those that were not there before.
    const before = own.count > 1 && !place.explains ? await numbered(place, name) : []
    const done = await act(place, 'server.create', input)
    if (done === undefined) return 0
    if (own.count === 1) await tell(session, place, own, { id: done.answer, name })
    else {
      const known = new Set(before.map(({ id }) => id))
      await tellAll(
        session,
        place,
        own,
        (await numbered(place, name)).filter(({ id }) => !known.has(id)),
      )
    }
    return 0
  })
}

type Made = Pick<Server, 'id' | 'name'>

async function tell(session: Session, place: Place, { wait }: Own, { id, name }: Made): Promise<void> {
  if (wait) showServer(session, await untilActive(place, id, name))
  else if (session.options.json) session.terminal.json({ id })
  else session.terminal.out(`${shownName(name)} is being created. Id: ${id}`)
}

async function tellAll(session: Session, place: Place, { wait }: Own, all: readonly Made[]): Promise<void> {
  const { options, terminal } = session
  if (wait) {
    const ready: Server[] = []
    for (const { id, name } of all) ready.push(await untilActive(place, id, name))
    showServers(session, ready)
  } else if (options.json) terminal.json(all.map(({ id, name }) => ({ id, name })))
  else {
    terminal.out(`${counted(all.length, 'instance')} being created: ${listed(all.map(({ name }) => shownName(name)))}`)
  }
}

/** Those called as Nova calls several made at once: "web-1", "web-2" … */
async function numbered({ os }: Place, name: string): Promise<Server[]> {
  const start = `${name}-`
  const servers = await os.servers.list({ name: start })
  const number = (one: Server): number =>
    one.name.startsWith(start) && /^\d+$/.test(one.name.slice(start.length)) ? Number(one.name.slice(start.length)) : 0
  return servers.filter((one) => number(one) > 0).sort((one, other) => number(one) - number(other))
}

async function inputOf(place: Place, name: string, own: Own): Promise<InputOfAction<'server.create'>> {
  const { os } = place
  const [images, flavors] = await Promise.all([os.images.list(), os.flavors.list()])
  const image = oneOf(['image', 'images'], own.image, images)
  const flavor = oneOf(['flavor', 'flavors'], own.flavor, flavors)
  const installs = image.format === 'iso'
  if (installs) place.session.terminal.note(installNote(flavor))
  const { count, description, host, key, property = {}, securityGroup = [], tag = [], userData, zone } = own
  return {
    name,
    imageId: image.id,
    flavorId: flavor.id,
    ...(installs && flavor.ephemeral > 0 ? { installDisk: flavor.ephemeral } : {}),
    networks: await networksOf(os, own),
    count,
    ...(key === undefined ? {} : { keyName: key }),
    ...(securityGroup.length === 0 ? {} : { securityGroups: [...securityGroup] }),
    ...(userData === undefined ? {} : { userData: await textOf(userData) }),
    ...(Object.keys(property).length === 0 ? {} : { metadata: { ...property } }),
    ...(tag.length === 0 ? {} : { tags: [...tag] }),
    ...(description === undefined ? {} : { description }),
    ...(zone === undefined ? {} : { zone }),
    ...(host === undefined ? {} : { host }),
    ...(own.configDrive === undefined ? {} : { configDrive: own.configDrive }),
    ...(own.serverGroup === undefined ? {} : { hints: { serverGroupId: await serverGroupId(os, own.serverGroup) } }),
  }
}

function installNote({ ephemeral, name }: Flavor): string {
  return ephemeral > 0
    ? `The image is an ISO: its installer finds one empty disk of ${ephemeral} GiB. The ISO stays in and is started first each time: once all is installed, choose in its menu to start from the hard disk.`
    : `The image is an ISO, and the flavor ${shownName(name)} has no ephemeral disk to install to. Only what runs from the ISO itself goes with it.`
}

async function serverGroupId(os: Place['os'], wanted: string): Promise<string> {
  return oneOf(['server group', 'server groups'], wanted, await os.serverGroups.list()).id
}

/** Nothing said: the only network there is, as anybody would mean it. */
async function networksOf(
  os: Place['os'],
  { fixedIp, network: wanted = [], port = [] }: Own,
): Promise<InputOfAction<'server.create'>['networks']> {
  const ports = await Promise.all(port.map(async (one) => ({ portId: (await find(os, PORT, one)).id })))
  const isNone = wanted.length === 1 && wanted[0] === 'none'
  if (fixedIp !== undefined && (isNone || wanted.length > 1 || (wanted.length === 0 && ports.length > 0))) {
    throw new StacksteadError({
      code: 'invalid-input',
      message: `It was not said in which network the address ${fixedIp} is.`,
      remedy: 'Write --fixed-ip with one --network; for more of them make ports, and write --port.',
    })
  }
  if (isNone && ports.length === 0) return 'none'
  if (isNone || (wanted.length === 0 && ports.length > 0)) return ports
  const networks = await os.networks.list()
  const address = fixedIp === undefined ? {} : { address: fixedIp }
  if (wanted.length > 0) {
    const own = wanted.map((one) => ({ networkId: oneOf(['network', 'networks'], one, networks).id, ...address }))
    return [...own, ...ports]
  }
  const inner = networks.filter(({ isExternal }) => !isExternal)
  const [only, ...others] = inner.length === 0 ? networks : inner
  if (only !== undefined && others.length === 0) return [{ networkId: only.id, ...address }]
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
