/** `stackstead keypair`: who may log in to instances. Private keys never leave this computer. */
import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { StacksteadError } from '../../core/errors.ts'
import { reveal } from '../../core/secret.ts'
import { newKeyPair, writeNew } from '../../index.ts'
import { table } from '../render/table.ts'
import { shownName } from '../render/text.ts'
import { act } from '../running/act.ts'
import { oneOf } from '../running/oneOf.ts'
import { onCloud, openPlace, type PlaceOptions } from '../running/openPlace.ts'
import { working } from '../session.ts'

export function keypairCommand(): Command {
  const keypair = new Command('keypair')
    .summary('list, create and delete key pairs')
    .description('Key pairs of the running cloud: whoever holds the private half may log in to instances.')
    .addHelpText(
      'after',
      `
Examples:
  stackstead keypair create laptop --public-key ~/.ssh/id_ed25519.pub
  stackstead keypair create fresh --private-key ./fresh.key`,
    )
  for (const command of [listCommand(), createCommand(), deleteCommand()]) keypair.addCommand(command)
  return keypair
}

function listCommand(): Command {
  return working<PlaceOptions>(
    onCloud(new Command('list').summary('show key pairs'), 'reads'),
    async (session, own) => {
      await using place = await openPlace(session, own)
      const keypairs = await place.os.keypairs.list()
      const { options, terminal } = session
      const rows = keypairs.map(({ fingerprint, name, type }) => [shownName(name), type, fingerprint])
      if (options.json) terminal.json(keypairs)
      else if (rows.length > 0) terminal.out(table([['NAME', 'TYPE', 'FINGERPRINT'], ...rows], terminal))
      else terminal.note('There is no key pair. Store one with "stackstead keypair create".')
      return 0
    },
  )
}

interface Create extends PlaceOptions {
  readonly publicKey?: string
  readonly privateKey?: string
}

function createCommand(): Command {
  const command = new Command('create')
    .summary('store a public key, or make a new pair')
    .argument('<name>', 'what it shall be called')
    .option('--public-key <file>', 'a public key that is there')
    .option('--private-key <file>', 'a new file for the private half of a new pair')
  return working<Create>(onCloud(command, 'changes'), async (session, own, [name = '']) => {
    await using place = await openPlace(session, own)
    const { explains } = place
    const publicKey = await publicKeyOf(own, name, explains)
    try {
      if ((await act(place, 'keypair.import', { name, publicKey: publicKey.text })) === undefined) return 0
    } catch (error) {
      throw publicKey.made === undefined ? error : withoutUse(error, publicKey.made)
    }
    if (session.options.json) session.terminal.json({ name, ...(publicKey.made && { privateKey: publicKey.made }) })
    else
      session.terminal.out(
        `${shownName(name)} is stored.${publicKey.made === undefined ? '' : ` Its private half is in ${publicKey.made}.`}`,
      )
    return 0
  })
}

/** The private half is in its file before the cloud knows the public one: nobody is locked out. */
async function publicKeyOf({ privateKey, publicKey }: Create, name: string, explains: boolean) {
  if ((publicKey === undefined) === (privateKey === undefined)) {
    throw new StacksteadError({
      code: 'invalid-input',
      message: 'It was not said which key.',
      remedy: 'Write --public-key with a file that is there, or --private-key with a new one.',
    })
  }
  if (publicKey !== undefined) {
    const text = await readFile(publicKey, 'utf8').catch((cause: unknown) => {
      throw new StacksteadError({ code: 'invalid-input', message: `${publicKey} cannot be read.` }, { cause })
    })
    return { text: text.trim() }
  }
  const pair = newKeyPair(name)
  if (explains) return { text: pair.publicKey }
  const file = privateKey ?? ''
  if (await writeNew(file, reveal(pair.privateKey), 0o600)) return { text: pair.publicKey, made: file }
  throw new StacksteadError({
    code: 'invalid-input',
    message: `There is a file ${file} already.`,
    remedy: 'Name a new one; a private key is never written over.',
  })
}

function withoutUse(error: unknown, file: string): unknown {
  if (!(error instanceof StacksteadError)) return error
  const detail = `${file} was written, and the cloud does not know it.`
  return new StacksteadError({ ...error.data, detail }, { cause: error })
}

function deleteCommand(): Command {
  const command = new Command('delete').summary('forget a public key').argument('<name>', 'which')
  return working<PlaceOptions>(onCloud(command, 'changes'), async (session, own, [wanted = '']) => {
    await using place = await openPlace(session, own)
    const { id, name } = oneOf(['key pair', 'key pairs'], wanted, await place.os.keypairs.list())
    if ((await act(place, 'keypair.delete', { id, name })) === undefined) return 0
    if (session.options.json) session.terminal.json({ name })
    else session.terminal.out(`${shownName(name)} is forgotten; instances that have it keep it.`)
    return 0
  })
}
