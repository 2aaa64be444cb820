/** An authenticated connection: processes and forwarded streams on it, and the watch that notices a dead peer. */
import { constants } from 'node:os'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import pLimit from 'p-limit'
import { StacksteadError } from '../core/errors.ts'
import type { Shell, TerminalSize } from '../core/machine.ts'
import type { Secret } from '../core/secret.ts'
import type { Process } from './process.ts'
import { lostConnection, type Place } from './sshErrors.ts'
import type { Client, ClientChannel } from './sshLibrary.ts'
import { sshShell } from './sshShell.ts'

/** sshd allows 10 sessions on a connection (MaxSessions); two are left for stopping commands. */
const CHANNELS = 8

/** Terminals on one connection; what is left of its sessions is for commands. */
const SHELLS = 6

/** What programs in a terminal take it for; xterm.js is one. */
const TERMINAL = 'xterm-256color'

/** Seconds without a single byte after which the peer counts as dead; keepalive answers come every 3 s. */
const SILENCE = 13

/** A refused channel is asked for again so often when nothing else runs: 100, 200, 400 … ms apart. */
const ATTEMPTS_ALONE = 5

/** A connection, where it leads, and the login password it took, if it took one. */
export interface Opened {
  readonly connection: SshConnection
  readonly place: Place
  readonly password: Secret | undefined
}

export class SshConnection {
  readonly machine: string
  /** Resolves when the connection is gone, for whatever reason. */
  readonly gone: Promise<void>
  #client: Client
  #slots = pLimit(CHANNELS)
  #running = new Set<Promise<void>>()
  /** Sessions the server allows beside those for stopping commands, as far as it has shown. */
  #allowed = CHANNELS
  #shells = 0
  #ended = false
  #cause: Error | undefined

  constructor(machine: string, client: Client, socket: Duplex) {
    this.machine = machine
    this.#client = client
    const gone = Promise.withResolvers<void>()
    this.gone = gone.promise
    const stopWatch = watch(socket, () => {
      this.#cause = new Error(`no answer for ${SILENCE} s`)
      socket.destroy()
    })
    client.on('error', (error) => {
      this.#cause ??= error
    })
    client.once('close', () => {
      this.#ended = true
      stopWatch()
      gone.resolve()
    })
  }

  get ended(): boolean {
    return this.#ended
  }

