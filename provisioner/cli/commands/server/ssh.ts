/** `stackstead server ssh`: the ordinary ssh client, by whatever way leads there, with the key the instance knows. */
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Duplex } from 'node:stream'
import { Command } from 'commander'
import { reveal } from '../../../core/secret.ts'
import { accessKey, guestWays, IMAGE_CATALOGUE, openGuestWay, runInteractive, type Server } from '../../../index.ts'
import { onCloud, openPlace, type Place, type PlaceOptions } from '../../running/openPlace.ts'
import { serverNamed } from '../../running/serverNamed.ts'
import { working } from '../../session.ts'

interface Own extends PlaceOptions {
  readonly login?: string
  readonly identity?: string
}

const SSH = 22
/** The key pair the component first-use brings. */
const OURS = 'stackstead'

export function serverSshCommand(): Command {
  const command = new Command('ssh')
    .summary('log in to an instance, or run a command there')
    .description(
      'Calls this computer\'s ssh client. An instance that cannot be reached from here is reached through the machines of the cloud, also one without a floating IP. The key pair "stackstead" is brought along where the instance was made with it.',
    )
    .argument('<server>', 'its name or id')
    .argument('[command...]', 'what to run instead of a login shell')
    .option('-l, --login <user>', 'who to log in as (default: as images of this system have it)')
    .option('-i, --identity <file>', 'a private key')
    .passThroughOptions()
  return working<Own>(onCloud(command, 'reads'), async (session, own, [wanted = '', ...words]) => {
    await using place = await openPlace(session, own)
    const { os } = place
    const server = await serverNamed(os, wanted)
    const image = server.imageId === undefined ? undefined : await os.images.get(server.imageId)
    const login = own.login ?? loginOf(image?.properties.os_distro)
    const stream = await streamTo(place, server)
    await using key = await keyOf(place, own, server.keyName)
    await using door = await doorTo(stream)
    // Ctrl-C is for the program on the instance.
    place.leaveSignals()
    process.on('SIGINT', () => undefined)
    return await runInteractive('ssh', [
      ...(login === undefined ? [] : ['-l', login]),
      ...(key.file === undefined ? [] : ['-i', key.file]),
      // Known by its id: addresses are given to others in time.
      ...['-p', String(door.port), '-o', `HostKeyAlias=${server.id}`, '-o', 'CheckHostIP=no'],
      ...['--', '127.0.0.1', ...words],
    ])
  })
}

async function streamTo({ os, own, session }: Place, server: Server): Promise<Duplex> {
  const [ports, networks, floatingIps] = await Promise.all([
    os.ports.list({ device_id: server.id }),
    os.networks.list(),
    os.floatingIps.list(),
  ])
  const machines = own && { cloud: own.project.cloud, fleet: own.fleet }
  const ways = guestWays({ server, ports, networks, floatingIps }, SSH, machines)
  const { stream } = await openGuestWay(server, ways, (text) => session.terminal.note(text))
  if (stream instanceof Duplex) return stream
  throw new TypeError('the way gave no stream')
}

/** A port of this computer that leads to the stream: for one connection, and for nobody after it. */
async function doorTo(stream: Duplex) {
  const server = createServer((socket) => {
    server.close()
    socket.on('error', () => stream.destroy()).on('close', () => stream.destroy())
    stream.on('error', () => socket.destroy()).on('close', () => socket.destroy())
    socket.pipe(stream).pipe(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    async [Symbol.asyncDispose]() {
      server.close()
      stream.destroy()
    },
  }
}

/** The user cloud images of a system let in. */
function loginOf(distro: string | undefined): string | undefined {
  return IMAGE_CATALOGUE.find(({ properties }) => distro !== undefined && properties.os_distro === distro)?.login
}

/** A file that is there while the connection is. */
async function keyOf({ own }: Place, { identity }: Own, keyName: string | undefined) {
  const none = { file: identity, async [Symbol.asyncDispose]() {} }
  if (identity !== undefined || own === undefined || keyName !== OURS) return none
  const folder = await mkdtemp(join(tmpdir(), 'stackstead-key-'))
  const file = join(folder, 'key')
  await writeFile(file, reveal(accessKey(own.project.secrets).privateKey), { mode: 0o600 })
  return {
    file,
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true })
    },
  }
}
