/** The private keys a login may use, as one agent: files are decrypted only when the server has accepted their public half. */
import { StacksteadError } from '../core/errors.ts'
import { reveal, type Secret } from '../core/secret.ts'
import { BaseAgent, createAgent, type ParsedKey, parseKey } from './sshLibrary.ts'
import type { ResolvedTarget } from './sshTarget.ts'
import { sshText } from './sshText.ts'

export interface KeyRing {
  readonly agent: RingAgent
  /** How many keys are offered. */
  readonly size: number
  /** What is offered, in order and with what came of it, for the error message. */
  labels(): readonly string[]
}

interface Offer {
  readonly key: ParsedKey
  readonly label: string
  sign(data: Buffer, hash: string | undefined): Promise<Buffer>
}

/** Decrypts the text of a key file. */
type Unlock = (path: string, text: string) => Promise<ParsedKey>

type SignCallback = (error?: Error | null, signature?: Buffer) => void

/** sshd gives up after 6 refused attempts (MaxAuthTries); one is left for a password. */
const MOST_OFFERS = 5

/**
 * Collects keys: the target's own and named ones first, then the agent's, then the default files.
 * @param onFit told of a passphrase that has unlocked its key
 */
export async function keyRing(
  target: ResolvedTarget,
  askPassphrase: (path: string) => Promise<Secret | undefined>,
  onFit: (passphrase: Secret) => void = () => {},
): Promise<KeyRing> {
  const unlock: Unlock = async (path, text) => {
    const passphrase = await askPassphrase(path)
    const key = decrypted(text, passphrase)
    if (passphrase !== undefined) onFit(passphrase)
    return key
  }
  const files = await Promise.all([
    ...(target.ownKey === undefined ? [] : [fileOffer(target.ownKey, true, unlock)]),
    ...target.namedKeys.map((path) => fileOffer(path, false, unlock)),
  ])
  const named = [...(target.heldKeys ?? []).map(heldOffer), ...files.flatMap((offer) => offer ?? [])]
  const inAgents = await agentOffers(target.agent)
  const defaults = await Promise.all(target.defaultKeys.map((path) => fileOffer(path, false, unlock)))
  const inAgent = (offer: Offer) => inAgents.find((one) => sameKey(one, offer)) ?? offer
  const others = target.namedKeysOnly ? [] : [...inAgents, ...defaults.flatMap((offer) => offer ?? [])]
  const all = [...named.map(inAgent), ...others]
  const offers = all.filter((offer, index) => all.findIndex((one) => sameKey(one, offer)) === index)
  const chosen = offers.slice(0, MOST_OFFERS)
  const agent = new RingAgent(chosen)
  const labels = () => chosen.map((offer) => offer.label + (agent.failures.get(offer) ?? ''))
  return { agent, size: chosen.length, labels }
}

class RingAgent extends BaseAgent {
  readonly offers: readonly Offer[]
  /** Keys the server would have taken, but which could not sign. */
  readonly failures = new Map<Offer, string>()
  constructor(offers: readonly Offer[]) {
    super()
    this.offers = offers
  }
  override getIdentities(callback: (error?: Error | null, keys?: ParsedKey[]) => void): void {
    callback(
      null,
      this.offers.map((offer) => offer.key),
    )
  }
  override sign(key: ParsedKey, data: Buffer, options: unknown, callback?: SignCallback): void {
    const reply = callback ?? (options as SignCallback)
    const hash = (options as { hash?: string }).hash
    const offer = this.offers.find((one) => one.key.getPublicSSH().equals(key.getPublicSSH()))
    if (offer === undefined) reply(new Error('the server asks for a key that was not offered'))
    else {
      const failed = (error: Error) => {
        this.failures.set(offer, ` (${error.message})`)
        reply(error)
      }
      offer.sign(data, hash).then((signature) => reply(null, signature), failed)
    }
  }
}

function sameKey(a: Offer, b: Offer): boolean {
  return a.key.getPublicSSH().equals(b.key.getPublicSSH())
}

/** Milliseconds an agent has for listing its keys; one that is locked by a dialogue may take for ever. */
const AGENT_PATIENCE = 5_000

