/** A target completed from ~/.ssh/config, as `ssh -G` would. */
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { resolveTarget } from '../../../provisioner/adapters/sshTarget.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackstead-config-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const resolve = (host: string, more = {}) => resolveTarget({ host, ...more }, { userFolder: folder, agent: '' })

const CONFIG = `
# comment
Host web *.lab !other.lab
  HostName %h.example.org
  Port 2222
  User admin
  IdentityFile ~/.ssh/%r@%h
  IdentityFile "${'/tmp/with space'}"
Host other.lab
  IdentitiesOnly yes
  ProxyJump bastion:2200,root@[2001:db8::1]
Match host 10.0.0.*
  User matched
Host *
  UserKnownHostsFile ~/.ssh/one /tmp/two
  HostKeyAlias=none-of-your-%%
`

test('host name, port, user, keys and tokens are those ssh itself finds', async () => {
  await writeFile(join(folder, 'config'), CONFIG)
  for (const host of ['web', 'x.lab', 'other.lab', '10.0.0.5', 'elsewhere']) {
    const said = execFileSync('ssh', ['-T', '-G', '-F', join(folder, 'config'), host], { encoding: 'utf8' })
    const values = (name: string) =>
      [...said.matchAll(new RegExp(`^${name} (.*)$`, 'gm'))].map((match) => match[1] ?? '')
    const target = await resolve(host)
    expect([target.host, `${target.port}`, target.user]).toEqual(
      [values('hostname'), values('port'), values('user')].flat(),
    )
  }
  expect((await resolve('web')).namedKeys).toEqual([join(homedir(), '.ssh/admin@web.example.org'), '/tmp/with space'])
})

test('what the target says wins over the configuration', async () => {
  await writeFile(join(folder, 'config'), CONFIG)
  const target = await resolve('web', { port: 22, user: 'me', key: '~/k', jump: 'none' })
  expect(target).toMatchObject({
    host: 'web.example.org',
    port: 22,
    user: 'me',
    ownKey: join(homedir(), 'k'),
    jumps: [],
  })
})

test('jumps, keys only as named, known hosts files', async () => {
  await writeFile(join(folder, 'config'), CONFIG)
  const target = await resolve('other.lab')
  expect(target.namedKeysOnly).toBe(true)
  expect(target.jumps).toMatchObject([
    { host: 'bastion', port: 2200 },
    { host: '2001:db8::1', user: 'root' },
  ])
  expect(target.knownHostsFiles.slice(0, 2)).toEqual([join(homedir(), '.ssh/one'), '/tmp/two'])
})

test('without a configuration ssh’s defaults hold', async () => {
  const target = await resolve('10.0.0.3')
  expect(target).toMatchObject({ host: '10.0.0.3', port: 22, user: userInfo().username, namedKeys: [], jumps: [] })
  expect(target.defaultKeys).toEqual(['id_ed25519', 'id_ecdsa', 'id_rsa'].map((name) => join(folder, name)))
  expect(target.knownHostsFiles[0]).toBe(join(folder, 'known_hosts'))
})

test('files that include each other come to an end', async () => {
  await writeFile(join(folder, 'config'), 'Include config.d-* config\nHost a\n Port 1\n')
  await writeFile(join(folder, 'config.d-1'), 'Host b\n Port 2\n')
  expect((await resolve('b')).port).toBe(2)
  expect((await resolve('a')).port).toBe(1)
})

test('of ProxyCommand and ProxyJump the first counts, and a jump of the target wins over both', async () => {
  const way = '  ProxyCommand nc -X connect -x "proxy:3128" %h %p --as %%r=%r,%n\n'
  await writeFile(
    join(folder, 'config'),
    `Host a\n${way}Host b\n  ProxyJump gate\nHost c\n  ProxyCommand none\nHost *\n  HostName %h.lan\n  ProxyJump late\nHost b c\n${way}`,
  )
  for (const host of ['a', 'b', 'c']) {
    const said = execFileSync('ssh', ['-T', '-G', '-F', join(folder, 'config'), host], { encoding: 'utf8' })
    const { proxyCommand, jumps } = await resolve(host)
    expect([host, /^proxycommand /m.test(said) && host === 'a']).toEqual([host, proxyCommand !== undefined])
    expect([host, /^proxyjump (.*)$/m.exec(said)?.[1]]).toEqual([host, jumps[0]?.host])
  }
  const { proxyCommand } = await resolve('a', { port: 2200, user: 'me' })
  expect(proxyCommand).toBe('nc -X connect -x "proxy:3128" a.lan 2200 --as %r=me,a')
  expect(await resolve('a', { jump: 'other' })).toMatchObject({ proxyCommand: undefined, jumps: [{ host: 'other' }] })
  expect((await resolve('a', { jump: 'none' })).proxyCommand).toBeUndefined()
})

test('no name is more than a word to the shell of a ProxyCommand', async () => {
  await writeFile(join(folder, 'config'), 'Host *\n  ProxyCommand nc %h %p\n')
  for (const name of ['$(reboot)', 'a;b', 'a b', '`a`', "a'b", '-oProxyCommand=x', 'a\tb', '']) {
    await expect(resolve(name)).rejects.toMatchObject({ data: { code: 'invalid-input' } })
    if (name !== '')
      await expect(resolve('host', { user: name })).rejects.toMatchObject({ data: { code: 'invalid-input' } })
  }
  expect((await resolve('fe80::1%eth0', { user: 'a_b-c' })).proxyCommand).toBe('nc fe80::1%eth0 22')
})
