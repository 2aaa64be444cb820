/** Application credentials: a way to log in as oneself to one project, that can be taken back. */
import { z } from 'zod'
import { path } from '../actions/apiCall.ts'
import type { Session } from './session.ts'

const applicationCredential = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullish(),
    project_id: z.string(),
    expires_at: z.string().nullish(),
    unrestricted: z.boolean().default(false),
    roles: z.array(z.object({ id: z.string(), name: z.string().default('') })).default([]),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    description: row.description ?? '',
    projectId: row.project_id,
    /** UTC, without a zone written behind it; absent: never. */
    expiresAt: row.expires_at ?? undefined,
    /** Whether it may make and delete application credentials and trusts itself. */
    isUnrestricted: row.unrestricted,
    roles: row.roles,
  }))

export type ApplicationCredential = z.output<typeof applicationCredential>

export function applicationCredentials(session: Session) {
  /** Each belongs to its user; nobody but the user and administrators sees it. */
  const own = async (): Promise<string> => (await session.token()).user.id
  return {
    list: async (): Promise<ApplicationCredential[]> =>
      session.list(
        {
          service: 'identity',
          method: 'GET',
          path: path`/v3/users/${await own()}/application_credentials`,
          attempted: 'Listing your application credentials',
        },
        'application_credentials',
        applicationCredential,
      ),
  }
}
