/** What a preview shows of a file: every line that changes, and no secret, whoever put it there. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MASK, Secret } from '../../../provisioner/core/secret.ts'
import type { Rendered } from '../../../provisioner/core/template.ts'
import { fileDiff } from '../../../provisioner/steps/fileDiff.ts'

const plain = (text: string): Rendered => ({ content: text, shown: text })
const lines = (diff: string): string[] => diff.split('\n').filter((line) => /^[-+ ](?!--|\+\+)/.test(line))

/** Recognisable, and of signs that mean nothing to any format. */
const value = fc.stringMatching(/^Zz[A-Za-z0-9+/_~!@#%^&*-]{6,24}$/)
const KEYS = [
  'password',
  'admin_password',
  'default_pass',
  'passwd',
  'passphrase',
  'adminPassword',
  'PASSWORD',
  'password_hash',
  'metadata_proxy_shared_secret',
  'SECRET_KEY',
  'client-secret',
  'admin_token',
  'token',
  'private_key',
  'fixed_key',
  'auth_encryption_key',
  'apiKey',
  'connection',
  'slave_connection',
  'transport_url',
]

/** One entry as each format writes it. */
const FORMS: readonly ((key: string, value: string) => string)[] = [
  (key, text) => `${key} = ${text}`,
  (key, text) => `${key}=${text}`,
  (key, text) => `${key}: ${text}`,
  (key, text) => `  ${key}: "${text}"`,
  (key, text) => `"${key}": "${text}",`,
  (key, text) => `    '${key}': '${text}',`,
  (key, text) => `{"users":[{"name":"openstack","${key}":"${text}","tags":[]}]}`,
  (key, text) => `{ name: openstack, ${key}: ${text} }`,
  (key, text) => `- ${key}: ${text}`,
  (key, text) => `export ${key.toUpperCase()}='${text}'`,
  (key, text) => `#${key} = ${text}`,
  (key, text) => `# was: ${key}=${text}`,
  (key, text) => `${key} = one,\n  ${text}`,
  (key, text) => `${key} =\n\t${text}`,
  (key, text) => `${key}: |\n  line\n\n  ${text}`,
  (key, text) => `"${key}":\n  "${text}"`,
]

describe('a secret', () => {
  test('under a telling name is not shown, whatever quotes and signs it stands between, on either side', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KEYS),
        fc.constantFrom(...FORMS),
        value,
        fc.constantFrom('', '[section]\n', '{\n', 'user: x\n'),
        (key, form, text, before) => {
          const file = `${before}${form(key, text)}\nlast = 1\n`
          for (const diff of [
            fileDiff('/etc/x', undefined, plain(file)),
            fileDiff('/etc/x', file, plain('other = 2\n')),
          ]) {
            expect(diff).not.toContain(text)
            expect(diff).toContain(MASK)
            expect(diff).toContain('last = 1')
          }
        },
      ),
      { numRuns: 600 },
    )
  })

  test('in an address is not shown, whatever the address is called', () => {
    fc.assert(
      fc.property(value, fc.constantFrom('mysql+pymysql', 'redis', 'https'), (text, scheme) => {
        const diff = fileDiff('/etc/x', `backend = ${scheme}://nova:${text}@10.83.0.11/nova\n`, plain('a = 1\n'))
        expect(lines(diff)).toEqual([`-backend = ${scheme}://nova:${MASK}@10.83.0.11/nova`, '+a = 1'])
      }),
    )
  })

  test("of this cloud is not shown where it stands under a name of the person's own", () => {
    const rendered: Rendered = {
      content: new Secret('[a]\nharmless = Zz-known.*(\nurl = amqp://u:Zz%3D@h\nworkers = 2\n'),
      shown: `[a]\nharmless = ${MASK}\nurl = amqp://u:${MASK}@h\nworkers = 2\n`,
    }
    const present = '[a]\nharmless = Zz-known.*(\nurl = amqp://u:Zz%3D@h\nworkers = 1\n# Zz-known.*(\n'
    const diff = fileDiff('/etc/x', present, rendered)
    expect(lines(diff)).toEqual([
      ' [a]',
      ` harmless = ${MASK}`,
      ` url = amqp://u:${MASK}@h`,
      '-workers = 1',
      `-# ${MASK}`,
      '+workers = 2',
    ])
  })

  test('of an earlier cloud is not shown where the new file has a secret of that name', () => {
    const rendered: Rendered = { content: new Secret('cookie = Zz-new\nb = 1\n'), shown: `cookie = ${MASK}\nb = 1\n` }
    expect(lines(fileDiff('/etc/x', 'cookie = Zz-old\nb = 2\n', rendered))).toEqual([
      ` cookie = ${MASK}`,
      '-b = 2',
      '+b = 1',
    ])
  })

  test('that is a whole file is not shown, the one before it neither', () => {
    const rendered: Rendered = { content: new Secret('Zz-new-key'), shown: `${MASK}\n` }
    expect(lines(fileDiff('/etc/key', 'Zz-old-key\nsecond line\n', rendered))).toEqual([])
    expect(lines(fileDiff('/etc/key', undefined, rendered))).toEqual([`+${MASK}`])
  })

  test('that is a private key within a file is not shown', () => {
    const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nZzAAAA\nZzBBBB\n-----END OPENSSH PRIVATE KEY-----'
    for (const present of [`a = 1\n${key}\nb = 2\n`, `a = 1\n${key.slice(0, 50)}`]) {
      const diff = fileDiff('/etc/x', present, plain('a = 1\n'))
      expect(diff).not.toContain('Zz')
      expect(diff).toContain(`-${MASK}`)
    }
  })
})

