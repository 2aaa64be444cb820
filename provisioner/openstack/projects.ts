/** Projects: whose things are whose. */
import { z } from 'zod'
import type { Session } from './session.ts'

const project = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().default(''),
    enabled: z.boolean(),
    domain_id: z.string(),
  })
  .transform(({ domain_id, ...row }) => ({ ...row, domainId: domain_id }))

export type Project = z.output<typeof project>

export function projects(session: Session) {
  return {
    list: (): Promise<Project[]> =>
      session.list(
        { service: 'identity', method: 'GET', path: '/v3/projects', attempted: 'Listing the projects' },
        'projects',
        project,
      ),
  }
}
