/** Every request is looked at here first: which name it came by, from which page, and whose it is. */
import type { IncomingMessage } from 'node:http'
import type { Sessions } from './sessions.ts'

export interface Refusal {
  readonly status: 400 | 403
  readonly reason: string
}

export interface Guard {
  /** The name of the cookie; the port is in it, because cookies do not know ports. */
  readonly cookie: string
  /** By our own name and from our own page: other names end here even if they lead to this computer. */
  place(request: IncomingMessage): Refusal | undefined
  /** Whether it brings the cookie of a session. */
  known(request: IncomingMessage): boolean
}

export function guard(port: number, sessions: Sessions): Guard {
  const hosts = ['127.0.0.1', 'localhost'].map((name) => (port === 80 ? name : `${name}:${port}`))
  const cookie = `stackstead-${port}`
  return {
    cookie,
    place({ headers, url }) {
      if (headers.host === undefined || !hosts.includes(headers.host)) {
        return { status: 403, reason: 'This address does not belong to Stackstead.' }
      }
      if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) {
        return { status: 403, reason: 'Another page may not use Stackstead.' }
      }
      return url?.startsWith('/') ? undefined : { status: 400, reason: 'That is no address of this app.' }
    },
    known: ({ headers }) => cookies(headers.cookie, cookie).some((value) => sessions.knows(value)),
  }
}

function cookies(header: string | undefined, name: string): string[] {
  return (header ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=')
    return at > 0 && pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : []
  })
}
