/** `stackstead server ssh`: the ordinary ssh client, by way of the controller, with the key the instance knows. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { quote } from '../../../core/command.ts'
import { StacksteadError } from '../../../core/errors.ts'
import { reveal } from '../../../core/secret.ts'
import { accessKey, IMAGE_CATALOGUE, machineOf, runInteractive } from '../../../index.ts'
import { shownName } from '../../render/text.ts'
import { onCloud, openPlace, type Place, type PlaceOptions } from '../../running/openPlace.ts'
import { serverNamed } from '../../running/serverNamed.ts'
import { type Session, working } from '../../session.ts'
import { knownHostsOf, sshArguments } from '../ssh.ts'
import { addressesOf } from './look.ts'

interface Own extends PlaceOptions {
  readonly login?: string
  readonly identity?: string
  readonly direct?: boolean
}

/** The key pair the component first-use brings. */
const OURS = 'stackstead'

export function serverSshCommand(): Command {
  const command = new Command('ssh')
    .summary('log in to an instance, or run a command there')
    .description(
      'Calls this computer\'s ssh client; the way leads through the machine that has the API. The key pair "stackstead" is brought along where the instance was made with it.',
    )
    .argument('<server>', 'its name or id')
    .argument('[command...]', 'what to run instead of a login shell')
    .option('-l, --login <user>', 'who to log in as (default: as images of this system have it)')
    .option('-i, --identity <file>', 'a private key')
    .option('--direct', 'not through the controller')
    .passThroughOptions()
  return working<Own>(onCloud(command, 'reads'), async (session, own, [wanted = '', ...words]) => {
    await using way = await wayTo(session, own, wanted)
    // Ctrl-C is for the program on the instance.
    process.on('SIGINT', () => undefined)
    return runInteractive('ssh', [...way.words, ...words])
  })
}

/** Words for ssh up to the address. The cloud is let go: what follows may last for days. */
async function wayTo(session: Session, own: Own, wanted: string) {
  await using place = await openPlace(session, own)
  const server = await serverNamed(place.os, wanted)
  const [address] = addressesOf(server)
  if (address === undefined) {
    throw new StacksteadError({
      code: 'invalid-input',
      message: `${shownName(server.name)} has no address.`,
      remedy: 'Plug it into a network, or look at its screen with "stackstead server console".',
    })
  }
  const image = server.imageId === undefined ? undefined : await place.os.images.get(server.imageId)
  const login = own.login ?? loginOf(image?.properties.os_distro)
  const key = await keyOf(place, own, server.keyName)
  const words = [
    ...(login === undefined ? [] : ['-l', login]),
    ...(key.file === undefined ? [] : ['-i', key.file]),
    ...(own.direct === true ? [] : throughController(place)),
    ...['--', address],
  ]
  return { words, [Symbol.asyncDispose]: () => key[Symbol.asyncDispose]() }
}

/** The user cloud images of a system let in. */
function loginOf(distro: string | undefined): string | undefined {
  return IMAGE_CATALOGUE.find(({ properties }) => distro !== undefined && properties.os_distro === distro)?.login
}

function throughController({ own, session }: Place): string[] {
  if (own === undefined) return []
  const { ssh } = machineOf(own.project.cloud, 'keystone')
  const given = sshArguments(ssh, {
    ...session.options,
    knownHosts: knownHostsOf(session.options, own.project),
  })
  const words = ['ssh', ...given, '-W', '[%h]:%p', '--', ssh.host]
  return ['-o', `ProxyCommand=${words.map(quote).join(' ')}`]
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
