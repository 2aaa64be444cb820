/** What goes wrong on the way to a machine, in words a person can act on. */
import { type ErrorData, StacksteadError } from '../core/errors.ts'

export interface Place {
  readonly machine: string
  readonly host: string
  readonly port: number
  readonly user: string
}

/** From an error of a TCP connection. */
export function connectError(place: Place, error: NodeJS.ErrnoException, seconds: number): StacksteadError {
  const at = `${place.host}:${place.port}`
  switch (error.code) {
    case 'ECONNREFUSED':
      return unreachable(
        place,
        `${place.machine} refused the connection on ${at}: no SSH server listens there.`,
        'Check the port, and that sshd runs on the machine ("systemctl status ssh").',
        error,
      )
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return unreachable(
        place,
        `The name "${place.host}" of ${place.machine} cannot be resolved to an address.`,
        'Check the spelling, or write the IP address instead of the name.',
        error,
      )
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return unreachable(
        place,
        `There is no route from this computer to ${place.machine} on ${at}.`,
        'Check that the machine is on, and that this computer is on the same network or has a route to it.',
        error,
      )
    case 'ETIMEDOUT':
      return noAnswer(place, seconds)
    case 'ECONNRESET':
    case 'EPIPE':
      return closedEarly(place, error)
    default:
      return unreachable(
        place,
        `${place.machine} could not be reached on ${at}: ${error.message || error.code}.`,
        'Check that the machine is on and reachable with ssh from this computer.',
        error,
      )
  }
}

export function noAnswer(place: Place, seconds: number): StacksteadError {
  return unreachable(
    place,
    `${place.machine} did not answer on ${place.host}:${place.port} within ${seconds} s.`,
    'Check that the machine is on, that the address is right and that no firewall drops port 22.',
  )
}

export function closedEarly(place: Place, cause?: Error): StacksteadError {
  return unreachable(
    place,
    `${place.machine} closed the connection on ${place.host}:${place.port} during the handshake.`,
    'After wrong passwords sshd turns this computer away for a while (PerSourcePenalties): wait a minute. Otherwise look at "journalctl -u ssh" there.',
    cause,
  )
}

/** All connections are being closed before this one was made. */
export function givenUp({ machine }: Place): StacksteadError {
  return new StacksteadError({ code: 'cancelled', machine, message: `Connecting to ${machine} was given up.` })
}

/** The connection ended while it was in use. */
export function lostConnection(machine: string, cause?: Error): StacksteadError {
  return new StacksteadError(
    {
      code: 'unreachable',
      machine,
      message: `The connection to ${machine} was lost.`,
      remedy: 'Check that the machine is on and run again: what is done stays done.',
    },
    { cause },
  )
}

/** Every credential was refused. `tried` names them in order. */
export function refusedLogin(place: Place, tried: readonly string[], accepted: readonly string[]): StacksteadError {
  const what = tried.length === 0 ? 'no key, agent or password was at hand' : `tried: ${tried.join(', ')}`
  return new StacksteadError({
    code: 'authentication',
    machine: place.machine,
    message: `${place.machine} refused the login of ${place.user} on ${place.host}:${place.port} (${what}).`,
    ...(accepted.length === 0 ? {} : { detail: `The server accepts: ${accepted.join(', ')}.` }),
    remedy: tried.some((one) => one.startsWith('password'))
      ? 'Check user and password. It was tried once and is not tried again by itself.'
      : 'Name the right user and key, load the key into ssh-agent, or give a password.',
  })
}

function unreachable({ machine }: Place, message: string, remedy: string, cause?: Error): StacksteadError {
  const data: ErrorData = { code: 'unreachable', machine, message, remedy }
  return new StacksteadError(data, { cause })
}
