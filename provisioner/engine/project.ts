/** A project: cloud.yaml and what Stackstead keeps beside it. */
import { existsSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { readEncrypted, writeEncrypted } from '../adapters/encryptedFile.ts'
import { readText } from '../adapters/localFiles.ts'
import { templateTexts } from '../adapters/templateFolder.ts'
import { planOf, SETTINGS } from '../components/registry.ts'
import type { Cloud, Secrets } from '../config/cloud.ts'
import { cloudId } from '../config/cloudId.ts'
import type { Notice } from '../config/notices.ts'
import { readCloud } from '../config/parseCloud.ts'
import { makeSecrets } from '../config/secrets.ts'
import { StacksteadError } from '../core/errors.ts'
import type { Plan } from '../core/plan.ts'
import { mask, Secret } from '../core/secret.ts'
import type { TemplateTexts } from '../core/template.ts'

export interface Project {
  /** Absolute path of cloud.yaml. */
  readonly file: string
  /** Journals of runs. */
  readonly runsFolder: string
  readonly cloud: Cloud
  readonly notices: readonly Notice[]
  readonly secrets: Secrets
  /** Identity of the cloud, as it is noted on its machines. */
  readonly id: string
  readonly texts: TemplateTexts
  readonly plan: Plan
  /** Takes this cloud's secrets out of a text of unknown origin. */
  readonly shown: (text: string) => string
}

/** Host keys that belong to one cloud only (a lab's) stay beside it. */
export function knownHostsBeside(file: string): string {
  return join(dirname(file), '.stackstead', 'known_hosts')
}

/**
 * Reads cloud.yaml and the secrets beside it. Secrets made on the way are on disk before this resolves, so that none can
 * reach a machine and then be lost. Rejects with `invalid-input` for what cannot be read.
 * @param keyFile where the key of the encrypted secrets is, if not in the configuration folder
 */
export async function openProject(path = 'cloud.yaml', keyFile?: string): Promise<Project> {
  const file = resolve(path)
  const text = await readText(file)
  if (text === undefined) {
    throw new StacksteadError({
      code: 'invalid-input',
      message: `There is no ${file}.`,
      remedy: 'Write one with "stackstead init", or name another with --file.',
    })
  }
  const { cloud, notices } = readCloud(text, path, SETTINGS)
  const folder = dirname(file)
  const name = basename(file, extname(file))
  const secretsFile = join(folder, `${name}.secrets`)
  const store = makeSecrets((await readEncrypted(secretsFile, keyFile)) ?? {})
  const overrides = join(folder, 'templates')
  const texts = templateTexts(undefined, existsSync(overrides) ? overrides : undefined)
  const plan = planOf({ cloud, secrets: store.secrets, texts })
  const id = cloudId(store.secrets)
  if (store.isNew()) await writeEncrypted(secretsFile, store.record(), keyFile)
  // In connection addresses a password stands URL-encoded.
  const known = Object.values(store.record()).flatMap((text) => [
    new Secret(text),
    new Secret(encodeURIComponent(text)),
  ])
  const shown = (output: string): string => mask(output, known)
  return {
    file,
    runsFolder: join(folder, '.stackstead', name),
    cloud,
    notices,
    secrets: store.secrets,
    id,
    texts,
    plan,
    shown,
  }
}
