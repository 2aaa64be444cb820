/** Projects: whose things are whose. And domains, which hold projects and users. */
import { z } from 'zod'
import { path } from '../actions/apiCall.ts'
import type { Session } from './session.ts'

const project = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullish(),
    enabled: z.boolean(),
    domain_id: z.string(),
    parent_id: z.string().nullish(),
    tags: z.array(z.string()).default([]),
  })
  .transform(({ description, domain_id, enabled, parent_id, ...row }) => ({
    ...row,
    description: description ?? '',
    isEnabled: enabled,
    domainId: domain_id,
    parentId: parent_id ?? undefined,
  }))

export type Project = z.output<typeof project>

const domain = z
  .object({ id: z.string(), name: z.string(), description: z.string().nullish(), enabled: z.boolean() })
  .transform(({ description, enabled, ...row }) => ({ ...row, description: description ?? '', isEnabled: enabled }))

export type Domain = z.output<typeof domain>

const IDENTITY = { service: 'identity', method: 'GET' } as const

export function projects(session: Session) {
  return {
    /** Of all domains; Keystone lets administrators only. */
    list: (): Promise<Project[]> =>
      session.list({ ...IDENTITY, path: '/v3/projects', attempted: 'Listing the projects' }, 'projects', project),
    /** Those the user has a role in: for everybody (api-ref, Get available project scopes). */
    mine: (): Promise<Project[]> =>
      session.list({ ...IDENTITY, path: '/v3/auth/projects', attempted: 'Listing your projects' }, 'projects', project),
    get: (id: string): Promise<Project | undefined> =>
      session.find(
        { ...IDENTITY, path: path`/v3/projects/${id}`, attempted: `Reading the project ${id}` },
        z.object({ project }).transform((body) => body.project),
      ),
    domains: (): Promise<Domain[]> =>
      session.list({ ...IDENTITY, path: '/v3/domains', attempted: 'Listing the domains' }, 'domains', domain),
  }
}
