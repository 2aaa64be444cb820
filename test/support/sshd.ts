/** A real OpenSSH sshd on loopback: own keys, own configuration, own users, nothing left behind on this computer. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** A login that exists for this sshd only. */
export interface TestUser {
  readonly name: string
  readonly password: string
  /** A line of sudoers for it, like "ALL=(ALL) NOPASSWD: ALL". Default: none, the user may not use sudo. */
  readonly sudo?: string
}

export interface SshdOptions {
  /** Lines of sshd_config that come first and so win over the defaults of this fixture. */
  readonly config?: readonly string[]
  /** Made in a mount namespace of its own, where /etc/passwd and its neighbours are copies. Needs root. */
  readonly users?: readonly TestUser[]
  /** /var/lib is a folder of its own there, so that locks are not this computer's. Needs root. */
  readonly ownState?: boolean
  /** More lines of sudoers, like "Defaults use_pty". */
  readonly sudoers?: readonly string[]
  /** Types of host keys, in sshd's order. Default ed25519. */
  readonly hostKeys?: readonly HostKeyType[]
  /** The network namespace it runs in, instead of this computer's own. */
  readonly namespace?: string
  /** Folder with keys of another sshd to use again, which saves ssh-keygen when many are started. */
  readonly keysOf?: Sshd
}

export type HostKeyType = 'ed25519' | 'ecdsa' | 'rsa'

export interface Sshd extends AsyncDisposable {
  readonly port: number
  readonly folder: string
  /** Process id of the listening sshd. */
  readonly pid: number
  /** Public host key lines ("ssh-ed25519 AAAA…"), in order. */
  hostKeys(): string[]
  /** A private key every login of this sshd accepts. */
  readonly userKey: string
  /** Who may log in with it: the user this test runs as. */
  readonly user: string
  /** What sshd has logged so far. */
  log(): string
  /** Process ids of the sshd processes that serve connections; commands they started are not among them. */
  sessions(): number[]
  /** A signal to every session; one that ends meanwhile is no error: it goes with the one it hung on. */
  signalSessions(name: NodeJS.Signals): void
  /** Stops listening and ends every session. */
  stop(): Promise<void>
  /** The same port, another identity. */
  restartWithNewHostKey(type?: HostKeyType): Promise<void>
  start(): Promise<void>
}

const SSHD = '/usr/sbin/sshd'

/** Why no sshd can be started here, or undefined. */
export function sshdLacks(options: { readonly users?: boolean } = {}): string | undefined {
  if (!existsSync(SSHD)) return 'the package openssh-server is not installed'
  if (!existsSync('/usr/bin/ssh-keygen')) return 'the package openssh-client is not installed'
  if (!options.users) return undefined
  for (const name of ['sudo', 'openssl'])
    if (!existsSync(`/usr/bin/${name}`)) return `the package ${name} is not installed`
  if (userInfo().uid !== 0) return 'making users for a moment needs root'
  const apart = spawnSync('/usr/bin/unshare', ['-m', 'true'])
  return apart.status === 0 ? undefined : 'this computer allows no mount namespace'
}

/** Starts one; it listens when this returns. */
export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'stackstead-sshd-'))
  if (options.keysOf !== undefined)
    cpSync(join(options.keysOf.folder, 'keys'), join(folder, 'keys'), { recursive: true })
  else makeKeys(folder, options.hostKeys ?? ['ed25519'])
  const sshd = new RunningSshd(folder, await freePort(), options)
  await sshd.start()
  return sshd
}

class RunningSshd implements Sshd {
  readonly port: number
  readonly folder: string
  readonly user = userInfo().username
  readonly userKey: string
  #options: SshdOptions
  #types: readonly HostKeyType[]
  #process: ChildProcess | undefined
  #log = ''

  constructor(folder: string, port: number, options: SshdOptions) {
    this.folder = folder
    this.port = port
    this.#options = options
    this.#types = options.hostKeys ?? ['ed25519']
    this.userKey = join(folder, 'keys', 'user')
  }

  get pid(): number {
    return this.#process?.pid ?? 0
  }

  hostKeys(): string[] {
    return this.#types.map((type) => readFileSync(join(this.folder, 'keys', `${type}.pub`), 'utf8').trim())
  }

  log(): string {
    return this.#log
  }

  sessions(): number[] {
    return descendantsOf(this.pid).filter((pid) => /^sshd/.test(nameOf(pid)))
  }

  signalSessions(name: NodeJS.Signals): void {
    for (const pid of this.sessions()) signalQuietly(pid, name)
  }

