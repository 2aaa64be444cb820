/** What actions of Keystone share. */
import { z } from 'zod'
import type { Request } from './action.ts'
import { given } from './words.ts'

export const IDENTITY = { service: 'identity' } as const

/** Keystone's domain that always is; its id is not a UUID. */
export const DEFAULT_DOMAIN = 'default'

/** A body wrapped in the resource's name, without the fields that are not given. */
export function wrapped(key: string, fields: Readonly<Record<string, unknown>>): Pick<Request, 'body'> {
  return { body: { [key]: given(fields) } }
}

/** The id in the answer to a creation. */
export function made(key: string): z.ZodType<string> {
  return z
    .looseObject({ [key]: z.object({ id: z.string() }) })
    .transform((body) => (body as Record<string, { readonly id: string }>)[key]?.id ?? '')
}