  /**
   * Waits for a free channel; the channel is free again when the process has ended. Undefined means that the connection
   * was gone before the machine was asked for anything.
   */
  start(text: string): Promise<Process | undefined> {
    const started = Promise.withResolvers<Process | undefined>()
    this.#slots(async () => {
      const process = await this.#startPatiently(text)
      started.resolve(process)
      await process?.status.then(ignore, ignore)
    }).catch(started.reject)
    return started.promise
  }

  startNow(text: string): Promise<Process | undefined> {
    return this.#open(
      (client, done) => client.exec(text, done),
      (channel) => this.#process(channel),
    )
  }

  /** A server with a smaller MaxSessions refuses: from then on so many run at once as it has shown to allow. */
  async #startPatiently(text: string): Promise<Process | undefined> {
    for (let alone = 0; ; ) {
      try {
        return await this.startNow(text)
      } catch (error) {
        if (this.#ended) throw error
        if (this.#running.size === 0) {
          // The server may not have counted the sessions down yet that have just ended here.
          alone += 1
          if (alone > ATTEMPTS_ALONE) throw error
          await delay(50 * 2 ** alone)
        } else {
          this.#allowed = this.#running.size + this.#shells
          this.#share()
          await Promise.race(this.#running)
        }
      }
    }
  }

  /** A terminal is open for long: it takes no turn among the commands, but leaves fewer sessions for them. */
  async shell({ columns, rows }: TerminalSize): Promise<Shell | undefined> {
    if (this.#shells >= SHELLS) throw tooManyShells(this.machine)
    this.#shells += 1
    this.#share()
    const leave = (): void => {
      this.#shells -= 1
      this.#share()
    }
    try {
      const shell = await this.#open(
        (client, done) => client.shell({ term: TERMINAL, cols: columns, rows, width: 0, height: 0 }, done),
        (channel) => sshShell(this.machine, channel, () => this.#cause),
      )
      if (shell === undefined) leave()
      else shell.ended.then(leave, leave)
      return shell
    } catch (error) {
      leave()
      throw error
    }
  }

  #share(): void {
    this.#slots.concurrency = Math.max(1, this.#allowed - this.#shells)
  }

  forward(host: string, port: number): Promise<ClientChannel | undefined> {
    return this.#open(
      (client, done) => client.forwardOut('127.0.0.1', 0, host, port, done),
      (channel) => channel,
    )
  }

  /** Says goodbye and waits until the other side has heard it, at most a second. */
  async close(): Promise<void> {
    if (this.#ended) return
    this.#client.end()
    const timer = setTimeout(() => this.#client.destroy(), 1_000)
    await this.gone
    clearTimeout(timer)
  }

  async #open<T>(open: OpenChannel, taken: (channel: ClientChannel) => T): Promise<T | undefined> {
    try {
      return await this.#openOnce(open, taken)
    } catch (error) {
      if (isOver(error)) return undefined
      throw this.#ended ? lostConnection(this.machine, this.#cause) : this.#refused(error)
    }
  }

  /** `taken` runs before the next packet is looked at: an exit status that comes in the same breath is not missed. */
  #openOnce<T>(open: OpenChannel, taken: (channel: ClientChannel) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      open(this.#client, (error, channel) => (error ? reject(error) : resolve(taken(channel))))
    })
  }

  #refused(cause: unknown): StacksteadError {
    const said = cause instanceof Error ? cause.message : String(cause)
    return new StacksteadError(
      {
        code: 'unreachable',
        machine: this.machine,
        message: `${this.machine} did not open a channel: ${said.replace('(SSH) ', '')}.`,
        remedy: 'Look at "journalctl -u ssh" on the machine.',
      },
      { cause },
    )
  }

  #process(channel: ClientChannel): Process {
    const status = Promise.withResolvers<number>()
    let code: number | undefined
    channel.on('exit', (exit: number | null, signal?: string) => {
      code = exit ?? 128 + (constants.signals[signal as NodeJS.Signals] ?? 0)
    })
    const errorsRead = new Promise<void>((resolve) => channel.stderr.once('end', resolve))
    channel.once('close', async () => {
      await errorsRead
      if (code === undefined) status.reject(lostConnection(this.machine, this.#cause))
      else status.resolve(code)
    })
    channel.on('error', (error: Error) => status.reject(lostConnection(this.machine, error)))
    const close = () => {
      channel.close()
      status.reject(lostConnection(this.machine))
    }
    const ended = status.promise.then(ignore, ignore)
    this.#running.add(ended)
    ended.then(() => this.#running.delete(ended))
    return { stdin: channel, stdout: channel, stderr: channel.stderr, status: status.promise, close }
  }
}

function ignore(): void {}

function tooManyShells(machine: string): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    machine,
    message: `${machine} has ${SHELLS} terminals open already.`,
    remedy: 'Close one of them first.',
  })
}

type OpenChannel = (client: Client, done: (error: Error | undefined, channel: ClientChannel) => void) => void

/** What ssh2 says when the connection went before a channel was open, so that no command can have been started. */
function isOver(error: unknown): boolean {
  return error instanceof Error && /^(Not connected|No response from server)$/.test(error.message)
}

/** Counts silent seconds rather than reading the clock, so that a computer that was asleep or busy is not taken for a dead peer. */
function watch(socket: Duplex, onDead: () => void): () => void {
  let silent = 0
  socket.on('data', () => {
    silent = 0
  })
  const timer = setInterval(() => {
    silent += 1
    if (silent >= SILENCE) {
      clearInterval(timer)
      onDead()
    }
  }, 1_000)
  return () => clearInterval(timer)
}
