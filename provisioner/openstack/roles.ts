/** Roles: what a user may do in a project. Keystone brings admin, manager, member and reader. */
import { z } from 'zod'
import type { Session } from './session.ts'

const role = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullish(),
    domain_id: z.string().nullish(),
  })
  .transform(({ description, domain_id, ...row }) => ({
    ...row,
    description: description ?? '',
    /** Of one domain only; absent: of the whole cloud. */
    domainId: domain_id ?? undefined,
  }))

export type Role = z.output<typeof role>

export function roles(session: Session) {
  return {
    list: (): Promise<Role[]> =>
      session.list(
        { service: 'identity', method: 'GET', path: '/v3/roles', attempted: 'Listing the roles' },
        'roles',
        role,
      ),
  }
}
