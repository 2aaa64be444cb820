/** What each OpenStack service has in keystone: a user, a catalogue entry and three endpoints. */
import { createHash } from 'node:crypto'
import { machineOf } from '../config/cloud.ts'
import type { Read } from '../core/fact.ts'
import { reveal, type Secret } from '../core/secret.ts'
import type { Phase } from '../core/step.ts'
import { apiObjects, type Missing } from '../steps/apiObjects.ts'
import { adminAccess } from './addresses.ts'
import type { ComponentContext } from './component.ts'
import { ENDPOINT_INTERFACES, type IdentityLists, identityLists, type Row } from './identityLists.ts'

export interface ServiceAccount {
  /** The user and service name, like "glance"; its password is the secret `<user>/keystone`. */
  readonly user: string
  /** Service type of the catalogue, like "image" (OpenStack's service-types authority). */
  readonly type: string
  readonly title: string
  readonly url: string
}

/** One phase on keystone's machine: first what has no parents, then what needs their ids. */
export function serviceAccount(context: ComponentContext, wanted: ServiceAccount): Phase {
  const machine = machineOf(context.cloud, 'keystone').name
  const access = adminAccess(context)
  const lists = identityLists(access)
  const password = context.secrets.get(`${wanted.user}/keystone`)
  const of = (rows: Row[]): Row | undefined => rows.find((row) => row.name === wanted.user)
  const base = {
    machine,
    access,
    explains: `${wanted.title} proves itself to the others as this user and is found by this catalogue entry.`,
  }
  const account = apiObjects({
    ...base,
    id: `${wanted.user}/account@${machine}`,
    title: `Register ${wanted.user} in keystone`,
    reads: [lists.users.fact, lists.services.fact],
    subjects: [`user ${wanted.user}`, `service ${wanted.type}`],
    missing: (read) => [
      ...missingUser(of(lists.users.of(read)), wanted.user, password),
      ...(of(lists.services.of(read)) === undefined ? [newService(wanted)] : []),
    ],
  })
  const endpoints = apiObjects({
    ...base,
    id: `${wanted.user}/endpoints@${machine}`,
    title: `Grant ${wanted.user} its role and publish its endpoints`,
    reads: Object.values(lists).map((list) => list.fact),
    subjects: [
      `role service for ${wanted.user}`,
      ...ENDPOINT_INTERFACES.map((one) => `${one} endpoint of ${wanted.type}`),
    ],
    missing: (read) => [
      ...missingRoles(lists, read, of(lists.users.of(read))?.id, wanted.user),
      ...missingEndpoints(lists.endpoints.of(read), of(lists.services.of(read))?.id, wanted, context.cloud.region),
    ],
  })
  return { title: `Register ${wanted.user}`, scope: 'cloud', requires: ['keystone'], steps: [account, endpoints] }
}

/** A password cannot be read back; its fingerprint in the description tells whether it is still the one we know. */
function missingUser(found: Row | undefined, name: string, password: Secret): Missing[] {
  const fingerprint = createHash('sha256')
    .update(`${name}:${reveal(password)}`)
    .digest('hex')
    .slice(0, 12)
  const description = `Service account made by Stackstead (${fingerprint})`
  if (found?.description === description) return []
  const user = { name, domain_id: 'default', password: reveal(password), description }
  const request =
    found === undefined
      ? ({ service: 'identity', method: 'POST', path: '/v3/users', body: { user } } as const)
      : ({ service: 'identity', method: 'PATCH', path: `/v3/users/${found.id}`, body: { user } } as const)
  return [{ operation: found === undefined ? 'create' : 'update', subject: `user ${name}`, request }]
}

function newService({ user, type, title }: ServiceAccount): Missing {
  const body = { service: { name: user, type, description: title } }
  return {
    operation: 'create',
    subject: `service ${type}`,
    request: { service: 'identity', method: 'POST', path: '/v3/services', body },
  }
}

/** `service` lets a service act for users (2025.1's secure RBAC); `admin` is still needed where services call each other. */
function missingRoles(lists: IdentityLists, read: Read, user: unknown, name: string): Missing[] {
  const project = lists.projects.of(read).find((row) => row.name === 'service')?.id
  return ['service', 'admin'].flatMap((role): Missing[] => {
    const id = lists.roles.of(read).find((row) => row.name === role)?.id
    const granted = lists.assignments.of(read).some((row) => {
      const { role: r, user: u, scope } = row as { role: Row; user?: Row; scope?: { project?: Row } }
      return r.id === id && u?.id === user && scope?.project?.id === project
    })
    const path = `/v3/projects/${project}/users/${user}/roles/${id}`
    return granted
      ? []
      : [
          {
            operation: 'create',
            subject: `role ${role} for ${name}`,
            request: { service: 'identity', method: 'PUT', path },
          },
        ]
  })
}

function missingEndpoints(rows: Row[], service: unknown, { type, url }: ServiceAccount, region: string): Missing[] {
  return ENDPOINT_INTERFACES.flatMap((one): Missing[] => {
    const found = rows.find((row) => row.service_id === service && row.interface === one && row.region_id === region)
    if (found?.url === url) return []
    const body = { endpoint: { service_id: service, interface: one, region_id: region, url } }
    const subject = `${one} endpoint of ${type}`
    return [
      found === undefined
        ? {
            operation: 'create',
            subject,
            request: { service: 'identity', method: 'POST', path: '/v3/endpoints', body },
          }
        : {
            operation: 'update',
            subject,
            request: { service: 'identity', method: 'PATCH', path: `/v3/endpoints/${found.id}`, body },
          },
    ]
  })
}
