/** A call as HTTP: its address, its headers, its body. */
import type { ApiCall } from '../actions/apiCall.ts'
import type { FetchInit } from '../core/http.ts'
import { reveal, Secret } from '../core/secret.ts'
import type { Token } from './token.ts'

export function addressOf(endpoint: string, call: Pick<ApiCall, 'path' | 'query'>): URL {
  const url = new URL(`${endpoint}${call.path}`)
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value === undefined) continue
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one))
  }
  return url
}

/** @param microversion the one the cloud agreed to */
export function requestOf(call: ApiCall, token: Token, microversion: string | undefined): FetchInit {
  const headers: Record<string, string> = { accept: 'application/json', 'x-auth-token': reveal(token.secret) }
  if (microversion !== undefined) headers['openstack-api-version'] = microversion
  if (call.data !== undefined) {
    headers['content-type'] = call.data.type
    if (call.data.length !== undefined) headers['content-length'] = String(call.data.length)
    return { method: call.method, headers, body: call.data.open() }
  }
  if (call.body === undefined) return { method: call.method, headers }
  headers['content-type'] = 'application/json'
  return { method: call.method, headers, body: withSecrets(call.body) }
}

/** JSON in which secrets stand as they are; for the service only. */
function withSecrets(body: unknown): string {
  // A Secret prints itself masked before a replacer sees it; what it is, only its holder still tells.
  return JSON.stringify(body, function (this: Readonly<Record<string, unknown>>, key: string, value: unknown) {
    const given = this[key]
    return given instanceof Secret ? reveal(given) : value
  })
}
