/** HTTP straight from this computer: to clouds that are not reached through ssh, each with the certificates it asks for. */
import { StacksteadError } from '../core/errors.ts'
import type { Fetch } from '../core/http.ts'
import { exchange } from './httpExchange.ts'

/** An import of node:http would load Node's own fetch and WebSocket with it: 15 MB and a fifth of the whole start. */
const { Agent, request } = process.getBuiltinModule('node:http')

/** Connections to one service at a time. */
const MOST_CONNECTIONS = 6

export interface DirectFetchOptions {
  /** PEM of the authorities that are believed instead of the system's own. */
  readonly ca?: string
}

/** `fetch` for http and https addresses. Certificates are always checked. Connections are kept; `close` ends them. */
export function directFetch({ ca }: DirectFetchOptions = {}): { readonly fetch: Fetch; close(): void } {
  const https = process.getBuiltinModule('node:https')
  const kept = { keepAlive: true, maxSockets: MOST_CONNECTIONS }
  const plain = new Agent(kept)
  const secured = new https.Agent({ ...kept, minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) })
  return {
    fetch: async (url, init) => {
      if (url.startsWith('https://')) return exchange(https.request, secured, url, init).catch(told)
      if (url.startsWith('http://')) return exchange(request, plain, url, init)
      throw new StacksteadError({ code: 'internal', message: `${url} is no address of the web.` })
    },
    close: () => {
      plain.destroy()
      secured.destroy()
    },
  }
}

/** What OpenSSL says of certificates, in words (Node's documentation, X509 certificate error codes). */
const CERTIFICATES: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it signed its certificate itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'nobody known vouches for its certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'nobody known vouches for its certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'nobody known vouches for its certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
}

function told(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const words = CERTIFICATES[code]
  if (words === undefined) throw error
  throw new StacksteadError(
    {
      code: 'host-key',
      message: `The server is not believed: ${words}.`,
      detail: error instanceof Error ? error.message : code,
      remedy: 'If the cloud has an authority of its own, name its certificate with "cacert" in clouds.yaml.',
    },
    { cause: error },
  )
}
