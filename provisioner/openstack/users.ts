/** Users: who may log in to the cloud. */
import { z } from 'zod'
import { path } from '../actions/apiCall.ts'
import { moment } from './moment.ts'
import type { Session } from './session.ts'

const user = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullish(),
    email: z.string().nullish(),
    enabled: z.boolean(),
    domain_id: z.string(),
    default_project_id: z.string().nullish(),
    password_expires_at: moment.nullish(),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    description: row.description ?? '',
    email: row.email ?? undefined,
    isEnabled: row.enabled,
    domainId: row.domain_id,
    defaultProjectId: row.default_project_id ?? undefined,
    /** Absent: never. */
    passwordExpiresAt: row.password_expires_at ?? undefined,
  }))

export type User = z.output<typeof user>

const IDENTITY = { service: 'identity', method: 'GET' } as const

export function users(session: Session) {
  return {
    list: (): Promise<User[]> =>
      session.list({ ...IDENTITY, path: '/v3/users', attempted: 'Listing the users' }, 'users', user),
    get: (id: string): Promise<User | undefined> =>
      session.find(
        { ...IDENTITY, path: path`/v3/users/${id}`, attempted: `Reading the user ${id}` },
        z.object({ user }).transform((body) => body.user),
      ),
  }
}