describe('what is no secret', () => {
  test.each([
    'ovn_nb_connection = tcp:10.83.0.11:6641',
    'send_service_user_token = true',
    'service_token_roles = service',
    'auth_url = http://10.83.0.11:5000/v3',
    'key_repository = /etc/keystone/fernet-keys/',
    'max_connections = 400',
    'pci_passthrough = x',
    'passthrough_whitelist = x',
    '[keystone_authtoken]',
    'listen_addresses = 10.83.0.11:11211',
  ])('%s is shown', (line) => {
    expect(lines(fileDiff('/etc/x', 'a = 1\n', plain(`a = 1\n${line}\n`)))).toEqual([' a = 1', `+${line}`])
  })

  test('stays in sight beside a secret: what follows it, and the fields of its entry', () => {
    const file = '- password: Zz-one\n  user: nova\n- user: glance\n  password: Zz-two\n[other]\n  indented = 1\n'
    expect(lines(fileDiff('/etc/x', undefined, plain(file)))).toEqual([
      `+- password: ${MASK}`,
      '+  user: nova',
      '+- user: glance',
      `+  password: ${MASK}`,
      '+[other]',
      '+  indented = 1',
    ])
  })

  test('is whole: the lines of a diff give back both files', () => {
    const text = fc
      .array(fc.stringMatching(/^[a-m][a-m ]{0,6}$/), { maxLength: 12 })
      .map((all) => `${all.join('\n')}\n`)
    fc.assert(
      fc.property(text, text, (before, after) => {
        const patch = fileDiff('/etc/x', before, plain(after))
        const side = (sign: string): number => lines(patch).filter((line) => line.startsWith(sign)).length
        expect(after.split('\n').length - before.split('\n').length).toBe(side('+') - side('-'))
        expect(side('+') === 0 && side('-') === 0).toBe(before === after)
      }),
    )
  })

  test('names the file there was, or none', () => {
    expect(fileDiff('/etc/x', undefined, plain('a\n'))).toMatch(/^--- \/dev\/null\n\+\+\+ \/etc\/x\n/)
    expect(fileDiff('/etc/x', 'b\n', plain('a\n'))).toMatch(/^--- \/etc\/x\n\+\+\+ \/etc\/x\n/)
  })
})

test('a file of one long line, or of none but empty ones, is masked without delay', () => {
  const began = performance.now()
  for (const long of ['x'.repeat(131_072), '\n'.repeat(131_072), ' '.repeat(131_072), 'secret'.repeat(2000)]) {
    fileDiff('/etc/x', long, plain(long))
  }
  expect(performance.now() - began).toBeLessThan(5000)
})
