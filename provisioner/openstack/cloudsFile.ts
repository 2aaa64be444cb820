/** clouds.yaml as openstacksdk reads it: which clouds it names, and what is needed to log in to each. Pure. */
import { parseDocument } from 'yaml'
import { type ErrorData, StacksteadError } from '../core/errors.ts'
import { accessOf, type CloudAccess, type Fields, isFields, own, Refused, text } from './cloudsEntry.ts'

export type { CloudAccess } from './cloudsEntry.ts'

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

/** Rejects files that are no clouds.yaml; an entry that cannot be used says so itself. */
export function readClouds(clouds: NamedText, secure?: NamedText): CloudEntry[] {
  const all = merged(cloudsOf(clouds), secure === undefined ? {} : cloudsOf(secure))
  return Object.entries(all).map(([name, value]) => entryOf(name, isFields(value) ? value : {}))
}

function cloudsOf({ path, text }: NamedText): Fields {
  const document = parseDocument(text, { merge: true, prettyErrors: true, strict: true })
  const [error] = document.errors
  if (error !== undefined) throw unreadable(path, `${said(error.message)}${placeOf(error.linePos?.[0])}`)
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
    throw unreadable(path, said(error instanceof Error ? error.message : String(error)))
  }
}

/** The parser quotes behind a colon what it stumbled over, and that may be a password. */
function said(message: string): string {
  return (message.split(/:\s|\n/)[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')
}

function placeOf(at: { readonly line: number; readonly col: number } | undefined): string {
  return at === undefined ? '' : ` at line ${at.line}, column ${at.col}`
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
