/** Keystone for tests of the window: projects, users, roles and who has them where, application credentials with their secrets. */
import { randomUUID } from 'node:crypto'
import type { Asked, Reply, Stand } from './fakeCloud.ts'
import { type Row, recordedRow } from './recordedRow.ts'

export interface FakeKeystone {
  readonly projects: Row[]
  readonly users: Row[]
  readonly roles: Row[]
  /** Ids: of the project, the user and the role. */
  readonly assignments: { readonly project: string; readonly user: string; readonly role: string }[]
  /** Of whoever asks. */
  readonly credentials: Row[]
  /** What a new application credential is told once. */
  readonly secret: string
  readonly stand: Stand
  add(kind: 'projects' | 'users', fields: Row & { readonly id: string }): void
}

const NO_CONTENT = { status: 204 }
const KEYS = { projects: 'project', users: 'user' } as const

/** @param isAdmin whether an administrator asks: others see neither users nor what is not theirs */
export function fakeKeystone(isAdmin: (asked: Asked) => boolean): FakeKeystone {
  const { links: _of, ...project } = recordedRow('identity/lists', 'GET /v3/projects', 'projects')
  const { links: _its, ...user } = recordedRow('identity/lists', 'GET /v3/users', 'users')
  const world: Omit<FakeKeystone, 'stand' | 'add'> = {
    projects: [{ ...project, id: 'p1', name: 'admin' }],
    users: [{ ...user, id: 'u1', name: 'admin' }],
    roles: ['admin', 'member', 'reader'].map((name) => ({ id: `r-${name}`, name, domain_id: null, description: null })),
    assignments: [{ project: 'p1', user: 'u1', role: 'r-admin' }],
    credentials: [],
    secret: 'told-only-once',
  }
  const shapes = { projects: project, users: { ...user, description: '' } }
  const add: FakeKeystone['add'] = (kind, fields) =>
    void world[kind].push({ ...shapes[kind], description: '', ...fields })
  const named = (rows: readonly Row[], id: string): Row => ({ id, name: rows.find((one) => one.id === id)?.name ?? '' })

  const assigned = (): Row[] =>
    world.assignments.map((one) => ({
      role: named(world.roles, one.role),
      user: named(world.users, one.user),
      scope: { project: named(world.projects, one.project) },
      links: {},
    }))
  const grant = (method: string, [project = '', user = '', role = '']: readonly string[]): Reply => {
    const at = world.assignments.findIndex((one) => one.project === project && one.user === user && one.role === role)
    if (method === 'DELETE') world.assignments.splice(at, 1)
    else world.assignments.push({ project, user, role })
    return NO_CONTENT
  }
  const ofKind = ({ body, method }: Asked, kind: 'projects' | 'users', id: string | undefined): Reply => {
    const rows = world[kind]
    if (id === undefined && method === 'GET') return { body: { [kind]: rows } }
    const { password: _kept, ...sent } =
      body === '' ? {} : ((JSON.parse(body) as Record<string, Row>)[KEYS[kind]] ?? {})
    if (id === undefined) {
      add(kind, { ...sent, id: randomUUID() })
      return { status: 201, body: { [KEYS[kind]]: rows.at(-1) } }
    }
    const row = rows.find((one) => one.id === id)
    if (row === undefined) return { status: 404, body: { error: { code: 404, message: `Could not find ${id}.` } } }
    if (method === 'DELETE') {
      rows.splice(rows.indexOf(row), 1)
      return NO_CONTENT
    }
    return { body: { [KEYS[kind]]: Object.assign(row, sent) } }
  }
  const ofCredentials = ({ body, method }: Asked, id: string | undefined): Reply => {
    if (method === 'GET') return { body: { application_credentials: world.credentials } }
    if (method === 'DELETE') {
      const at = world.credentials.findIndex((one) => one.id === id)
      if (at < 0) return { status: 404, body: { error: { code: 404, message: `Could not find ${id}.` } } }
      world.credentials.splice(at, 1)
      return NO_CONTENT
    }
    const { application_credential: sent } = JSON.parse(body) as { application_credential: Row }
    const row = { project_id: 'p1', roles: [{ id: 'r-admin', name: 'admin' }], ...sent, id: randomUUID() }
    world.credentials.push(row)
    return { status: 201, body: { application_credential: { ...row, secret: world.secret } } }
  }
  return Object.assign(world, {
    add,
    stand: (asked: Asked): Reply | undefined => {
      const path = asked.path.split('?', 1)[0] ?? ''
      if (!path.startsWith('/v3/')) return undefined
      const [, ...granted] = /^\/v3\/projects\/([^/]+)\/users\/([^/]+)\/roles\/([^/]+)$/.exec(path) ?? []
      if (path === '/v3/auth/projects')
        return { body: { projects: isAdmin(asked) ? world.projects : world.projects.slice(0, 1) } }
      const [, own] = /^\/v3\/users\/[^/]+\/application_credentials(?:\/([^/]+))?$/.exec(path) ?? []
      if (/\/application_credentials/.test(path)) return ofCredentials(asked, own)
      if (!isAdmin(asked))
        return {
          status: 403,
          body: { error: { code: 403, message: 'You are not authorized to perform the requested action.' } },
        }
      if (granted.length > 0) return grant(asked.method, granted)
      if (path === '/v3/roles') return { body: { roles: world.roles } }
      if (path === '/v3/role_assignments') return { body: { role_assignments: assigned() } }
      const [, kind, id] = /^\/v3\/(projects|users)(?:\/([^/]+))?$/.exec(path) ?? []
      return kind === undefined ? undefined : ofKind(asked, kind as 'projects' | 'users', id)
    },
  })
}
