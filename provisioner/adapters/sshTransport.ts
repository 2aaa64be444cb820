/** The Transport of a machine over ssh: survives the loss of its connection, but never repeats a command by itself. */
import type { Command, ExecResult } from '../core/command.ts'
import { StacksteadError } from '../core/errors.ts'
import type { ExecOptions, FileMeta, MachineName, Shell, TerminalSize, Transport } from '../core/machine.ts'
import type { Secret } from '../core/secret.ts'
import type { Duplex } from '../core/stream.ts'
import { type CommandRunner, commandRunner } from './commandRunner.ts'
import { decoded } from './process.ts'
import { getFile, putFile } from './remoteFile.ts'
import type { Opened, SshConnection } from './sshConnection.ts'
import { lostConnection } from './sshErrors.ts'
import type { SshOptions } from './sshOptions.ts'

/** `alone`: nobody is there to be asked. */
type Open = (password: Secret | undefined, alone: boolean) => Promise<Opened>

export class SshTransport implements Transport {
  readonly machine: MachineName
  roundTrips = 0
  #options: SshOptions
  #open: Open
  #opened: Promise<Opened> | undefined
  /** An attempt nobody can be asked in: whoever may be asked waits for it, then tries for himself. */
  #recovering: Promise<void> | undefined
  #last: Opened | undefined
  /** A refused login or host key is final: trying again would lock this computer out. */
  #refusal: StacksteadError | undefined
  #disposed = false
  #run: CommandRunner

  private constructor(machine: MachineName, options: SshOptions, open: Open) {
    this.machine = machine
    this.#options = options
    this.#open = open
    this.#run = commandRunner({
      machine,
      start: (text, guard) => {
        this.roundTrips += 1
        return this.#on((connection) => {
          guard?.()
          return connection.start(text)
        })
      },
      startNow: (text) => this.#on((connection) => connection.startNow(text)),
      knownPassword: () => options.sudoPassword ?? this.#last?.password,
      sudoPassword: async () => {
        const { user, host } = (await this.#established()).place
        return options.askPassword?.({ machine, user, host, purpose: 'sudo' })
      },
      onProved: options.onProved,
    })
  }

  /** Connects, or rejects saying why it cannot. */
  static async open(machine: MachineName, options: SshOptions, open: Open, alone = false): Promise<SshTransport> {
    const transport = new SshTransport(machine, options, open)
    await (alone ? transport.recover() : transport.#established())
    return transport
  }

  /**
   * Makes a lost connection again while nobody is there to be asked; nothing to do where there is one. What is refused here
   * counts for this attempt only: a person could have answered.
   */
  async recover(): Promise<void> {
    if (this.#disposed) throw closed(this.machine)
    if (this.#refusal !== undefined) throw this.#refusal
    if (this.#opened !== undefined) await this.#opened
    else {
      this.#recovering ??= this.#connectAlone().finally(() => {
        this.#recovering = undefined
      })
      await this.#recovering
    }
  }

  async exec(command: Command, options: ExecOptions = {}): Promise<ExecResult> {
    return decoded(await this.#run(command, options))
  }

  put(
    path: string,
    content: string | Uint8Array | Secret,
    meta: FileMeta,
    options: Pick<ExecOptions, 'guard'> = {},
  ): Promise<void> {
    return putFile(this.#run, this.machine, path, content, meta, options)
  }

  get(path: string): Promise<Uint8Array | undefined> {
    return getFile(this.#run, this.machine, path)
  }

  async forward(host: string, port: number): Promise<Duplex> {
    return this.#on((connection) => connection.forward(host, port))
  }

  async shell(size: TerminalSize): Promise<Shell> {
    return this.#on((connection) => connection.shell(size))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true
    const opened = await this.#opened?.catch(() => undefined)
    await opened?.connection.close()
  }

  /** On the present connection, or on a new one where that turns out to be gone before anything was asked of it. */
  async #on<T>(work: (connection: SshConnection) => Promise<T | undefined>): Promise<T> {
    const { connection } = await this.#established()
    const done = await work(connection)
    if (done !== undefined) return done
    await connection.close()
    const again = await work((await this.#established()).connection)
    if (again === undefined) throw lostConnection(this.machine)
    return again
  }

  async #established(): Promise<Opened> {
    while (this.#recovering !== undefined) await this.#recovering.catch(() => {})
    if (this.#disposed) throw closed(this.machine)
    if (this.#refusal !== undefined) throw this.#refusal
    this.#opened ??= this.#connect()
    return this.#opened
  }

  async #connect(): Promise<Opened> {
    try {
      return this.#taken(await this.#open(this.#last?.password, false))
    } catch (error) {
      this.#opened = undefined
      if (error instanceof StacksteadError && error.data.code !== 'unreachable') this.#refusal = error
      throw error
    }
  }

  async #connectAlone(): Promise<void> {
    const opened = await this.#open(this.#last?.password, true)
    if (!this.#disposed) this.#opened = Promise.resolve(this.#taken(opened))
    else {
      await opened.connection.close()
      throw closed(this.machine)
    }
  }

  #taken(opened: Opened): Opened {
    const { onConnection } = this.#options
    this.#last = opened
    opened.connection.gone.then(() => {
      this.#opened = undefined
      if (!this.#disposed) onConnection?.(this.machine, 'lost')
    })
    onConnection?.(this.machine, 'made')
    return opened
  }
}

function closed(machine: MachineName): StacksteadError {
  return new StacksteadError({ code: 'internal', machine, message: `The connection to ${machine} was already closed.` })
}
