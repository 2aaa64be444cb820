/** A small file of an instance, read by ssh over a given stream: with one key, and only from the host that has a known host key. */
import type { Duplex as NodeDuplex } from 'node:stream'
import { quote } from '../core/command.ts'
import { StacksteadError } from '../core/errors.ts'
import { reveal, type Secret } from '../core/secret.ts'
import type { Duplex } from '../core/stream.ts'
import { Client } from './sshLibrary.ts'

export interface GuestFile {
  /** For words: the instance's address. */
  readonly host: string
  readonly user: string
  readonly privateKey: Secret
  readonly path: string
  /** As in known_hosts, base64: nothing is said to a host with another. */
  readonly hostKeys: readonly string[]
  readonly signal?: AbortSignal | undefined
}

/** Milliseconds for all of it. */
const PATIENCE = 30_000
const MOST_BYTES = 1024 * 1024

/** Rejects with `host-key`, `authentication`, `unreachable` or `command-failed`. */
export async function readGuestFile(stream: Duplex, wanted: GuestFile): Promise<Buffer> {
  const { host, hostKeys, path, privateKey, signal, user } = wanted
  const client = new Client()
  const limit = AbortSignal.any([AbortSignal.timeout(PATIENCE), ...(signal === undefined ? [] : [signal])])
  const ended = Promise.withResolvers<never>()
  ended.promise.catch(() => undefined)
  const unreachable = (reason: string): StacksteadError =>
    new StacksteadError({
      code: 'unreachable',
      message: `${path} of ${user}@${host} could not be read: ${reason}.`,
      remedy: 'Look whether the instance runs, and whether its security group lets ssh through.',
    })
  const giveUp = (): void => ended.reject(unreachable(signal?.aborted ? 'it was stopped' : 'no answer'))
  // One that has aborted before says so to nobody any more.
  if (limit.aborted) giveUp()
  limit.addEventListener('abort', giveUp, { once: true })
  let isKnown = true
  client.on('error', (error: Error & { level?: string }) => {
    if (!isKnown) ended.reject(otherHost(host))
    else if (error.level === 'client-authentication') ended.reject(refused(user, host))
    else ended.reject(unreachable(error.message))
  })
  try {
    const ready = new Promise<void>((resolve) => client.once('ready', resolve))
    client.connect({
      sock: stream as unknown as NodeDuplex,
      username: user,
      privateKey: reveal(privateKey),
      readyTimeout: 0,
      hostVerifier: (key: Buffer) => {
        isKnown = hostKeys.includes(key.toString('base64'))
        return isKnown
      },
    })
    await Promise.race([ready, ended.promise])
    return await Promise.race([content(client, path), ended.promise])
  } finally {
    client.destroy()
    stream.destroy()
  }
}

function content(client: Client, path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    client.exec(`cat -- ${quote(path)}`, (error, channel) => {
      if (error !== undefined) return reject(notRead(path, error.message))
      const chunks: Buffer[] = []
      let length = 0
      let complaint = ''
      channel.on('data', (chunk: Buffer) => {
        length += chunk.length
        if (length > MOST_BYTES) return channel.destroy()
        return chunks.push(chunk)
      })
      channel.stderr.on('data', (chunk: Buffer) => {
        complaint = (complaint + chunk.toString('utf8')).slice(0, 1000)
      })
      channel.on('close', (status: number | null) => {
        if (status === 0) resolve(Buffer.concat(chunks))
        else
          reject(notRead(path, length > MOST_BYTES ? 'it is larger than 1 MiB' : complaint.trim() || 'no reason given'))
      })
      return undefined
    })
  })
}

function notRead(path: string, reason: string): StacksteadError {
  return new StacksteadError({
    code: 'command-failed',
    message: `${path} could not be read in the instance: ${reason}.`,
  })
}

function otherHost(host: string): StacksteadError {
  return new StacksteadError({
    code: 'host-key',
    message: `${host} shows another host key than the instance has printed on its console.`,
    remedy: 'Another machine may answer at this address: look whether the address is in use twice.',
  })
}

function refused(user: string, host: string): StacksteadError {
  return new StacksteadError({
    code: 'authentication',
    message: `${user}@${host} does not let the key of this recipe in.`,
    remedy: 'Look at the console of the instance for what cloud-init did with the key.',
  })
}
