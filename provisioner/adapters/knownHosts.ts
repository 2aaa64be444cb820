/** known_hosts files: which keys are known for a host, which are revoked, and how a new one is noted. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { appendFile, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { writeWhole } from './localFiles.ts'
import { sshText } from './sshText.ts'

export interface KnownKey {
  readonly type: string
  /** The key as it travels on the wire. */
  readonly key: Buffer
  readonly revoked: boolean
  readonly file: string
  readonly line: number
}

/** The name under which OpenSSH notes a host: `[host]:port` unless the port is 22. */
export function knownName(host: string, port: number): string {
  const name = host.toLowerCase()
  return port === 22 ? name : `[${name}]:${port}`
}

/** All keys the given files hold for a host. A file that does not exist holds none. */
export function knownKeys(files: readonly string[], host: string, port: number): KnownKey[] {
  return files.flatMap((file) => keysIn(file, knownName(host, port)))
}

/** SHA256:… as `ssh-keygen -l` prints it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}

/** What a person runs on the machine itself to see the same fingerprint. */
export function fingerprintCommand(keyType: string): string {
  const file = keyType.includes('ecdsa') ? 'ecdsa' : keyType.replace(/^ssh-/, '')
  return `ssh-keygen -l -f /etc/ssh/ssh_host_${file}_key.pub`
}

/** The type a key on the wire says it has. */
export function keyType(key: Buffer): string {
  return key.length < 4 ? '' : key.subarray(4, 4 + key.readUInt32BE(0)).toString('latin1')
}

/** Notes a key a person has accepted. The file is made with mode 0600. */
export async function rememberKey(file: string, host: string, port: number, key: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const line = `${knownName(host, port)} ${keyType(key)} ${key.toString('base64')}\n`
  await appendFile(file, line, { mode: 0o600 })
}

function keysIn(file: string, name: string): KnownKey[] {
  const text = sshText(file) ?? ''
  // Every machine reads the lines of all others: most can be passed over without taking them apart.
  const mayName = (line: string): boolean => /[|*?]/.test(line) || line.toLowerCase().includes(name)
  return text.split('\n').flatMap((content, index) => {
    if (!mayName(content)) return []
    const entry = parseLine(content)
    if (entry === undefined || !matches(entry.names, name)) return []
    const { type, key, revoked } = entry
    return [{ type, key, revoked, file, line: index + 1 }]
  })
}

/** `@cert-authority` lines name keys that sign other keys, which ssh2 cannot check: they are passed over. */
function parseLine(content: string) {
  const words = content.trim().split(/\s+/)
  const marker = words[0]?.startsWith('@') ? words.shift() : undefined
  const [names, type, encoded] = words
  if (names === undefined || names.startsWith('#') || type === undefined || encoded === undefined) return undefined
  if (marker !== undefined && marker !== '@revoked') return undefined
  return { names, type, key: Buffer.from(encoded, 'base64'), revoked: marker === '@revoked' }
}

function matches(names: string, name: string): boolean {
  if (names.startsWith('|1|')) return hashMatches(names, name)
  const patterns = names.toLowerCase().split(',')
  const hit = (pattern: string) => wildcard(pattern).test(name)
  if (patterns.some((pattern) => pattern.startsWith('!') && hit(pattern.slice(1)))) return false
  return patterns.some(hit)
}

function hashMatches(hashed: string, name: string): boolean {
  const [, , salt = '', expected = ''] = hashed.split('|')
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest()
  const wanted = Buffer.from(expected, 'base64')
  return wanted.length === actual.length && timingSafeEqual(wanted, actual)
}

function wildcard(pattern: string): RegExp {
  const text = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${text}$`)
}

/** Takes a host's keys out of a file, as `ssh-keygen -R` does. */
export async function forgetKeys(file: string, host: string, port: number): Promise<void> {
  const found = keysIn(file, knownName(host, port))
  if (found.length === 0) return
  const gone = new Set(found.map(({ line }) => line))
  const kept = (sshText(file) ?? '').split('\n').filter((_, index) => !gone.has(index + 1))
  await writeWhole(file, kept.join('\n'), 0o600)
}
