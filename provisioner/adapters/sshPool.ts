/** All ssh connections of one run: one for each machine, jump hosts shared, handshakes capped. */
import type { Duplex } from 'node:stream'
import pLimit from 'p-limit'
import { StacksteadError } from '../core/errors.ts'
import type { MachineName, Transport } from '../core/machine.ts'
import type { Secret } from '../core/secret.ts'
import { type Opened, SshConnection } from './sshConnection.ts'
import { lostConnection } from './sshErrors.ts'
import { handshake } from './sshHandshake.ts'
import type { SshOptions, SshTarget } from './sshOptions.ts'
import { openProxy } from './sshProxy.ts'
import { openSocket } from './sshSocket.ts'
import { type ResolvedTarget, resolveTarget } from './sshTarget.ts'
import { SshTransport } from './sshTransport.ts'

const CONNECT_TIMEOUT = 10_000
const HANDSHAKES = 10

const NO_QUESTIONS = { confirmHostKey: undefined, askPassword: undefined, askPassphrase: undefined }

/** What differs for one machine or jump host: its own passwords, say. Asked whenever a connection to it is made. */
export type OwnOptions = (machine: MachineName) => Promise<SshOptions>

/** One connection to be made. */
interface Way {
  readonly machine: MachineName
  readonly target: SshTarget
  /** Nobody is there to be asked. */
  readonly alone: boolean
  /** The login password that has worked before. */
  readonly password?: Secret | undefined
  /** The machines behind this one, if it is a jump host. */
  readonly path: readonly string[]
}

export class SshPool implements AsyncDisposable {
  #options: SshOptions
  #own: OwnOptions
  #handshakes: ReturnType<typeof pLimit>
  #question: ReturnType<typeof pLimit>
  #transports = new Map<MachineName, Promise<SshTransport>>()
  #jumps = new Map<string, Promise<SshConnection>>()
  #connections = new Set<SshConnection>()
  #over = new AbortController()

