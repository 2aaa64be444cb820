/** The screen of an instance as a stream of RFB (RFC 6143), by the address Nova gave for it and the way to the cloud. */
import type { Duplex as NodeDuplex } from 'node:stream'
import { webSocketStream } from '../adapters/webSocketStream.ts'
import { errorData, StacksteadError } from '../core/errors.ts'
import type { RunningCloud } from './runningCloud.ts'

/** What an address of a screen takes beside itself. */
export type ScreenWay = Pick<RunningCloud, 'forward' | 'ca'>

const REMEDY = 'Look at /var/log/nova/nova-novncproxy.log on the machine that runs it.'

/** Milliseconds. */
const PATIENCE = 20_000

/**
 * Opens it once: the token in the address is good for one connection. nova-novncproxy takes the connection before it
 * knows the token, so that only the first bytes say that there is a screen.
 * @param url of the noVNC page, as Nova tells it
 */
export async function openScreen(way: ScreenWay, url: string, signal?: AbortSignal): Promise<NodeDuplex> {
  const page = new URL(url)
  try {
    // nova-novncproxy wants an Origin that is its own.
    const { origin } = page
    return await webSocketStream(socketUrl(page), {
      ...{ ca: way.ca, forward: way.forward, origin, signal },
      patience: PATIENCE,
      protocols: ['binary'],
    })
  } catch (cause) {
    const data = errorData(cause)
    const { code, message } = data
    if (code === 'cancelled') throw cause
    if (code === 'unreachable') throw new StacksteadError({ remedy: REMEDY, ...data }, { cause })
    throw notPassedOn(`${page.host} did not pass on the screen: ${message.replace(/[.\s]+$/, '')}`, cause)
  }
}

/** Where noVNC's own page connects to: the path it was told, below the root. */
function socketUrl(page: URL): URL {
  const { searchParams } = page
  const path = searchParams.get('path') ?? `?token=${searchParams.get('token') ?? ''}`
  const url = new URL(`/${path.replace(/^\/+/, '')}`, page)
  url.protocol = page.protocol === 'https:' ? 'wss:' : 'ws:'
  return url
}

export function notPassedOn(what: string, cause?: unknown): StacksteadError {
  return new StacksteadError(
    {
      code: 'api',
      message: `The screen could not be opened: ${what}.`,
      remedy: REMEDY,
    },
    { cause },
  )
}
