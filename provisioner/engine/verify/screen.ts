/** Proof that the screen of an instance can be opened: its noVNC page answers and the first bytes of RFB arrive. */
import { randomBytes } from 'node:crypto'
import { StacksteadError } from '../../core/errors.ts'
import type { Duplex } from '../../core/stream.ts'
import type { CloudTunnel } from '../cloudFetch.ts'

/** Milliseconds. */
const PATIENCE = 20_000

export async function proveScreen(tunnel: CloudTunnel, url: string): Promise<{ readonly saw: string }> {
  const { host, hostname, pathname, port, searchParams } = new URL(url)
  const page = await tunnel.fetch(url, { signal: AbortSignal.timeout(PATIENCE) })
  if (page.status !== 200) throw broken(`${host}${pathname} answered with status ${page.status}`)
  const stream = await tunnel.forward(hostname, Number(port || 80))
  const timer = setTimeout(() => stream.destroy(), PATIENCE)
  try {
    const target = searchParams.get('path') ?? `?token=${searchParams.get('token')}`
    stream.write(upgrade(`/${target.replace(/^\//, '')}`, host))
    const greeting = await untilGreeting(stream)
    if (greeting === undefined) throw broken('the proxy did not pass on the screen')
    return { saw: `noVNC on ${host}, ${greeting}` }
  } finally {
    clearTimeout(timer)
    stream.destroy()
  }
}

/** A WebSocket handshake (RFC 6455, section 4.1). nova-novncproxy wants an Origin that is its own. */
function upgrade(path: string, host: string): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    `Origin: http://${host}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Protocol: binary',
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}

/** The server's first message, "RFB 003.008" (RFC 6143, section 7.1.1), inside the first WebSocket frame. */
async function untilGreeting(stream: Duplex): Promise<string | undefined> {
  let seen = ''
  for await (const chunk of stream) {
    seen += Buffer.from(chunk).toString('latin1')
    const greeting = /RFB \d{3}\.\d{3}/.exec(seen)?.[0]
    if (greeting !== undefined) return greeting
    if (/^HTTP\/1\.1 [345]/.test(seen)) return undefined
  }
  return undefined
}

function broken(what: string): StacksteadError {
  return new StacksteadError({
    code: 'api',
    message: `The screen could not be opened: ${what}.`,
    remedy: 'Look at /var/log/nova/nova-novncproxy.log on the machine that runs it.',
  })
}