  constructor(options: SshOptions = {}, own: OwnOptions = async () => ({})) {
    this.#own = own
    this.#handshakes = pLimit(options.handshakes ?? HANDSHAKES)
    this.#question = pLimit(options.questions ?? 1)
    this.#options = {
      ...options,
      confirmHostKey: this.#oneByOne(options.confirmHostKey),
      askPassword: this.#oneByOne(options.askPassword),
      askPassphrase: this.#oneByOne(options.askPassphrase),
    }
  }

  /**
   * The machine's transport, connected. The same one however often it is asked for. A machine that could not be reached
   * is tried anew when asked for again; one that refused the login is not, because sshd locks out who insists.
   */
  connect(machine: MachineName, target: SshTarget): Promise<Transport> {
    return this.#transports.get(machine) ?? this.#begin(machine, target, false)
  }

  /** Makes a lost connection again, and asks nobody anything: what would need an answer rejects, and may be tried again. */
  async recover(machine: MachineName, target: SshTarget): Promise<void> {
    const existing = this.#transports.get(machine)
    if (existing === undefined) await this.#begin(machine, target, true)
    else await (await existing).recover()
  }

  /** Closes a machine's connection, if it has one, so that the next use begins anew; a refused login is tried again then. */
  async forget(machine: MachineName): Promise<void> {
    const transport = this.#transports.get(machine)
    this.#transports.delete(machine)
    for (const [key, jump] of this.#jumps) jump.catch(() => this.#dropJump(key, jump))
    await transport?.then(
      (open) => open[Symbol.asyncDispose](),
      () => undefined,
    )
  }

  /** Gives up what is still being connected, and closes the rest in good order. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort()
    const transports = await Promise.allSettled(this.#transports.values())
    await Promise.all(
      transports.map((one) => (one.status === 'fulfilled' ? one.value[Symbol.asyncDispose]() : undefined)),
    )
    await Promise.all([...this.#connections].map((connection) => connection.close()))
  }

  #begin(machine: MachineName, target: SshTarget, alone: boolean): Promise<SshTransport> {
    const open = (password: Secret | undefined, isAlone: boolean) =>
      this.#open({ machine, target, alone: isAlone, password, path: [] })
    const transport = this.#optionsOf(machine, false).then((options) =>
      SshTransport.open(machine, options, open, alone),
    )
    this.#transports.set(machine, transport)
    transport.catch((error: unknown) => {
      const isOver = alone || isUnreachable(error)
      if (isOver && this.#transports.get(machine) === transport) this.#transports.delete(machine)
    })
    return transport
  }

  async #optionsOf(machine: MachineName, alone: boolean): Promise<SshOptions> {
    return { ...(alone ? { ...this.#options, ...NO_QUESTIONS } : this.#options), ...(await this.#own(machine)) }
  }

  #dropJump(key: string, jump: Promise<SshConnection>): void {
    if (this.#jumps.get(key) === jump) this.#jumps.delete(key)
  }

  async #open(way: Way): Promise<Opened> {
    const { machine, path } = way
    const options = await this.#optionsOf(machine, way.alone)
    const target = await resolveTarget(way.target, options)
    const place = { machine, host: target.host, port: target.port, user: target.user }
    const name = `${place.user}@${place.host}:${place.port}`
    if (path.includes(name)) throw circle(machine, [...path, name])
    const timeout = options.connectTimeout ?? CONNECT_TIMEOUT
    const { signal } = this.#over
    let password = way.password
    const givePassword = async () => {
      const { user, host } = place
      password ??= options.password ?? (await options.askPassword?.({ machine, user, host, purpose: 'login' }))
      return password
    }
    // The jump host comes first: a handshake that waits for another must not hold a place.
    const via = await this.#through(target, [...path, name], way.alone)
    return this.#handshakes(async () => {
      const stream = async (): Promise<Duplex> => {
        if (target.proxyCommand !== undefined) return openProxy(place, target.proxyCommand, signal)
        if (via === undefined) return openSocket(place, timeout, signal)
        const forwarded = await via.forward(place.host, place.port)
        if (forwarded === undefined) throw lostConnection(via.machine)
        return forwarded
      }
      const request = { place, target, options, timeout, password: givePassword, signal }
      const { client, socket } = await handshake(stream, request)
      const connection = new SshConnection(machine, client, socket)
      this.#connections.add(connection)
      connection.gone.then(() => this.#connections.delete(connection))
      if (password !== undefined) options.onProved?.(password)
      return { connection, place, password }
    })
  }

  /** The last machine of a ProxyJump chain; each is reached through the one before it. */
  async #through(target: ResolvedTarget, path: readonly string[], alone: boolean): Promise<SshConnection | undefined> {
    const last = target.jumps.at(-1)
    if (last === undefined) return undefined
    const before = target.jumps.slice(0, -1).map(written).join(',')
    const jump = before === '' ? last : { ...last, jump: before }
    const key = JSON.stringify(jump)
    const existing = this.#jumps.get(key)
    if (existing !== undefined && !(await existing).ended) return existing
    const renewed = this.#jumps.get(key)
    if (renewed !== existing) return renewed
    // A jump host is a machine of its own: it is never shown the password of the one behind it.
    const opened = this.#open({ machine: last.host, target: jump, alone, path }).then(({ connection }) => connection)
    this.#jumps.set(key, opened)
    // A refused login stays refused for everybody behind this host; one that was off may have come back.
    opened.catch((error: unknown) => {
      if (alone || isUnreachable(error)) this.#dropJump(key, opened)
    })
    return opened
  }

  #oneByOne<Q, A>(ask: ((question: Q) => Promise<A>) | undefined): ((question: Q) => Promise<A>) | undefined {
    return ask === undefined ? undefined : (question) => this.#question(() => ask(question))
  }
}

/** One machine alone; disposing of the transport closes its connection and those on the way. */
export async function connect(machine: MachineName, target: SshTarget, options: SshOptions = {}): Promise<Transport> {
  const pool = new SshPool(options)
  const transport = await pool.connect(machine, target)
  return {
    machine,
    exec: (command, how) => transport.exec(command, how),
    put: (path, content, meta, how) => transport.put(path, content, meta, how),
    get: (path) => transport.get(path),
    forward: (host, port) => transport.forward(host, port),
    get roundTrips() {
      return transport.roundTrips
    },
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  }
}

function isUnreachable(error: unknown): boolean {
  return error instanceof StacksteadError && error.data.code === 'unreachable'
}

function written({ user, host, port }: SshTarget): string {
  const name = host.includes(':') ? `[${host}]` : host
  return `${user === undefined ? '' : `${user}@`}${name}${port === undefined ? '' : `:${port}`}`
}

function circle(machine: MachineName, path: readonly string[]): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    machine,
    message: `The way to ${machine} leads in a circle: ${path.join(' → ')}.`,
    remedy: 'Correct ProxyJump in ~/.ssh/config or "jump" in cloud.yaml.',
  })
}
