/** What a recording may tell: no id, address, key or token of the cloud it was made from. The same each time. */
import { createHash } from 'node:crypto'

/** Text of the cloud, and what stands for it: its subnets' first three numbers, with the dot. */
export type Places = Readonly<Record<string, string>>

/** Also behind "%3D", where a word does not begin. */
const UUID = /(?<![0-9a-f-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g
/** Keystone's ids, and MD5. */
const HEX = /(?<![0-9a-z])[0-9a-f]{32}(?![0-9a-z])/g
const MAC = /\b((?:[0-9a-f]{2}:){2}[0-9a-f]{2})((?::[0-9a-f]{2}){3})\b(?!:)/g
const KEY = /\bAAAA[A-Za-z0-9+/]{40,}={0,3}/g
const FINGERPRINT = /\b(?:[0-9a-f]{2}:){15}[0-9a-f]{2}\b/g
/** Fields whose text opens something; what Keystone traces tokens by is left out too. */
const SECRET = /^(password|adminPass|secret|original_password)$/

export interface Neutral {
  text(text: string): string
  /** A value of JSON, secrets masked. */
  value(value: unknown): unknown
}

export function neutral(places: Places): Neutral {
  const text = (given: string): string =>
    Object.entries(places)
      .reduce((all, [real, stand]) => all.replaceAll(real, stand), given)
      .replace(UUID, (id) => (isNobody(id) ? id : dashed(digest(id))))
      .replace(HEX, (id) => (isNobody(id) ? id : digest(id)))
      .replace(FINGERPRINT, (print) => digest(print).match(/../g)?.join(':') ?? '')
      .replace(MAC, (_all, maker: string, own: string) => maker + digest(own).slice(0, 6).replace(/../g, ':$&'))
      .replace(KEY, (key) =>
        isPassages(key) ? key : `${key.slice(0, 24)}${Buffer.from(digest(key)).toString('base64')}`,
      )
  return { text, value: (value) => masked(value, text) }
}

/** For what is neutral already: covers secrets and changes nothing else. */
export const NEUTRAL_ALREADY: Neutral = { text: (text) => text, value: (value) => masked(value, (text) => text) }

function masked(value: unknown, text: (text: string) => string): unknown {
  if (typeof value === 'string') return text(value)
  if (Array.isArray(value)) return value.map((one) => masked(one, text))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([key, inner]) => {
    if (key === 'audit_ids') return [key, []]
    const isSecret = SECRET.test(key) && typeof inner === 'string'
    return [text(key), isSecret ? 'a secret' : masked(inner, text)]
  })
  return Object.fromEntries(entries)
}

/** What passages say themselves stays: ids of nothing, a key nobody has. */
function isNobody(id: string): boolean {
  return /^[0-]+(4000-8000-0+)?$/.test(id)
}

function isPassages(key: string): boolean {
  return /O{43}$/.test(key)
}

function digest(real: string): string {
  return createHash('sha256').update(real).digest('hex').slice(0, 32)
}

function dashed(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
