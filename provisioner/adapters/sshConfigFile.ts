/** ~/.ssh/config as OpenSSH reads it: included files in place, tokens filled in, answers typed. */
import { glob } from 'node:fs/promises'
import { homedir, userInfo } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import SSHConfig from 'ssh-config'
import { sshText } from './sshText.ts'

/** What the configuration says about one host; explicit values of a target win over it. */
export interface HostSettings {
  /** The host itself where nothing else is said. */
  readonly hostName: string
  readonly port: number | undefined
  readonly user: string | undefined
  readonly identityFiles: readonly string[]
  readonly identitiesOnly: boolean
  readonly proxyJump: string | undefined
  /** As it is written, tokens not filled in. Of this and ProxyJump the one that comes first counts. */
  readonly proxyCommand: string | undefined
  readonly knownHostsFiles: readonly string[] | undefined
  readonly hostKeyAlias: string | undefined
  /** An empty text: use no agent. */
  readonly identityAgent: string | undefined
}

/** How many files may include each other; OpenSSH's own limit (READCONF_MAX_DEPTH). */
const DEEPEST_INCLUDE = 16

/** Reads `config` in the given folder, with the files it includes. No file means an empty configuration. */
export async function sshConfig(folder: string): Promise<SSHConfig> {
  return SSHConfig.parse(await included(join(folder, 'config'), folder, 0))
}

/** What the `config` in the given folder says. No file means no settings. */
export async function hostSettings(folder: string, host: string, user: string | undefined): Promise<HostSettings> {
  return settingsIn(await sshConfig(folder), host, user)
}

/** What a configuration says about a host. */
export function settingsIn(config: SSHConfig, host: string, user: string | undefined): HostSettings {
  const query = user === undefined ? { Host: host } : { Host: host, User: user }
  const found = config.compute(query, { ignoreCase: true })
  const words = (name: string): string[] => {
    const value = found[name]
    return value === undefined ? [] : Array.isArray(value) ? value : [value]
  }
  const one = (name: string) => words(name)[0]
  const proxy = Object.keys(found).find((name) => name === 'proxyjump' || name === 'proxycommand')
  const [port, agent] = [one('port'), one('identityagent')]
  const hostName = filled(one('hostname') ?? host, { h: host, n: host })
  const names = { h: hostName, n: host, p: port ?? '22', r: user ?? one('user') ?? userInfo().username }
  const path = (text: string) => filled(text.replace(/^~(?=\/|$)/, homedir()), names)
  const files = (name: string) =>
    words(name)
      .flatMap((value) => value.split(/\s+/))
      .filter((file) => file !== 'none')
  return {
    hostName,
    port: port === undefined ? undefined : Number(port),
    user: one('user'),
    identityFiles: words('identityfile')
      .filter((file) => file !== 'none')
      .map(path),
    identitiesOnly: one('identitiesonly')?.toLowerCase() === 'yes',
    proxyJump: proxy === 'proxyjump' ? one(proxy) : undefined,
    proxyCommand: proxy === 'proxycommand' ? one(proxy) : undefined,
    knownHostsFiles: found.userknownhostsfile === undefined ? undefined : files('userknownhostsfile').map(path),
    hostKeyAlias: one('hostkeyalias'),
    identityAgent: agent === 'none' ? '' : agent && agentPath(path(agent)),
  }
}

function agentPath(text: string): string {
  if (text === 'SSH_AUTH_SOCK') return process.env.SSH_AUTH_SOCK ?? ''
  return text.startsWith('$') ? (process.env[text.slice(1).replace(/[{}]/g, '')] ?? '') : text
}

/** TOKENS of ssh_config(5) that have a meaning before the connection is made. */
export function filled(text: string, tokens: Readonly<Record<string, string>>): string {
  const all: Record<string, string> = { '%': '%', d: homedir(), u: userInfo().username, ...tokens }
  return text.replace(/%([a-zA-Z%])/g, (whole, letter: string) => all[letter] ?? whole)
}

async function included(file: string, folder: string, depth: number): Promise<string> {
  const text = sshText(file) ?? ''
  if (depth >= DEEPEST_INCLUDE) return ''
  const lines = text.split('\n').map(async (line) => {
    const found = /^\s*include[\s=]+(.+?)\s*$/i.exec(line)
    if (found?.[1] === undefined) return line
    const patterns = found[1].split(/\s+/).map((one) => one.replace(/^"|"$/g, '').replace(/^~(?=\/)/, homedir()))
    const files = await Promise.all(patterns.map((pattern) => expanded(pattern, folder)))
    const texts = await Promise.all(files.flat().map((one) => included(one, folder, depth + 1)))
    return texts.join('\n')
  })
  return (await Promise.all(lines)).join('\n')
}

async function expanded(pattern: string, folder: string): Promise<string[]> {
  const files: string[] = []
  for await (const file of glob(isAbsolute(pattern) ? pattern : resolve(folder, pattern))) files.push(file)
  return files.sort()
}
