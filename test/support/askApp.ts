/** Asks a served app as a page would, without a browser: in by the link, then by its cookie. */
import type { Reply, RequestInput, RequestName, RequestOutput } from '../../electron/contract/index.ts'

export type AskApp = <N extends RequestName>(name: N, input: RequestInput<N>) => Promise<RequestOutput<N>>

/** @param link works once: whoever asks is the only one it lets in */
export async function askApp(link: string): Promise<AskApp> {
  const { origin } = new URL(link)
  const entered = await fetch(link, { redirect: 'manual' })
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0]
  if (cookie === undefined) throw new Error(`The app let nobody in: status ${entered.status}.`)
  return async (name, input) => {
    const answer = await fetch(new URL('/call', origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, origin },
      body: JSON.stringify({ name, input }),
    })
    const reply = (await answer.json()) as Reply<RequestOutput<typeof name>>
    if (reply.ok) return reply.value
    throw new Error(`${name}: ${reply.error.message}`)
  }
}
