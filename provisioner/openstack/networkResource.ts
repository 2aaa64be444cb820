/** What all of Neutron's resources share: /v2.0/<plural>, wrapped in their own name. */
import { z } from 'zod'
import { path } from '../actions/apiCall.ts'
import type { Session } from './session.ts'

export interface NetworkResource<T> {
  /** "network", as bodies are wrapped. */
  readonly key: string
  /** "networks", as paths and listings call it. */
  readonly plural: string
  /** What a person calls one of them: "floating IP". */
  readonly title: string
  readonly schema: z.ZodType<T>
}

export type Filter = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

export function networkResource<T>(session: Session, { key, plural, schema, title }: NetworkResource<T>) {
  const NETWORK = { service: 'network' } as const
  const all = `/v2.0/${plural}`
  const of = (id: string): string => `${all}${path`/${id}`}`
  const one = z.looseObject({ [key]: schema }).transform((body) => (body as Record<string, unknown>)[key] as T)
  return {
    list: (filter: Filter = {}): Promise<T[]> =>
      session.list(
        { ...NETWORK, method: 'GET', path: all, query: filter, attempted: `Listing the ${title}s` },
        plural.replaceAll('-', '_'),
        schema,
      ),
    get: (id: string): Promise<T | undefined> =>
      session.find({ ...NETWORK, method: 'GET', path: of(id), attempted: `Reading the ${title} ${id}` }, one),
    /** The one that was just made. */
    made: async (id: string): Promise<T> =>
      session.ask({ ...NETWORK, method: 'GET', path: of(id), attempted: `Reading the new ${title}` }, one),
  }
}
