/** clouds.yaml as openstacksdk reads it: which clouds it names, and what is needed to log in to each. Pure. */
import { parseDocument } from 'yaml'
import { type ErrorData, StacksteadError } from '../core/errors.ts'
import { Secret } from '../core/secret.ts'
import type { Credentials, IdOrName, PasswordCredentials } from './credentials.ts'

/** What logging in takes. */
export interface CloudAccess {
  readonly credentials: Credentials
  /** Path of the certificates of the authority that vouches for the cloud, as the file has it. */
  readonly caFile?: string
}

/** An entry. What is shown of it says nothing secret. */
export interface CloudEntry {
  readonly name: string
  readonly authUrl?: string
  readonly user?: string
  readonly project?: string
  readonly region?: string
  readonly access: CloudAccess | ErrorData
}

/** A text and what to call it in an error. */
export interface NamedText {
  readonly path: string
  readonly text: string
}

type Fields = Readonly<Record<string, unknown>>

/** Rejects files that are no clouds.yaml; an entry that cannot be used says so itself. */
export function readClouds(clouds: NamedText, secure?: NamedText): CloudEntry[] {
  const all = merged(cloudsOf(clouds), secure === undefined ? {} : cloudsOf(secure))
  return Object.entries(all).map(([name, value]) => entryOf(name, isFields(value) ? value : {}))
}

function cloudsOf({ path, text }: NamedText): Fields {
  const document = parseDocument(text, { merge: true, prettyErrors: true, strict: true })
  const [error] = document.errors
  if (error !== undefined) throw unreadable(path, error.message.split('\n')[0] ?? '')
  const value = plain(path, document.toJS.bind(document))
  const clouds = isFields(value) ? value.clouds : undefined
  if (!isFields(clouds)) throw unreadable(path, 'it has no "clouds"')
  return clouds
}

/** Anchors that unfold without end are refused by the parser at this moment. */
function plain(path: string, toJs: () => unknown): unknown {
  try {
    return toJs()
  } catch (error) {
    throw unreadable(path, error instanceof Error ? error.message : String(error))
  }
}

function unreadable(path: string, why: string): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    message: `${path} is no clouds.yaml: ${why}.`.replace(/:?\.+$/, '.'),
    remedy: 'Its form: https://docs.openstack.org/openstacksdk/latest/user/config/configuration.html',
  })
}

/** secure.yaml adds to entries and overrides them, field by field. */
function merged(first: Fields, second: Fields): Fields {
  const keys = new Set([...Object.keys(first), ...Object.keys(second)])
  return Object.fromEntries(
    [...keys].map((key) => {
      const [one, two] = [own(first, key), own(second, key)]
      return [key, isFields(one) && isFields(two) ? merged(one, two) : (two ?? one)]
    }),
  )
}

function entryOf(name: string, entry: Fields): CloudEntry {
  // openstacksdk takes what belongs below "auth" beside it as well.
  const auth: Fields = { ...entry, ...(isFields(entry.auth) ? entry.auth : {}) }
  const shown = {
    authUrl: text(auth, 'auth_url'),
    user: text(auth, 'username', 'user_name', 'user_id', 'application_credential_name', 'application_credential_id'),
    project: text(auth, 'project_name', 'tenant_name', 'project_id', 'tenant_id'),
    region: text(entry, 'region_name'),
  }
  const kept = Object.entries(shown).filter(([, value]) => value !== undefined)
  return { name, ...Object.fromEntries(kept), access: attempt(name, () => accessOf(entry, auth)) }
}

function attempt(name: string, read: () => CloudAccess): CloudAccess | ErrorData {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return {
      code: 'invalid-input',
      message: `The entry ${name} cannot be used: ${error.message}.`,
      ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
    }
  }
}

class Refused extends Error {
  readonly remedy: string | undefined
  constructor(message: string, remedy?: string) {
    super(message)
    this.remedy = remedy
  }
}

function accessOf(entry: Fields, auth: Fields): CloudAccess {
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

function applicationCredential(auth: Fields): Without<Extract<Credentials, { kind: 'application-credential' }>> {
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
function text(fields: Fields, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = own(fields, key)
    if (typeof value === 'string' && value !== '') return value
    if (typeof value === 'number') return String(value)
  }
  return undefined
}

function own(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
