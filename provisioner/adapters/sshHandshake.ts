/** One handshake: a byte stream to a machine becomes an authenticated ssh connection, or an error that says why not. */
import type { Duplex } from 'node:stream'
import { StacksteadError } from '../core/errors.ts'
import type { Secret } from '../core/secret.ts'
import { closedEarly, connectError, givenUp, noAnswer, type Place, refusedLogin } from './sshErrors.ts'
import { hostKeyCheck } from './sshHostKey.ts'
import { keyRing } from './sshKeys.ts'
import { type AnyAuthMethod, Client } from './sshLibrary.ts'
import { type Login, login } from './sshLogin.ts'
import type { SshOptions } from './sshOptions.ts'
import type { ResolvedTarget } from './sshTarget.ts'

/** Milliseconds between keepalive questions. */
const KEEPALIVE = 3_000

export interface Handshake {
  readonly place: Place
  readonly target: ResolvedTarget
  readonly options: SshOptions
  /** Milliseconds, not counting questions to the person. */
  readonly timeout: number
  readonly password: () => Promise<Secret | undefined>
  /** Ends the attempt. */
  readonly signal: AbortSignal
}

export interface Greeted {
  readonly client: Client
  readonly socket: Duplex
}

/**
 * Rejects with `host-key`, `authentication`, `invalid-input` (key files) or `unreachable`. The stream is opened when keys
 * and known hosts are read, and taken over at once, so that nothing it says or does is missed.
 */
export async function handshake(openStream: () => Promise<Duplex>, request: Handshake): Promise<Greeted> {
  const { place, target, options } = request
  const hostKey = await hostKeyCheck(place, target, options)
  const client = new Client()
  const ended = Promise.withResolvers<never>()
  const patience = patienceOf(request.timeout, () => ended.reject(noAnswer(place, request.timeout / 1000)))
  const fail = (error: unknown) => ended.reject(error)
  let isClosed = false
  /** A person may answer after the server has hung up; ssh2 must not be told then. */
  const stillOpen = (tell: () => void) => {
    if (!isClosed) tell()
  }
  const passphrases = (path: string) =>
    patience.asking(async () => options.askPassphrase?.({ machine: place.machine, path }))
  const keys = await keyRing(target, passphrases, options.onProved)
  const attempts = login({ user: target.user, keys, password: () => patience.asking(request.password) })
  const socket = await openStream()
  patience.start()
  const onAbort = () => fail(givenUp(place))
  request.signal.addEventListener('abort', onAbort, { once: true })
  try {
    const ready = new Promise<void>((resolve) => client.once('ready', resolve))
    client.on('error', (error) => {
      const failure = explained(error, request, attempts)
      if (failure !== undefined) fail(failure)
    })
    client.once('close', () => {
      isClosed = true
      fail(closedEarly(place))
    })
    let noted = Promise.resolve()
    client.once('handshake', () => {
      noted = hostKey.remember()
      noted.catch(fail)
    })
    client.on('change password', () => fail(expiredPassword(place)))
    client.connect({
      sock: socket,
      username: target.user,
      readyTimeout: 0,
      keepaliveInterval: KEEPALIVE,
      keepaliveCountMax: Number.MAX_SAFE_INTEGER,
      algorithms: { serverHostKey: hostKey.algorithms },
      hostVerifier: (key: Buffer, verify: (valid: boolean) => void) => {
        patience
          .asking(() => hostKey.verify(key))
          .then(
            () => stillOpen(() => verify(true)),
            (error: unknown) => {
              fail(error)
              stillOpen(() => verify(false))
            },
          )
      },
      authHandler: (left, _partial, next) => {
        const answer = next as (method: AnyAuthMethod | false) => void
        attempts.next(left).then((method) => stillOpen(() => answer(method)), fail)
      },
    })
    await Promise.race([ready, ended.promise])
    await noted
    return { client, socket }
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    patience.over()
    request.signal.removeEventListener('abort', onAbort)
  }
}

/** A timer that starts when it is told to and stands still while a person is asked. */
function patienceOf(milliseconds: number, onOver: () => void) {
  let timer: NodeJS.Timeout | undefined
  let running = false
  const start = () => {
    running = true
    timer = setTimeout(onOver, milliseconds)
  }
  return {
    start,
    over: () => {
      running = false
      clearTimeout(timer)
    },
    asking: async <T>(work: () => Promise<T>): Promise<T> => {
      clearTimeout(timer)
      try {
        return await work()
      } finally {
        if (running) start()
      }
    },
  }
}

/** Undefined for an error after which ssh2 goes on by itself: one key of several that could not sign. */
function explained(
  error: Error & { level?: string; code?: string | number },
  { place, timeout }: Handshake,
  attempts: Login,
): StacksteadError | undefined {
  if (error.level === 'agent') return undefined
  if (error instanceof StacksteadError) return error
  if (error.level === 'client-socket') return connectError(place, error as NodeJS.ErrnoException, timeout / 1000)
  if (error.level === 'client-authentication' || /too many authentication failures/i.test(error.message)) {
    return refusedLogin(place, attempts.tried(), attempts.accepted)
  }
  if (error.level === 'protocol' && /lost before handshake/.test(error.message)) return closedEarly(place, error)
  return new StacksteadError(
    {
      code: 'unreachable',
      machine: place.machine,
      message: `The handshake with ${place.machine} on ${place.host}:${place.port} failed: ${error.message}.`,
      remedy: 'Check that an SSH server of today (OpenSSH 7.2 or newer) answers on this port.',
    },
    { cause: error },
  )
}

function expiredPassword({ machine, user }: Place): StacksteadError {
  return new StacksteadError({
    code: 'authentication',
    machine,
    message: `The password of ${user} on ${machine} has expired.`,
    remedy: 'Log in once with ssh and set a new password, then try again.',
  })
}
