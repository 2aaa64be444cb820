/** What actions of Neutron share: bodies wrapped in the resource's name, and the id of what was made. */
import { z } from 'zod'
import { action, type Request } from './action.ts'
import { path } from './apiCall.ts'
import { name, target } from './fields.ts'
import { called, given } from './words.ts'

const NETWORK = { service: 'network' } as const

/** Things that may have no name. */
export const nameOrNone = z.union([z.literal(''), name])

/** A resource: key of the body, name in paths, title for people, words of the command. */
export interface Kind {
  readonly key: string
  readonly plural: string
  readonly title: string
  readonly words: readonly string[]
}

/** POST /v2.0/<plural> with the fields that are given. */
export function creation({ key, plural }: Kind, fields: Readonly<Record<string, unknown>>): Request {
  return { ...NETWORK, method: 'POST', path: `/v2.0/${plural}`, body: { [key]: given(fields) } }
}

/** PUT /v2.0/<plural>/<id> with the fields that are given; the others stay as they are. */
export function change({ key, plural }: Kind, id: string, fields: Readonly<Record<string, unknown>>): Request {
  return { ...NETWORK, method: 'PUT', path: `/v2.0/${plural}${path`/${id}`}`, body: { [key]: given(fields) } }
}

/** PUT /v2.0/<plural>/<id>/<verb>, whose body is not wrapped. What is done is refused the second time (400 or 404). */
export function verb({ plural }: Kind, id: string, verb: string, body: Readonly<Record<string, unknown>>): Request {
  return { ...NETWORK, method: 'PUT', path: `/v2.0/${plural}${path`/${id}/${verb}`}`, body: given(body), once: true }
}

/** The action that deletes one. */
export function deletion({ plural, title, words }: Kind) {
  return action({
    input: target,
    attempted: (one) => `Deleting the ${title} ${called(one)}`,
    calls: ({ id }) => [{ ...NETWORK, method: 'DELETE', path: `/v2.0/${plural}${path`/${id}`}` }],
    commands: ({ id }) => [['openstack', ...words, 'delete', id]],
  })
}

/** The id in the answer to a creation. */
export function made({ key }: Kind): z.ZodType<string> {
  return z
    .looseObject({ [key]: z.object({ id: z.string() }) })
    .transform((body) => (body as Record<string, { readonly id: string }>)[key]?.id ?? '')
}
