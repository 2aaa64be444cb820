/** Secrets at rest: a JSON record in an AES-256-GCM file, its key in the person's configuration folder. */
import { StacksteadError } from '../core/errors.ts'
import { defaultKeyFile, makeKey, readKey } from './keyFile.ts'
import { readText, writeWhole } from './localFiles.ts'
import { seal, unseal } from './sealing.ts'

/** First line of the file: what it is, for a person who opens it and for later formats. */
const HEAD = 'stackstead secrets 1 aes-256-gcm'

/** The record, or undefined where there is no such file. Rejects with `invalid-input` if the key is missing or does not fit. */
export async function readEncrypted(
  path: string,
  keyFile: string = defaultKeyFile(),
): Promise<Record<string, string> | undefined> {
  const text = await readText(path)
  if (text === undefined) return undefined
  const [head, body = ''] = text.split('\n')
  if (head !== HEAD) throw damaged(path)
  const key = await readKey(keyFile)
  if (key === undefined) throw missingKey(path, keyFile)
  let plain: string | undefined
  try {
    plain = unseal(key, HEAD, Buffer.from(body, 'base64'))
  } catch (cause) {
    throw wrongKey(path, keyFile, cause)
  }
  if (plain === undefined) throw damaged(path)
  return JSON.parse(plain) as Record<string, string>
}

/** Replaces the file whole, mode 0600. The key is made on first use, never while a file exists that needs an older one. */
export async function writeEncrypted(
  path: string,
  record: Readonly<Record<string, string>>,
  keyFile: string = defaultKeyFile(),
): Promise<void> {
  // Proves that the key fits before the only copy is replaced.
  await readEncrypted(path, keyFile)
  const key = (await readKey(keyFile)) ?? (await makeKey(keyFile))
  const body = seal(key, HEAD, JSON.stringify(record)).toString('base64')
  await writeWhole(path, `${HEAD}\n${body}\n`, 0o600)
}

function missingKey(path: string, keyFile: string): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    message: `The secrets in ${path} cannot be read: their key ${keyFile} is missing.`,
    remedy: `Copy the key file from the computer or backup on which this cloud was made to ${keyFile} (mode 0600).`,
  })
}

function wrongKey(path: string, keyFile: string, cause: unknown): StacksteadError {
  return new StacksteadError(
    {
      code: 'invalid-input',
      message: `The secrets in ${path} cannot be read: the key ${keyFile} does not fit, or the file was changed.`,
      remedy: 'Use the key of the computer on which this cloud was made, or put the secrets file back from a backup.',
    },
    { cause },
  )
}

function damaged(path: string): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    message: `${path} is not a secrets file of Stackstead, or it is damaged.`,
    remedy: 'Put it back from a backup. It is never edited by hand.',
  })
}
