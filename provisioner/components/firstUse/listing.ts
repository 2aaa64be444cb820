/** Lists of the cloud's API as facts: what was asked, and its rows once they were read and checked. */
import { z } from 'zod'
import type { Fact, Read } from '../../core/fact.ts'
import { type ApiAccess, apiState } from '../../facts/api.ts'

export interface Listing<Row> {
  readonly fact: Fact<unknown>
  of(read: Read): readonly Row[]
}

/** @param key the field of the answer that holds the rows, like "networks" */
export function listing<Row>(
  access: ApiAccess,
  at: { readonly service: string; readonly path: string; readonly key: string },
  row: z.ZodType<Row>,
): Listing<Row> {
  const fact = apiState(access, at.service, at.path)
  const answer = z.record(z.string(), z.unknown())
  return { fact, of: (read) => z.array(row).parse(answer.parse(read(fact))[at.key]) }
}

const project = z.object({ id: z.string(), name: z.string(), domain_id: z.string() })

/** The id of the project `admin`, to which everything made for first use belongs; undefined before keystone's bootstrap. */
export function adminProject(access: ApiAccess): { readonly fact: Fact<unknown>; id(read: Read): string | undefined } {
  const projects = listing(access, { service: 'identity', path: '/v3/projects', key: 'projects' }, project)
  const isAdmin = (row: z.output<typeof project>) => row.name === 'admin' && row.domain_id === 'default'
  return { fact: projects.fact, id: (read) => projects.of(read).find(isAdmin)?.id }
}
