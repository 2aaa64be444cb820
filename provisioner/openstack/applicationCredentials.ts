/** Application credentials: a way to log in as oneself to one project, that can be taken back. */
import { z } from 'zod'
import { ACTIONS, type ParsedInput, path } from '../actions/index.ts'
import { Secret } from '../core/secret.ts'
import { moment } from './moment.ts'
import type { Session } from './session.ts'

const applicationCredential = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullish(),
    project_id: z.string(),
    expires_at: moment.nullish(),
    // Keystone 2025.1 says null of one that was made without a word about it.
    unrestricted: z.boolean().nullish(),
    roles: z.array(z.object({ id: z.string(), name: z.string().default('') })).default([]),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    description: row.description ?? '',
    projectId: row.project_id,
    /** Absent: never. */
    expiresAt: row.expires_at ?? undefined,
    /** Whether it may make and delete application credentials and trusts itself. */
    isUnrestricted: row.unrestricted ?? false,
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

const created = z
  .object({ application_credential: z.object({ id: z.string(), secret: z.string() }) })
  .transform(({ application_credential: { id, secret } }) => ({ id, secret: new Secret(secret) }))

/** The new one's id, and its secret, which Keystone tells only now. */
export function createApplicationCredential(
  session: Session,
  wanted: ParsedInput<'applicationCredential.create'>,
): Promise<z.output<typeof created>> {
  const { attempted, calls } = ACTIONS['applicationCredential.create']
  const [call] = calls(wanted)
  if (call === undefined) throw new TypeError('the action sends nothing')
  return session.ask({ ...call, attempted: attempted(wanted) }, created)
}
