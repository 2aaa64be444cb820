/** Proof that the screen of an instance can be opened: its noVNC page answers and the first bytes of RFB arrive. */
import type { CloudTunnel } from '../cloudFetch.ts'
import { notPassedOn, openScreen } from '../screen.ts'

/** Milliseconds. */
const PATIENCE = 20_000

export async function proveScreen(tunnel: CloudTunnel, url: string): Promise<{ readonly saw: string }> {
  const { host, pathname } = new URL(url)
  const page = await tunnel.fetch(url, { signal: AbortSignal.timeout(PATIENCE) })
  if (page.status !== 200) throw notPassedOn(`${host}${pathname} answered with status ${page.status}`)
  const stream = await openScreen(tunnel, url)
  const timer = setTimeout(() => stream.destroy(), PATIENCE)
  try {
    const greeting = await untilGreeting(stream)
    if (greeting === undefined) throw notPassedOn('the proxy did not pass on the screen')
    return { saw: `noVNC on ${host}, ${greeting}` }
  } finally {
    clearTimeout(timer)
    stream.destroy()
  }
}

/** The server's first message, "RFB 003.008" (RFC 6143, section 7.1.1). */
async function untilGreeting(stream: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  let seen = ''
  try {
    for await (const chunk of stream) {
      seen += Buffer.from(chunk).toString('latin1')
      const greeting = /RFB \d{3}\.\d{3}/.exec(seen)?.[0]
      if (greeting !== undefined) return greeting
    }
  } catch {
    // A connection that breaks before it is no screen either.
  }
  return undefined
}
