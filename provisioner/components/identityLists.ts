/** What keystone knows of users, roles, projects and the catalogue: each list asked once, however many services ask for it. */
import type { Fact, Read } from '../core/fact.ts'
import { type ApiAccess, apiState } from '../facts/api.ts'

export type Row = Readonly<Record<string, unknown>>
export const ENDPOINT_INTERFACES = ['public', 'internal', 'admin'] as const

export interface IdentityList {
  readonly fact: Fact<unknown>
  of(read: Read): Row[]
}
export type IdentityLists = ReturnType<typeof identityLists>

export function identityLists(access: ApiAccess) {
  const rows = (path: string, key: string): IdentityList => {
    const fact = apiState(access, 'identity', path)
    return { fact, of: (read) => ((read(fact) as Row | undefined)?.[key] as Row[] | undefined) ?? [] }
  }
  return {
    users: rows('/v3/users?domain_id=default', 'users'),
    roles: rows('/v3/roles', 'roles'),
    projects: rows('/v3/projects', 'projects'),
    assignments: rows('/v3/role_assignments', 'role_assignments'),
    services: rows('/v3/services', 'services'),
    endpoints: rows('/v3/endpoints', 'endpoints'),
  }
}
