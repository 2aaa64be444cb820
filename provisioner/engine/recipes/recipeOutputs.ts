/** What comes out of a recipe: a text to look at, or a file fetched from an instance and kept for its owner only. */
import { join } from 'node:path'
import { readGuestFile } from '../../adapters/guestFile.ts'
import { privateFolder, writeWhole } from '../../adapters/localFiles.ts'
import { StacksteadError } from '../../core/errors.ts'
import { reveal, Secret } from '../../core/secret.ts'
import { filled } from '../../recipes/filled.ts'
import type { OutputValue } from '../../recipes/progress.ts'
import type { Scope } from '../../recipes/references.ts'
import type { Output, Recipe } from '../../recipes/schema.ts'
import { keysIn } from '../guest/printedHostKeys.ts'
import type { RecipeSecrets } from './recipeSecrets.ts'
import type { WaitingRoom } from './waiting.ts'

export interface OutputRoom extends WaitingRoom {
  /** Where files go. */
  readonly folder: string
  readonly secrets: RecipeSecrets
}

export async function recipeOutputs(
  room: OutputRoom,
  recipe: Recipe,
  scope: Scope,
  onOutput: (output: OutputValue) => Promise<void>,
): Promise<void> {
  for (const [name, output] of Object.entries(recipe.outputs)) {
    const { title } = output
    if ('text' in output) await onOutput({ name, title, text: String(filled(output.text, scope, reveal)) })
    else await onOutput({ name, title, file: await fetched(room, output, scope) })
  }
}

async function fetched(
  room: OutputRoom,
  { file, from }: Extract<Output, { from: unknown }>,
  scope: Scope,
): Promise<string> {
  const { address, instance, path, user } = filled(from, scope, reveal) as typeof from
  const key = room.secrets[from.key]
  if (key === undefined || key instanceof Secret) throw new Error(`the recipe has no key ${from.key}`)
  // cloud-init prints them between marks, a recipe may do so anywhere.
  const hostKeys = keysIn(await room.os.servers.consoleOutput(instance))
  if (hostKeys.length === 0)
    throw new StacksteadError({
      code: 'host-key',
      message: `The console of the instance at ${address} shows no ssh host key, so nobody can tell whether the right machine answers there.`,
      remedy: 'Let the recipe print it: "ssh-ed25519 …" of /etc/ssh/ssh_host_ed25519_key.pub.',
    })
  const stream = await room.forward(address, 22)
  const { privateKey } = key
  const content = await readGuestFile(stream, { host: address, user, path, privateKey, hostKeys, signal: room.signal })
  await privateFolder(room.folder)
  const place = join(room.folder, file)
  await writeWhole(place, content, 0o600)
  return place
}
