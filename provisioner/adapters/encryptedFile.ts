/** Secrets at rest: a JSON record in an AES-256-GCM file, its key in the person's configuration folder. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { link, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StacksteadError } from '../core/errors.ts'
import { privateFolder, readText, writeWhole } from './localFiles.ts'
import { configFolder } from './sshOptions.ts'

/** First line of the file: what it is, for a person who opens it and for later formats. */
const HEAD = 'stackstead secrets 1 aes-256-gcm'
const KEY_BYTES = 32
/** 96 bits, the size GCM is made for (NIST SP 800-38D). */
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Where the key is unless said otherwise. */
export function defaultKeyFile(): string {
  return join(configFolder(), 'key')
}

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
  const bytes = Buffer.from(body, 'base64')
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
  if (tag.length < TAG_BYTES) throw damaged(path)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(HEAD)).setAuthTag(tag)
  const plain = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES))
  try {
    return JSON.parse(Buffer.concat([plain, decipher.final()]).toString('utf8')) as Record<string, string>
  } catch (cause) {
    throw wrongKey(path, keyFile, cause)
  }
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
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(HEAD))
  const sealed = Buffer.concat([cipher.update(JSON.stringify(record), 'utf8'), cipher.final()])
  const body = Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
  await writeWhole(path, `${HEAD}\n${body}\n`, 0o600)
}

async function readKey(file: string): Promise<Buffer | undefined> {
  const text = await readText(file)
  if (text === undefined) return undefined
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length === KEY_BYTES) return key
  throw new StacksteadError({
    code: 'invalid-input',
    message: `${file} is not a Stackstead key.`,
    remedy: 'Put the right key file back from a backup. Do not make a new one: the secrets could not be read any more.',
  })
}

/** Two processes may come here at once: the first one's key counts, because a link never replaces a file. */
async function makeKey(file: string): Promise<Buffer> {
  await privateFolder(dirname(file))
  const temporary = `${file}.${randomBytes(6).toString('hex')}`
  const handle = await open(temporary, 'wx', 0o600)
  try {
    await handle.writeFile(`${randomBytes(KEY_BYTES).toString('base64')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await link(temporary, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(temporary)
  }
  const key = await readKey(file)
  if (key === undefined) throw missingKey(file, file)
  return key
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
