/** A token and what came with it: who it is for, until when, and the catalogue of all APIs. */
import { z } from 'zod'
import type { Fetch, FetchInit } from '../core/http.ts'
import { reveal, Secret } from '../core/secret.ts'
import { answerError, noAnswer, parsed } from './answer.ts'
import type { Credentials } from './credentials.ts'

const tokenAnswer = z.object({
  token: z.object({
    expires_at: z.iso.datetime({ offset: true }),
    user: z.object({ id: z.string(), name: z.string() }),
    project: z.object({ id: z.string(), name: z.string() }),
    roles: z.array(z.object({ name: z.string() })).default([]),
    catalog: z
      .array(
        z.object({
          type: z.string(),
          name: z.string().default(''),
          endpoints: z.array(z.object({ interface: z.string(), region: z.string(), url: z.string() })),
        }),
      )
      .default([]),
  }),
})

export interface Token {
  readonly secret: Secret
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
  readonly user: { readonly id: string; readonly name: string }
  readonly project: { readonly id: string; readonly name: string }
  readonly roles: readonly string[]
  readonly catalog: readonly Service[]
}

export interface Service {
  readonly type: string
  readonly name: string
  readonly endpoints: readonly { readonly interface: string; readonly region: string; readonly url: string }[]
}

/** Asks keystone for a token. Rejects with `authentication` for wrong credentials, `unreachable` where nothing answers. */
export async function fetchToken(fetch: Fetch, credentials: Credentials, signal?: AbortSignal): Promise<Token> {
  const { authUrl, password, project, projectDomain = 'default', user, userDomain = 'default' } = credentials
  const attempted = `Logging in to the cloud as ${user}`
  const identity = {
    methods: ['password'],
    password: { user: { name: user, domain: { id: userDomain }, password: reveal(password) } },
  }
  const scope = { project: { name: project, domain: { id: projectDomain } } }
  const init: FetchInit = {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ auth: { identity, scope } }),
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
    expiresAt: Date.parse(token.expires_at),
    user: token.user,
    project: token.project,
    roles: token.roles.map((role) => role.name),
    catalog: token.catalog,
  }
}
