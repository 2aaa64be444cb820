/** Who asks: a user of a project proving itself with a password, or an application credential, which says all of that itself. */
import type { Secret } from '../core/secret.ts'

/** Of what has both, one is enough. */
export type IdOrName = { readonly id: string } | { readonly name: string }

interface Place {
  /** Keystone's address, like http://10.0.0.11:5000/v3 */
  readonly authUrl: string
  /** Absent: the only one there is. */
  readonly region?: string
  /** Which of a service's addresses are used. Default: the public ones. */
  readonly interface?: 'public' | 'internal' | 'admin'
}

export interface PasswordCredentials extends Place {
  readonly kind: 'password'
  /** The name. Keystone is told the id instead, where there is one. */
  readonly user: string
  readonly userId?: string
  /** Domain of the user. Default: the domain with the id "default". */
  readonly userDomain?: IdOrName
  readonly project: string
  readonly projectId?: string
  readonly projectDomain?: IdOrName
  readonly password: Secret
}

export interface ApplicationCredentials extends Place {
  readonly kind: 'application-credential'
  /** By name, it needs to be said whose it is. */
  readonly credential:
    | { readonly id: string }
    | { readonly name: string; readonly user: IdOrName; readonly userDomain?: IdOrName }
  readonly secret: Secret
}

export type Credentials = PasswordCredentials | ApplicationCredentials

/** Where nothing else is said: Keystone's first domain. */
export const DEFAULT_DOMAIN: IdOrName = { id: 'default' }

/** Who it is, in words: "admin", "the application credential backup". */
export function shownUser(credentials: Credentials): string {
  if (credentials.kind === 'password') return credentials.user
  const { credential } = credentials
  return `the application credential ${'name' in credential ? credential.name : credential.id}`
}