  async start(): Promise<void> {
    if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
    writeFileSync(join(this.folder, 'config'), configuration(this, this.#types, this.#options))
    const command = launchLine(this.folder, this.#options)
    const before = this.#log.length
    const child = spawn('/bin/sh', ['-c', command], { stdio: ['ignore', 'ignore', 'pipe'] })
    this.#process = child
    child.stderr.on('data', (chunk: Buffer) => {
      this.#log += chunk.toString()
    })
    for (let waited = 0; !/Server listening/.test(this.#log.slice(before)); waited += 20) {
      if (child.exitCode !== null || waited > 10_000) throw new Error(`sshd did not start:\n${this.#log}`)
      await delay(20)
    }
  }

  async stop(): Promise<void> {
    const child = this.#process
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    for (const pid of [...descendantsOf(this.pid), this.pid]) signalQuietly(pid, 'SIGKILL')
    await exit
    this.#log += '\n'
  }

  async restartWithNewHostKey(type: HostKeyType = 'ed25519'): Promise<void> {
    await this.stop()
    this.#log = ''
    rmSync(join(this.folder, 'keys', type), { force: true })
    keygen(join(this.folder, 'keys', type), type)
    this.#types = [type]
    await this.start()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

function configuration(sshd: Sshd, types: readonly HostKeyType[], options: SshdOptions): string {
  return [
    ...(options.config ?? []),
    `Port ${sshd.port}`,
    'ListenAddress 127.0.0.1',
    ...types.map((type) => `HostKey ${sshd.folder}/keys/${type}`),
    `AuthorizedKeysFile ${sshd.folder}/keys/user.pub`,
    'PidFile none',
    'StrictModes no',
    'UsePAM no',
    'PermitRootLogin yes',
    `PasswordAuthentication ${options.users === undefined ? 'no' : 'yes'}`,
    'KbdInteractiveAuthentication no',
    'LogLevel VERBOSE',
    // A login shell reads ~/.bashrc for commands too: the one of this computer's person takes no part.
    ...(options.users === undefined ? [`SetEnv HOME=${sshd.folder}`] : []),
    'MaxStartups 100:30:200',
    '',
  ].join('\n')
}

/** What it mounts only this sshd and its children see. */
function launchLine(folder: string, options: SshdOptions): string {
  // It ends when the test that started it ends, however that happens.
  const apart = options.namespace === undefined ? '' : `ip netns exec ${options.namespace} `
  const run = `exec ${apart}setpriv --pdeathsig KILL ${SSHD} -D -e -f ${folder}/config`
  const binds = [...(options.ownState ? [ownState(folder)] : []), ...(options.users ? accounts(folder, options) : [])]
  if (binds.length === 0) return run
  return `exec unshare -m --propagation private sh -c '${[...binds, run].join(' && ')}'`
}

/** Mounts a folder that outlives the daemon, as a machine's disk outlives a reboot. */
function ownState(folder: string): string {
  mkdirSync(join(folder, 'var-lib'), { recursive: true })
  return `mount --bind ${folder}/var-lib /var/lib`
}

/** Mounts copies of the account files with these users in them. */
function accounts(folder: string, { users = [], sudoers = [] }: SshdOptions): string[] {
  const etc = join(folder, 'etc')
  rmSync(etc, { recursive: true, force: true })
  mkdirSync(etc)
  const files = ['passwd', 'shadow', 'group', 'sudoers']
  const text = Object.fromEntries(files.map((file) => [file, readFileSync(`/etc/${file}`, 'utf8')]))
  users.forEach(({ name, password, sudo }, index) => {
    const id = 64_000 + index
    const home = join(folder, `home-${name}`)
    mkdirSync(home, { recursive: true })
    execFileSync('chown', [`${id}:${id}`, home])
    const hash = execFileSync('openssl', ['passwd', '-6', '-stdin'], { input: password, encoding: 'utf8' }).trim()
    text.passwd += `${name}:x:${id}:${id}::${home}:/bin/sh\n`
    text.group += `${name}:x:${id}:\n`
    text.shadow += `${name}:${hash}:20000:0:99999:7:::\n`
    if (sudo !== undefined) text.sudoers += `${name} ${sudo}\n`
  })
  for (const line of sudoers) text.sudoers += `${line}\n`
  for (const file of files) {
    const mode = file === 'shadow' ? 0o640 : file === 'sudoers' ? 0o440 : 0o644
    writeFileSync(join(etc, file), text[file] ?? '', { mode })
  }
  execFileSync('chmod', ['755', folder])
  return files.map((file) => `mount --bind ${etc}/${file} /etc/${file}`)
}

function makeKeys(folder: string, types: readonly HostKeyType[]): void {
  mkdirSync(join(folder, 'keys'), { mode: 0o755 })
  for (const type of types) keygen(join(folder, 'keys', type), type)
  keygen(join(folder, 'keys', 'user'), 'ed25519')
}

function keygen(path: string, type: HostKeyType): void {
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', 'stackstead test', '-f', path])
}

function descendantsOf(pid: number): number[] {
  return textOf(`/proc/${pid}/task/${pid}/children`)
    .split(' ')
    .filter((text) => text.trim() !== '')
    .flatMap((text) => [Number(text), ...descendantsOf(Number(text))])
}

function nameOf(pid: number): string {
  return textOf(`/proc/${pid}/comm`)
}

/** Processes come and go while they are looked at. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return ''
    throw error
  }
}

function signalQuietly(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
