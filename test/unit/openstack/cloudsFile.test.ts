/** clouds.yaml: read as openstacksdk reads it, and refused in words where Stackstead would do something else. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { reveal } from '../../../provisioner/core/secret.ts'
import { type CloudAccess, type CloudEntry, readClouds } from '../../../provisioner/openstack/cloudsFile.ts'

const read = (clouds: unknown, secure?: unknown): CloudEntry[] =>
  readClouds(
    { path: 'clouds.yaml', text: stringify({ clouds }) },
    secure === undefined ? undefined : { path: 'secure.yaml', text: stringify({ clouds: secure }) },
  )

const AUTH = { auth_url: 'https://cloud.example:5000', username: 'me', password: 'pw', project_name: 'lab' }

function accessOf(entry: unknown, secure?: unknown): CloudAccess {
  const [one] = read({ one: entry }, secure === undefined ? undefined : { one: secure })
  if (one === undefined || 'code' in one.access) throw new Error(JSON.stringify(one))
  return one.access
}

function refusalOf(entry: unknown): string {
  const [one] = read({ one: entry })
  if (one === undefined || !('code' in one.access)) throw new Error('it was taken')
  return `${one.access.message} ${one.access.remedy ?? ''}`
}

test('a password with names and domains', () => {
  const { credentials } = accessOf({
    auth: { ...AUTH, user_domain_name: 'people', project_domain_id: 'd1' },
    region_name: 'north',
    interface: 'internal',
  })
  expect(credentials).toMatchObject({
    ...{ kind: 'password', authUrl: 'https://cloud.example:5000/v3', region: 'north', interface: 'internal' },
    ...{ user: 'me', userDomain: { name: 'people' }, project: 'lab', projectDomain: { id: 'd1' } },
  })
  expect(credentials.kind === 'password' && reveal(credentials.password)).toBe('pw')
})

test('ids, old names of projects, and fields that stand beside "auth"', () => {
  const { credentials } = accessOf({
    auth: { auth_url: 'http://k/identity/v2.0/', user_id: 'u1', password: 'pw' },
    ...{ tenant_id: 't1', domain_name: 'both', endpoint_type: 'publicURL', regions: [{ name: 'only' }] },
  })
  expect(credentials).toMatchObject({
    ...{ authUrl: 'http://k/identity/v3', userId: 'u1', projectId: 't1', interface: 'public', region: 'only' },
    ...{ userDomain: { name: 'both' }, projectDomain: { name: 'both' } },
  })
})

test('an application credential by id, and by name with its owner', () => {
  const secret = { application_credential_secret: 's' }
  const auth_url = 'https://k/v3'
  expect(
    accessOf({ auth_type: 'v3applicationcredential', auth: { auth_url, application_credential_id: 'a', ...secret } })
      .credentials,
  ).toMatchObject({ kind: 'application-credential', authUrl: 'https://k/v3', credential: { id: 'a' } })
  const named = { auth_url, application_credential_name: 'a', username: 'me', user_domain_id: 'd', ...secret }
  expect(accessOf({ auth: named }).credentials).toMatchObject({
    credential: { name: 'a', user: { name: 'me' }, userDomain: { id: 'd' } },
  })
  expect(refusalOf({ auth: { auth_url, application_credential_name: 'a', ...secret } })).toContain('whose')
})

test('what is secret may stand in secure.yaml, which overrides', () => {
  const { password: _apart, ...auth } = AUTH
  const { credentials } = accessOf({ auth }, { auth: { password: 'kept apart' } })
  expect(credentials.kind === 'password' && reveal(credentials.password)).toBe('kept apart')
})

test('an anchor shared by entries is followed', () => {
  const text = `
base: &base
  auth: { auth_url: https://k, username: me, password: pw, project_name: p }
clouds:
  one: { <<: *base, region_name: a }
`
  expect(readClouds({ path: 'c', text })[0]).toMatchObject({ name: 'one', user: 'me', region: 'a' })
})

test.each([
  ['verify off', { auth: AUTH, verify: false }, 'check of certificates'],
  ['insecure', { auth: AUTH, insecure: true }, 'check of certificates'],
  ['a vendor', { profile: 'vexxhost', auth: AUTH }, 'the profile vexxhost'],
  ['a client certificate', { auth: AUTH, cert: '/c.pem' }, 'client certificate'],
  ['another way to log in', { auth_type: 'v3oidcpassword', auth: AUTH }, 'v3oidcpassword'],
  ['no address', { auth: { ...AUTH, auth_url: undefined } }, 'no auth_url'],
  ['an address of something else', { auth: { ...AUTH, auth_url: 'file:///etc/passwd' } }, 'is no address'],
  ['a password in the address', { auth: { ...AUTH, auth_url: 'http://me:pw@k' } }, 'password in it'],
  ['no project', { auth: { ...AUTH, project_name: undefined } }, 'names no project'],
  ['no password', { auth: { ...AUTH, password: undefined } }, 'has no password'],
  ['a password YAML reads as a number', { auth: { ...AUTH, password: 123 } }, 'Put it in quotes'],
  ['several regions', { auth: AUTH, regions: ['a', 'b'] }, 'regions a, b'],
  ['an interface there is none of', { auth: AUTH, interface: 'secret' }, 'interface is secret'],
  ['nothing at all', null, 'no auth_url'],
])('%s is refused in words', (_what, entry, words) => {
  expect(refusalOf(entry)).toContain(words)
})

test('files that are no clouds.yaml are refused, whatever is in them', () => {
  for (const text of ['', 'clouds:', '- a', 'a: [', '{"clouds": 3}', '\0', '&a [*a, *a]']) {
    expect(() => readClouds({ path: '/c', text })).toThrow(StacksteadError)
  }
  // Anchors that unfold a billion times.
  const steps = Array.from({ length: 12 }, (_, index) => `l${index + 1}: &l${index + 1} [${`*l${index},`.repeat(9)}]`)
  const bomb = ['l0: &l0 [x]', ...steps, 'clouds: {a: {regions: *l12}}'].join('\n')
  expect(() => readClouds({ path: '/c', text: bomb })).toThrow(/clouds\.yaml/)
})

test.each([
  '*s3cr3t',
  '|s3cr3t',
  '"s3cr3t',
  "'s3cr3t",
  '@s3cr3t',
  '%s3cr3t',
  '[s3cr3t',
  '{s3cr3t',
  's3cr3t: b',
  '"a" s3cr3t',
  '!!s3cr3t x',
])('a password that is no YAML (%s) is not quoted in the error', (password) => {
  const text = `clouds:\n  a:\n    auth:\n      password: ${password}\n      username: me\n`
  let shown = ''
  try {
    shown = JSON.stringify(readClouds({ path: '/c', text }))
  } catch (error) {
    shown = (error as Error).message
    expect(shown).toMatch(/^\/c is no clouds\.yaml: .*[a-z]/)
  }
  expect(shown).not.toContain('s3cr3t')
})

test('any values give entries or errors of their own, and nothing secret is shown', () => {
  const hostile = fc.constantFrom('__proto__', 'constructor', '<b>', '\u202e', '😀'.repeat(60), ' ', '- x')
  const value = fc.oneof(fc.string(), hostile, fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()))
  const key = fc.constantFrom(...Object.keys(AUTH), 'user_id', 'project_id', 'application_credential_id', '__proto__')
  const entry = fc.record({
    auth: fc.oneof(value, fc.dictionary(key, value)),
    region_name: value,
    regions: value,
    auth_type: value,
    interface: value,
    cacert: value,
  })
  const secret = 'the-secret-itself'
  fc.assert(
    fc.property(fc.dictionary(fc.oneof(fc.string(), hostile), entry), (clouds) => {
      const text = stringify({ clouds: { ...clouds, good: { auth: { ...AUTH, password: secret } } } })
      const entries = readClouds({ path: 'c', text })
      expect(entries.find((one) => one.name === 'good')?.access).toHaveProperty('credentials')
      expect(JSON.stringify(entries)).not.toContain(secret)
    }),
  )
})
