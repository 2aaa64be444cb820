/** Waiting for what an instance becomes: ACTIVE, a line on its serial console, a port that answers. */

import { StacksteadError } from '../../core/errors.ts'
import type { Duplex } from '../../core/stream.ts'
import type { Openstack } from '../../openstack/openstack.ts'
import type { Result } from '../../recipes/parts.ts'
import type { Wait } from '../../recipes/schema.ts'
import { until } from '../verify/until.ts'

export interface WaitingRoom {
  readonly os: Openstack
  /** A stream to host:port as the cloud's controller, or this computer, reaches it. */
  forward(host: string, port: number): Promise<Duplex>
  readonly signal?: AbortSignal | undefined
  /** Milliseconds between two looks. Default two seconds. */
  readonly every?: number
}

const EVERY = 2000
/** Milliseconds one attempt to connect may take. */
const CONNECT = 5000

/** Gives what the wait gives: the word behind a text on the console. */
export async function waited(room: WaitingRoom, wait: Wait, title: string): Promise<Result> {
  if ('active' in wait) return waitedActive(room, wait)
  if ('console' in wait) return waitedConsole(room, wait, title)
  return waitedPort(room, wait, title)
}

async function waitedActive(
  room: WaitingRoom,
  { active, within }: Extract<Wait, { active: unknown }>,
): Promise<Result> {
  let missing = idsIn(active)
  const look = async (): Promise<true | undefined> => {
    const looked = await Promise.all(missing.map(async (id) => ((await isActive(room.os, id)) ? [] : id)))
    missing = looked.flat()
    return missing.length === 0 ? true : undefined
  }
  if (await until(look, patience(room, within))) return {}
  throw failed(
    `${missing.length === 1 ? 'An instance is' : `${missing.length} instances are`} not ACTIVE after ${within} seconds.`,
    'Look at the row below Instances for what Nova does with it, then let the recipe go on.',
  )
}

/** One id, or the results of several parts. */
function idsIn(active: unknown): string[] {
  return [active].flat().map((one) => (typeof one === 'string' ? one : String((one as Result).id)))
}

async function isActive(os: Openstack, id: string): Promise<boolean> {
  const server = await os.servers.get(id)
  if (server === undefined) throw failed('An instance of the recipe has disappeared.')
  if (server.status === 'ERROR')
    throw failed(
      `The instance ${server.name} could not be started: ${server.fault?.message ?? 'Nova gives no reason'}.`,
    )
  return server.status === 'ACTIVE'
}

async function waitedConsole(
  room: WaitingRoom,
  { console, fails, shows, within }: Extract<Wait, { console: unknown }>,
  title: string,
): Promise<Result> {
  let output = ''
  const look = async (): Promise<Result | undefined> => {
    output = await room.os.servers.consoleOutput(console)
    const failure = fails === undefined ? undefined : lineWith(output, fails)
    if (failure !== undefined) throw notShown(`"${title}" failed in the instance: ${failure.trim()}`, output)
    return wordBehind(output, shows)
  }
  const found = await until(look, patience(room, within))
  if (found !== undefined) return found
  throw notShown(`"${title}": the console does not show ${JSON.stringify(shows)} after ${within} seconds.`, output)
}

function notShown(message: string, output: string): StacksteadError {
  return new StacksteadError({
    code: 'api',
    message,
    detail: output.trimEnd().split('\n').slice(-15).join('\n') || 'The console is empty.',
    remedy: 'Read the console for what went wrong, then let the recipe go on, or remove what it made.',
  })
}

function wordBehind(output: string, shows: string): Result | undefined {
  const line = lineWith(output, shows)
  if (line === undefined) return undefined
  return {
    word:
      line
        .slice(line.indexOf(shows) + shows.length)
        .trim()
        .split(/\s+/)[0] ?? '',
  }
}

/** Of whole lines only: what is being printed right now may lack its end. */
function lineWith(output: string, text: string): string | undefined {
  const whole = output.slice(0, output.lastIndexOf('\n') + 1)
  return whole.split('\n').find((line) => line.includes(text))
}

async function waitedPort(
  room: WaitingRoom,
  { address, port, within }: Extract<Wait, { address: unknown }>,
  title: string,
): Promise<Result> {
  const number = Number(port)
  const look = async (): Promise<true | undefined> => ((await opens(room, address, number)) ? true : undefined)
  if (await until(look, patience(room, within))) return {}
  throw failed(
    `"${title}": nothing answers on ${address} port ${number} after ${within} seconds.`,
    'Look at the console of the instance, and whether a security group lets this port through.',
  )
}

/** A refused connection and one nobody answers are the same here: not yet. */
async function opens({ forward, signal }: WaitingRoom, host: string, port: number): Promise<boolean> {
  const limit = AbortSignal.any([AbortSignal.timeout(CONNECT), ...(signal === undefined ? [] : [signal])])
  const over = new Promise<undefined>((resolve) => {
    limit.addEventListener('abort', () => resolve(undefined), { once: true })
  })
  const opening = forward(host, port).then(
    (stream) => {
      stream.on('error', () => undefined)
      stream.destroy()
      return true
    },
    () => false,
  )
  return (await Promise.race([opening, over])) ?? false
}

function patience({ every = EVERY, signal }: WaitingRoom, within: number) {
  return { every, atMost: within * 1000, signal }
}

function failed(message: string, remedy = 'Remove what the recipe made, and run it again.'): StacksteadError {
  return new StacksteadError({ code: 'api', message, remedy })
}
