/** Exported credentials: whatever a person put into a password arrives in the client unharmed and runs nothing. */
import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { Secret } from '../../../provisioner/core/secret.ts'
import { cloudsYaml, openrc, terraformProvider } from '../../../provisioner/engine/credentialFiles.ts'

const credentials = (password: string) => ({
  kind: 'password' as const,
  authUrl: 'http://10.0.0.11:5000/v3',
  region: 'RegionOne',
  user: 'admin',
  project: 'admin',
  password: new Secret(password),
})
const EVIL = `it's "$(touch /tmp/pwned)" \`id\` \\ % é\nOS_X=1`

test('openrc is read by sh as it was meant', () => {
  for (const password of ['plain', EVIL, ' # no comment ', '$HOME']) {
    const script = `${openrc('home', credentials(password))}\nprintf %s "$OS_PASSWORD"`
    expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(password)
  }
})

test('clouds.yaml is read back as it was meant', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (password) => {
      const read = parse(cloudsYaml('home', credentials(password)))
      expect(read.clouds.home.auth).toMatchObject({ password, username: 'admin', user_domain_name: 'Default' })
    }),
  )
})

test('an application credential is written with its own kind, and nothing of a user beside it', () => {
  const kept = {
    kind: 'application-credential' as const,
    authUrl: 'http://10.0.0.11:5000/v3',
    credential: { id: 'ac1' },
    secret: new Secret(EVIL),
  }
  expect(parse(cloudsYaml('home', kept)).clouds.home).toEqual({
    auth_type: 'v3applicationcredential',
    auth: {
      auth_url: 'http://10.0.0.11:5000/v3',
      application_credential_id: 'ac1',
      application_credential_secret: EVIL,
    },
    identity_api_version: 3,
  })
  const script = `${openrc('home', kept)}\nprintf %s "$OS_AUTH_TYPE $OS_APPLICATION_CREDENTIAL_SECRET"`
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(`v3applicationcredential ${EVIL}`)
})

test('Terraform is told the entry and no password; a name cannot end its quotes', () => {
  const mark = '${'
  expect(terraformProvider(`my "cloud" ${mark}x}`)).toContain(`  cloud = "my \\"cloud\\" $${mark}x}"\n`)
})
