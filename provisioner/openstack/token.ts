/** A token and what came with it: who it is for, until when, and the catalogue of all APIs. */
import { z } from 'zod'
import type { Fetch, FetchInit } from '../core/http.ts'
import { reveal, Secret } from '../core/secret.ts'
import { answerError, noAnswer, parsed } from './answer.ts'
import { type Credentials, DEFAULT_DOMAIN, type IdOrName, shownUser } from './credentials.ts'

/** An endpoint may be of no region (api-ref, Create endpoint: region_id). */
const endpoint = z.object({
  interface: z.string(),
  region: z
    .string()
    .nullish()
    .transform((region) => region ?? ''),
  url: z.string(),
})

const tokenAnswer = z.object({
  token: z.object({
    issued_at: z.iso.datetime({ offset: true }).optional(),
    expires_at: z.iso.datetime({ offset: true }),
    user: z.object({ id: z.string(), name: z.string() }),
    project: z.object({ id: z.string(), name: z.string() }),
    roles: z.array(z.object({ name: z.string() })).default([]),
    catalog: z
      .array(
        z.object({
          type: z.string(),
          name: z.string().default(''),
          endpoints: z.array(endpoint),
        }),
      )
      .default([]),
  }),
})

export interface Token {
  readonly secret: Secret
  /** ISO 8601, by Keystone's clock. */
  readonly issuedAt?: string
  /** Milliseconds since the epoch by this computer's clock, which may be hours from Keystone's. */
  readonly expiresAt: number
  readonly user: { readonly id: string; readonly name: string }
  readonly project: { readonly id: string; readonly name: string }
  readonly roles: readonly string[]
  readonly catalog: readonly Service[]
}

export interface Service {
  readonly type: string
  readonly name: string
  /** Those of no region have an empty one. */
  readonly endpoints: readonly { readonly interface: string; readonly region: string; readonly url: string }[]
}

/** Asks keystone for a token. Rejects with `authentication` for wrong credentials, `unreachable` where nothing answers. */
export async function fetchToken(fetch: Fetch, credentials: Credentials, signal?: AbortSignal): Promise<Token> {
  const { authUrl } = credentials
  const attempted = `Logging in to the cloud as ${shownUser(credentials)}`
  const init: FetchInit = {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ auth: proof(credentials) }),
    ...(signal === undefined ? {} : { signal }),
  }
  const answer = await fetch(`${authUrl.replace(/\/$/, '')}/auth/tokens`, init).catch((error: unknown) => {
    throw noAnswer(attempted, authUrl, error, signal)
  })
  const text = await answer.text()
  if (answer.status !== 201) throw answerError(attempted, answer.status, text)
  const { token } = parsed(attempted, tokenAnswer, text)
  return {
    secret: new Secret(answer.headers.get('x-subject-token') ?? ''),
    ...(token.issued_at === undefined ? {} : { issuedAt: token.issued_at }),
    expiresAt: endOf(token),
    user: token.user,
    project: token.project,
    roles: token.roles.map((role) => role.name),
    catalog: token.catalog,
  }
}

/** So long from now as Keystone gave it for, where it says when that began. */
function endOf({ expires_at, issued_at }: z.output<typeof tokenAnswer>['token']): number {
  const end = Date.parse(expires_at)
  return issued_at === undefined ? end : Date.now() + end - Date.parse(issued_at)
}

/** What Keystone wants to know (api-ref, Password authentication with scoped authorization; with an application credential). */
function proof(credentials: Credentials): object {
  if (credentials.kind === 'password') {
    const { password, project, projectDomain, projectId, user, userDomain, userId } = credentials
    return {
      identity: {
        methods: ['password'],
        password: { user: { ...named(user, userId, userDomain), password: reveal(password) } },
      },
      scope: { project: named(project, projectId, projectDomain) },
    }
  }
  const { credential, secret } = credentials
  const who =
    'id' in credential
      ? { id: credential.id }
      : { name: credential.name, user: { ...credential.user, ...domainOf(credential) } }
  // It belongs to one project; a scope would be refused.
  return {
    identity: { methods: ['application_credential'], application_credential: { ...who, secret: reveal(secret) } },
  }
}

/** An id is unique by itself; a name is so within its domain. */
function named(name: string, id: string | undefined, domain: IdOrName = DEFAULT_DOMAIN): object {
  return id === undefined ? { name, domain } : { id }
}

function domainOf({ user, userDomain }: { readonly user: IdOrName; readonly userDomain?: IdOrName }): object {
  return 'id' in user ? {} : { domain: userDomain ?? DEFAULT_DOMAIN }
}
