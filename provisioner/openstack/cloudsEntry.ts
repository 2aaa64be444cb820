/** An entry of clouds.yaml: what logging in with it takes, or why Stackstead does not. Pure. */
import { Secret } from '../core/secret.ts'
import type { ApplicationCredentials, Credentials, IdOrName, PasswordCredentials } from './credentials.ts'

export type Fields = Readonly<Record<string, unknown>>

/** What logging in takes. */
export interface CloudAccess {
  readonly credentials: Credentials
  /** Path of the certificates of the authority that vouches for the cloud, as the file has it. */
  readonly caFile?: string
}

/** Why an entry is not used, as the end of a sentence. */
export class Refused extends Error {
  readonly remedy: string | undefined
  constructor(message: string, remedy?: string) {
    super(message)
    this.remedy = remedy
  }
}

/** @param auth the fields of the entry and, before them, those below "auth" */
export function accessOf(entry: Fields, auth: Fields): CloudAccess {
  refuse(entry)
  const url = text(auth, 'auth_url')
  if (url === undefined) throw new Refused('it has no auth_url')
  const region = regionOf(entry)
  const face = interfaceOf(entry)
  const place = {
    authUrl: keystoneUrl(url),
    ...(region === undefined ? {} : { region }),
    ...(face === undefined ? {} : { interface: face }),
  }
  const caFile = text(entry, 'cacert')
  const credentials = isApplicationCredential(entry, auth) ? applicationCredential(auth) : password(auth)
  return {
    credentials: { ...place, ...credentials } as Credentials,
    ...(caFile === undefined ? {} : { caFile }),
  }
}

/** What Stackstead does not do, rather than doing something else without a word. */
function refuse(entry: Fields): void {
  const vendor = text(entry, 'profile') ?? text(entry, 'cloud')
  if (vendor !== undefined) {
    const remedy = 'Copy what the profile says into the entry: auth_url, region_name.'
    throw new Refused(`it refers to the profile ${vendor}, which Stackstead does not have`, remedy)
  }
  if (entry.verify === false || entry.insecure === true) {
    const remedy = 'Name the certificate of the authority that signed it with "cacert" and take "verify" out.'
    throw new Refused('it turns the check of certificates off, and a password may not be sent to just anybody', remedy)
  }
  if (entry.cert !== undefined || entry.key !== undefined) {
    throw new Refused('it wants a client certificate, which Stackstead does not send')
  }
}

const PASSWORD = ['password', 'v3password']
const APPLICATION_CREDENTIAL = ['v3applicationcredential', 'application_credential']

function isApplicationCredential(entry: Fields, auth: Fields): boolean {
  const type = text(entry, 'auth_type') ?? text(entry, 'auth_plugin')
  if (type === undefined) return text(auth, 'application_credential_secret') !== undefined
  if (APPLICATION_CREDENTIAL.includes(type)) return true
  if (PASSWORD.includes(type)) return false
  const known = 'Stackstead logs in with a password or an application credential'
  throw new Refused(`its auth_type is ${type}, and ${known}`, 'Make an application credential for it.')
}

type Without<T> = Omit<T, 'authUrl' | 'region' | 'interface'>

function password(auth: Fields): Without<PasswordCredentials> {
  const [user, userId] = [text(auth, 'username', 'user_name'), text(auth, 'user_id')]
  if (user === undefined && userId === undefined) throw new Refused('it has no username')
  const [project, projectId] = [text(auth, 'project_name', 'tenant_name'), text(auth, 'project_id', 'tenant_id')]
  if (project === undefined && projectId === undefined) {
    throw new Refused('it names no project, and Stackstead works in one', 'Add project_name.')
  }
  const userDomain = domain(auth, 'user_domain')
  const projectDomain = domain(auth, 'project_domain')
  return {
    kind: 'password',
    user: user ?? userId ?? '',
    ...(userId === undefined ? {} : { userId }),
    ...(userDomain === undefined ? {} : { userDomain }),
    project: project ?? projectId ?? '',
    ...(projectId === undefined ? {} : { projectId }),
    ...(projectDomain === undefined ? {} : { projectDomain }),
    password: secretOf(auth, 'password'),
  }
}

function applicationCredential(auth: Fields): Without<ApplicationCredentials> {
  const kind = 'application-credential'
  const secret = secretOf(auth, 'application_credential_secret')
  const id = text(auth, 'application_credential_id')
  if (id !== undefined) return { kind, credential: { id }, secret }
  const name = text(auth, 'application_credential_name')
  if (name === undefined) throw new Refused('it has no application_credential_id')
  const [user, userId] = [text(auth, 'username', 'user_name'), text(auth, 'user_id')]
  if (userId !== undefined) return { kind, credential: { name, user: { id: userId } }, secret }
  if (user === undefined) throw new Refused('it names an application credential and not whose it is', 'Add username.')
  const userDomain = domain(auth, 'user_domain')
  const owner = { name, user: { name: user }, ...(userDomain === undefined ? {} : { userDomain }) }
  return { kind, credential: owner, secret }
}

/** Its own, else the one for both, else the default for names without one. */
function domain(auth: Fields, key: 'user_domain' | 'project_domain'): IdOrName | undefined {
  for (const one of [key, 'domain']) {
    const [id, name] = [text(auth, `${one}_id`), text(auth, `${one}_name`)]
    if (id !== undefined) return { id }
    if (name !== undefined) return { name }
  }
  const given = text(auth, 'default_domain')
  return given === undefined ? undefined : { id: given }
}

function secretOf(auth: Fields, key: string): Secret {
  const value = own(auth, key)
  if (value === undefined || value === null) {
    throw new Refused(`it has no ${key}`, `Write it into the entry, or into a secure.yaml beside the file.`)
  }
  // 0123 and true are other texts once YAML has read them.
  if (typeof value !== 'string') throw new Refused(`its ${key} is not a text`, 'Put it in quotes.')
  return new Secret(value)
}

function regionOf(entry: Fields): string | undefined {
  const one = text(entry, 'region_name')
  if (one !== undefined) return one
  const names = (Array.isArray(entry.regions) ? entry.regions : []).flatMap((region: unknown) => {
    if (typeof region === 'string') return [region]
    const name = isFields(region) ? text(region, 'name') : undefined
    return name === undefined ? [] : [name]
  })
  if (names.length > 1) throw new Refused(`it has the regions ${names.join(', ')}`, 'Choose one with region_name.')
  return names[0]
}

function interfaceOf(entry: Fields): Credentials['interface'] {
  const word = (text(entry, 'interface') ?? text(entry, 'endpoint_type'))?.replace(/URL$/, '')
  if (word === undefined) return undefined
  if (word === 'public' || word === 'internal' || word === 'admin') return word
  throw new Refused(`its interface is ${word}, and there are public, internal and admin`)
}

/** Keystone's version 3, whatever of it the file names. */
function keystoneUrl(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw new Refused(`its auth_url ${given} is no address`)
  if (url.username !== '' || url.password !== '') throw new Refused('its auth_url has a password in it')
  return `${url.origin}${url.pathname.replace(/\/+$/, '').replace(/\/v(2\.0|3)$/, '')}/v3`
}

/** The first of these that is there as text; numbers are text somebody forgot to quote. */
export function text(fields: Fields, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = own(fields, key)
    if (typeof value === 'string' && value !== '') return value
    if (typeof value === 'number') return String(value)
  }
  return undefined
}

/** Nothing of Object's own is a field. */
export function own(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
