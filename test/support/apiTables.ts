/** The objects of a cloud as tables: steps read them as facts, and their requests change them, roughly as the APIs do. */
import type { Command } from '../../provisioner/core/command.ts'
import type { Read } from '../../provisioner/core/fact.ts'
import { reveal, Secret } from '../../provisioner/core/secret.ts'
import type { Step } from '../../provisioner/core/step.ts'
import type { ApiRequest } from '../../provisioner/facts/api.ts'

export type Row = Record<string, unknown>

export interface ApiTables {
  readonly tables: Record<string, Row[]>
  /** "METHOD service /path" of every change, in order. */
  readonly changes: string[]
  /** Subjects a step would change, without changing anything. */
  subjects(step: Step): string[]
  /** Checks, applies and checks again, as a run does; throws where the step still differs. */
  converge(steps: readonly Step[]): void
}

/** What Neutron, Nova and Glance fill in by themselves. */
const FILLED: Record<string, (row: Row) => Row> = {
  networks: (row) => ({ shared: false, 'router:external': false, project_id: 'p-admin', ...row }),
  subnets: (row) => ({ allocation_pools: [{ start: 'first', end: 'last' }], gateway_ip: 'first', ...row }),
  'security-groups': (row) => ({ project_id: 'p-admin', security_group_rules: [], ...row }),
  routers: (row) => ({ project_id: 'p-admin', ...row }),
  images: (row) => ({ status: 'queued', owner: 'p-admin', ...row }),
}

export function apiTables(): ApiTables {
  const tables: Record<string, Row[]> = {
    projects: [{ id: 'p-admin', name: 'admin', domain_id: 'default' }],
    ...{ networks: [], subnets: [], routers: [], ports: [], 'security-groups': [], images: [], flavors: [] },
    'os-keypairs': [],
  }
  const changes: string[] = []
  const table = (name = ''): Row[] => {
    const rows = tables[name]
    if (rows === undefined) throw new Error(`no table ${name}`)
    return rows
  }
  const read: Read = <A>(fact: { question: unknown }) => {
    const { request } = fact.question as { request: ApiRequest }
    return answer(table, request.path) as A
  }
  const verdictOf = (step: Step) => step.check(read)
  return {
    tables,
    changes,
    subjects: (step) => {
      const verdict = verdictOf(step)
      return verdict.state === 'change' ? verdict.changes.map((one) => `${one.operation} ${one.subject}`) : []
    },
    converge: (steps) => {
      for (const step of steps) {
        if (verdictOf(step).state === 'ok') continue
        for (const action of step.actions(read)) {
          if (action.kind !== 'run') throw new Error('a step of the API writes no files')
          for (const request of requestsOf(action.command)) {
            changes.push(`${request.method} ${request.service} ${request.path}`)
            change(table, request)
          }
        }
        const after = verdictOf(step)
        if (after.state !== 'ok') throw new Error(`${step.id}: ${JSON.stringify(after)}`)
      }
    },
  }
}

/** None for a command that calls no API (building the image). */
function requestsOf({ input }: Command): readonly ApiRequest[] {
  if (!(input instanceof Secret)) return []
  return (JSON.parse(reveal(input)) as { requests: ApiRequest[] }).requests
}

/** /v2.0/subnets/ID/action?query as ["subnets", "ID", "action"] and the query. */
function parts(path: string): { name: string; id: string | undefined; verb: string | undefined; query: Row } {
  const [place = '', query = ''] = path.split('?')
  const [name = '', id, verb] = place.split('/').filter((word) => word !== '' && !/^v[\d.]+$/.test(word))
  return { name, id: id === 'detail' ? undefined : id, verb, query: Object.fromEntries(new URLSearchParams(query)) }
}

function answer(table: (name: string) => Row[], path: string): unknown {
  const { id, name, query } = parts(path)
  if (name === 'os-keypairs') {
    const found = table(name).find((row) => row.name === id)
    return found === undefined ? undefined : { keypair: found }
  }
  const filters = Object.entries(query).filter(([key]) => key !== 'limit' && key !== 'is_public')
  const rows = table(name).filter((row) => filters.every(([key, value]) => row[key] === value))
  return { [name.replaceAll('-', '_')]: rows }
}

function change(table: (name: string) => Row[], { method, path, body, file }: ApiRequest): void {
  const { id, name, verb } = parts(path)
  if (name === 'security-group-rules') {
    const rule = inner(body)
    const [group] = table('security-groups').filter((row) => row.id === rule.security_group_id)
    const nobody = { remote_ip_prefix: null, remote_group_id: null }
    if (group === undefined) throw new Error(`there is no group ${rule.security_group_id}`)
    Object.assign(group, { security_group_rules: [...(group.security_group_rules as Row[]), { ...nobody, ...rule }] })
    return
  }
  const rows = table(name)
  const index = rows.findIndex((row) => row.id === id || (name === 'os-keypairs' && row.name === id))
  if (method === 'POST') {
    const row = name === 'images' ? (body as Row) : inner(body)
    rows.push({ id: `${name}-${rows.length}-${Math.random()}`, ...(FILLED[name]?.(row) ?? row) })
    return
  }
  const found = rows[index]
  if (found === undefined) throw new Error(`there is no ${path}`)
  if (method === 'DELETE') rows.splice(index, 1)
  else if (verb === 'add_router_interface')
    table('ports').push({ device_owner: 'network:router_interface', device_id: id, fixed_ips: [body] })
  else if (verb === 'file') Object.assign(found, { status: 'active', file })
  else Object.assign(found, inner(body))
}

/** {"network": {…}} as {…}. */
function inner(body: unknown): Row {
  return Object.values(body as Record<string, Row>)[0] ?? {}
}
