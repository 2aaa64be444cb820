/** Secrets of a run: made once, sealed on this computer before anything is made of them, and opened when it goes on. */
import { randomInt } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { z } from 'zod'
import type { KeyVault } from '../../adapters/keyVault.ts'
import { writeWhole } from '../../adapters/localFiles.ts'
import { StacksteadError } from '../../core/errors.ts'
import { reveal, Secret } from '../../core/secret.ts'
import type { Recipe } from '../../recipes/schema.ts'
import { newKeyPair } from '../newKeyPair.ts'

export interface RecipeKey {
  readonly publicKey: string
  readonly privateKey: Secret
}

/** By name in the recipe. */
export type RecipeSecrets = Readonly<Record<string, RecipeKey | Secret>>

const record = z.record(
  z.string(),
  z.union([
    z.string().transform((text) => new Secret(text)),
    z.object({ publicKey: z.string(), privateKey: z.string().transform((text) => new Secret(text)) }),
  ]),
)

const SIGNS = 'abcdefghijklmnopqrstuvwxyz0123456789'

export function makeSecrets(recipe: Recipe, run: string): RecipeSecrets {
  return Object.fromEntries(
    Object.entries(recipe.secrets).map(([name, secret]) => [
      name,
      secret.kind === 'sshKey'
        ? newKeyPair(`${run}.${name}`)
        : new Secret(secret.form.replaceAll('x', () => SIGNS[randomInt(SIGNS.length)] ?? '')),
    ]),
  )
}

export async function keepSecrets(file: string, secrets: RecipeSecrets, vault: KeyVault): Promise<void> {
  const plain = Object.fromEntries(
    Object.entries(secrets).map(([name, one]) => [
      name,
      one instanceof Secret ? reveal(one) : { publicKey: one.publicKey, privateKey: reveal(one.privateKey) },
    ]),
  )
  await writeWhole(file, await vault.seal(JSON.stringify(plain)), 0o600)
}

/** Rejects with `blocked` where they are no longer there, because what was made with them cannot be finished. */
export async function openSecrets(file: string, vault: KeyVault): Promise<RecipeSecrets> {
  const sealed = await readFile(file).catch(() => undefined)
  const text = sealed && (await vault.open(sealed).catch(() => undefined))
  const opened = text === undefined ? undefined : record.safeParse(asJson(text)).data
  if (opened !== undefined) return opened
  throw new StacksteadError({
    code: 'blocked',
    message:
      'The secrets of this run cannot be opened here: they are gone, or another program of Stackstead sealed them.',
    remedy: 'Go on where it was begun, or remove what it made and run the recipe again.',
  })
}

export async function forgetSecrets(file: string): Promise<void> {
  await rm(file, { force: true })
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
