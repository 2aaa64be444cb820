/** Host keys of a real sshd: known, new, changed, revoked. What is refused is refused before any credential. */
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fingerprint, knownKeys } from '../../../provisioner/adapters/knownHosts.ts'
import type { SshOptions } from '../../../provisioner/adapters/sshOptions.ts'
import { connect } from '../../../provisioner/adapters/sshPool.ts'
import { sh } from '../../../provisioner/core/command.ts'
import { Secret } from '../../../provisioner/core/secret.ts'
import { clientOptions, keyTarget, rejection } from '../../support/sshClient.ts'
import { type Sshd, sshdLacks, startSshd } from '../../support/sshd.ts'

vi.setConfig({ testTimeout: 30_000 })

const lacks = sshdLacks()
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackstead-known-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const printed = (publicKey: string) =>
  execFileSync('ssh-keygen', ['-lf', '-'], { input: publicKey, encoding: 'utf8' }).split(' ')[1] ?? ''

describe.skipIf(lacks !== undefined)(`host keys${lacks === undefined ? '' : ` (left out: ${lacks})`}`, () => {
  const login = async (sshd: Sshd, options: SshOptions = {}) => {
    await using machine = await connect(
      'compute-2',
      keyTarget(sshd),
      clientOptions(sshd, { acceptNew: false, ...options }),
    )
    return (await machine.exec(sh`echo in`)).stdout
  }
  const refused = async (sshd: Sshd, options: SshOptions = {}) => {
    const before = sshd.log().length
    const error = await rejection(login(sshd, { password: new Secret('secret'), ...options }))
    await delay(200)
    expect(sshd.log().slice(before)).not.toMatch(/Accepted|Failed|Postponed|Connection closed by authenticating/)
    expect(error).toMatchObject({ data: { code: 'host-key', machine: 'compute-2' } })
    return error
  }

  test('an unknown key is shown as ssh-keygen shows it, confirmed once and remembered', async () => {
    await using sshd = await startSshd()
    const known = join(sshd.folder, 'known_hosts')
    const questions: unknown[] = []
    const confirmHostKey = async (question: unknown) => {
      questions.push(question)
      return true
    }
    expect(await login(sshd, { confirmHostKey })).toBe('in\n')
    expect(await login(sshd)).toBe('in\n')
    const shown = printed(sshd.hostKeys()[0] ?? '')
    const host = { host: '127.0.0.1', port: sshd.port }
    expect(questions).toEqual([{ machine: 'compute-2', ...host, fingerprint: shown, keyType: 'ssh-ed25519' }])
    expect((await stat(known)).mode & 0o777).toBe(0o600)
    expect(execFileSync('ssh-keygen', ['-F', `[127.0.0.1]:${sshd.port}`, '-f', known], { encoding: 'utf8' })).toContain(
      'found',
    )
  })

  test('an unknown key that nobody confirms is refused, and asked about again next time', async () => {
    await using sshd = await startSshd()
    expect(await refused(sshd)).toMatchObject({
      data: { detail: expect.stringContaining(printed(sshd.hostKeys()[0] ?? '')) },
    })
    await refused(sshd, { confirmHostKey: async () => false })
    await expect(readFile(join(sshd.folder, 'known_hosts'))).rejects.toThrow()
  })

  test('a changed key stops everything, accept-new or not, and both keys, file and line are named', async () => {
    await using sshd = await startSshd()
    await writeFile(join(sshd.folder, 'known_hosts'), '# a comment\n\n')
    expect(await login(sshd, { acceptNew: true })).toBe('in\n')
    const former = printed(sshd.hostKeys()[0] ?? '')
    await sshd.restartWithNewHostKey()
    const error = await refused(sshd, { acceptNew: true, confirmHostKey: async () => true })
    const detail = expect.stringContaining(`${former} (${join(sshd.folder, 'known_hosts')}, line 3)`)
    expect(error).toMatchObject({ data: { detail, remedy: expect.stringContaining('line 3') } })
    expect(error).toMatchObject({ data: { detail: expect.stringContaining(printed(sshd.hostKeys()[0] ?? '')) } })
  })

  test('a key of another type in place of the known one counts as changed', async () => {
    await using sshd = await startSshd()
    await login(sshd, { acceptNew: true })
    await sshd.restartWithNewHostKey('ecdsa')
    await refused(sshd, { acceptNew: true })
  })

  test('a server with several keys shows the one that is known', async () => {
    await using sshd = await startSshd({ hostKeys: ['ed25519', 'ecdsa', 'rsa'] })
    for (const key of sshd.hostKeys().slice(1)) {
      await writeFile(join(sshd.folder, 'known_hosts'), `[127.0.0.1]:${sshd.port} ${key}\n`)
      expect(await login(sshd)).toBe('in\n')
    }
  })

  test('hashed names, wildcards and lists are understood; the person’s own file counts', async () => {
    await using sshd = await startSshd()
    const userFolder = folder
    const file = join(userFolder, 'known_hosts')
    const key = sshd.hostKeys()[0] ?? ''
    await writeFile(file, `[127.0.0.1]:${sshd.port} ${key}\n`)
    execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' })
    expect(await readFile(file, 'utf8')).toMatch(/^\|1\|/)
    expect(await login(sshd, { userFolder })).toBe('in\n')
    await writeFile(file, `other,[127.0.0.*]:${sshd.port} ${key}\n`)
    expect(await login(sshd, { userFolder })).toBe('in\n')
    await writeFile(file, `[127.0.0.*]:${sshd.port},![127.0.0.1]:${sshd.port} ${key}\n`)
    await refused(sshd, { userFolder })
  })

  test('a revoked key is refused even where it is also known', async () => {
    await using sshd = await startSshd()
    const key = sshd.hostKeys()[0] ?? ''
    const name = `[127.0.0.1]:${sshd.port}`
    await writeFile(join(sshd.folder, 'known_hosts'), `${name} ${key}\n@revoked * ${key}\n`)
    expect(await refused(sshd, { acceptNew: true })).toMatchObject({ message: expect.stringContaining('revoked') })
  })

  test('a refused key is final for the transport: a second use does not ask the server again', async () => {
    await using sshd = await startSshd()
    await using machine = await connect('m', keyTarget(sshd), clientOptions(sshd))
    await machine.exec(sh`true`)
    await sshd.restartWithNewHostKey()
    await delay(100)
    const first = await rejection(machine.exec(sh`true`))
    const log = sshd.log()
    expect(await rejection(machine.exec(sh`true`))).toBe(first)
    expect(first).toMatchObject({ data: { code: 'host-key' } })
    expect(sshd.log()).toBe(log)
  })
})

test('known_hosts: lines that are no keys are passed over, fingerprints are those of ssh-keygen', async () => {
  const file = join(folder, 'known_hosts')
  execFileSync('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-N', '', '-f', join(folder, 'key')])
  const key = (await readFile(join(folder, 'key.pub'), 'utf8')).trim()
  const other = '@cert-authority * ssh-ed25519 AAAA'
  await writeFile(file, `\n# web1 ${key}\nweb1\nweb1 ssh-rsa\n${other}\nWeb1.example,10.0.0.? ${key} comment\n`)
  const found = knownKeys([file, join(folder, 'missing')], 'WEB1.example', 22)
  expect(found).toMatchObject([{ type: 'ssh-rsa', revoked: false, file, line: 6 }])
  expect(found.map((one) => fingerprint(one.key))).toEqual([printed(key)])
  expect(knownKeys([file], '10.0.0.7', 22)).toHaveLength(1)
  expect(knownKeys([file], '10.0.0.17', 22)).toHaveLength(0)
  expect(knownKeys([file], 'web1.example', 2222)).toHaveLength(0)
})