/** An agent that does not answer counts as one without keys. */
async function agentOffers(socket: string): Promise<Offer[]> {
  if (socket === '') return []
  const agent = createAgent(socket)
  const keys = await new Promise<ParsedKey[]>((resolve) => {
    const timer = setTimeout(() => resolve([]), AGENT_PATIENCE)
    agent.getIdentities((error, found) => {
      clearTimeout(timer)
      resolve(error ? [] : ((found ?? []) as ParsedKey[]))
    })
  })
  return keys.flatMap((one) => {
    const key = parseKey(one)
    if (key instanceof Error) return []
    const sign = (data: Buffer, hash: string | undefined) =>
      new Promise<Buffer>((resolve, reject) => {
        const done: SignCallback = (error, signature) =>
          signature === undefined ? reject(error ?? new Error('the agent did not sign')) : resolve(signature)
        agent.sign(key, data, hash === undefined ? {} : { hash: hash as 'sha256' | 'sha512' }, done)
      })
    return [{ key, label: `agent key ${key.comment}`, sign }]
  })
}

function heldOffer({ name, text }: { readonly name: string; readonly text: Secret }): Offer {
  const key = firstKey(parseKey(reveal(text)))
  if (key instanceof Error) throw unreadable(name, key.message)
  return { key, label: `key ${name}`, sign: async (data, hash) => key.sign(data, hash) }
}

async function fileOffer(path: string, required: boolean, unlock: Unlock): Promise<Offer | undefined> {
  const text = keyText(path, required)
  if (text === undefined) return undefined
  const label = `key ${path}`
  const parsed = firstKey(parseKey(text))
  if (!(parsed instanceof Error) && parsed.isPrivateKey()) {
    return { key: parsed, label, sign: async (data, hash) => parsed.sign(data, hash) }
  }
  const encrypted = parsed instanceof Error && /encrypted|passphrase/i.test(parsed.message)
  if (!encrypted) {
    if (required) throw unreadable(path, parsed instanceof Error ? parsed.message : 'it is a public key')
    return undefined
  }
  const open = () => unlock(path, text)
  const key = publicHalf(path, text)
  if (key !== undefined) return { key, label, sign: async (data, hash) => (await open()).sign(data, hash) }
  const opened = await open().catch((error: Error) => {
    throw unreadable(path, error.message)
  })
  return { key: opened, label, sign: async (data, hash) => opened.sign(data, hash) }
}

/** What cannot be read counts as not there, unless it is required. */
function keyText(path: string, required: boolean): string | undefined {
  try {
    const text = sshText(path)
    if (text === undefined && required) throw new Error('it does not exist')
    return text
  } catch (error) {
    if (required) throw unreadable(path, (error as Error).message)
    return undefined
  }
}

function decrypted(text: string, passphrase: Secret | undefined): ParsedKey {
  if (passphrase === undefined) throw new Error('it needs a passphrase and none was given')
  const key = firstKey(parseKey(text, reveal(passphrase)))
  if (key instanceof Error) throw new Error('the passphrase does not fit')
  return key
}

/** From the .pub file beside it, or from the head of an OpenSSH private key, where it stands in clear (PROTOCOL.key). */
function publicHalf(path: string, text: string): ParsedKey | undefined {
  const beside = keyText(`${path}.pub`, false)
  const published = beside === undefined ? undefined : firstKey(parseKey(beside))
  if (published !== undefined && !(published instanceof Error)) return published
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]+?)-----END/.exec(text)?.[1]
  if (body === undefined) return undefined
  const bytes = Buffer.from(body, 'base64')
  let at = 'openssh-key-v1\0'.length
  for (let skipped = 0; skipped < 3; skipped++) at += 4 + bytes.readUInt32BE(at)
  at += 4
  const blob = bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at))
  const type = blob.subarray(4, 4 + blob.readUInt32BE(0)).toString('latin1')
  const key = firstKey(parseKey(`${type} ${blob.toString('base64')}`))
  return key instanceof Error ? undefined : key
}

function firstKey(parsed: ParsedKey | ParsedKey[] | Error): ParsedKey | Error {
  return Array.isArray(parsed) ? (parsed[0] ?? new Error('it holds no key')) : parsed
}

function unreadable(path: string, reason: string): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    message: `The private key ${path} cannot be used: ${reason}.`,
    remedy: 'Name a private key file this user can read, or load the key into ssh-agent.',
  })
}
