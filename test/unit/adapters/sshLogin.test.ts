/** Logging in to a real sshd: which credential, in which order, how often. */
import { execFileSync, spawn } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { SshOptions, SshTarget } from '../../../provisioner/adapters/sshOptions.ts'
import { connect, SshPool } from '../../../provisioner/adapters/sshPool.ts'
import { sh } from '../../../provisioner/core/command.ts'
import { Secret } from '../../../provisioner/core/secret.ts'
import { clientOptions, keyTarget, passwordTarget, rejection } from '../../support/sshClient.ts'
import { type Sshd, sshdLacks, startSshd } from '../../support/sshd.ts'

vi.setConfig({ testTimeout: 60_000 })

const lacks = sshdLacks({ users: true })
const PASSWORD = 'pass "wörd\' $(x)'
const USER = { name: 'stacklogin', password: PASSWORD }
const password = new Secret(PASSWORD)

describe.skipIf(lacks !== undefined)(`logging in${lacks === undefined ? '' : ` (left out: ${lacks})`}`, () => {
  let sshd: Sshd
  let pam: Sshd
  let keys = ''
  beforeAll(async () => {
    sshd = await startSshd({ users: [USER] })
    pam = await startSshd({
      users: [USER],
      config: ['UsePAM yes', 'PasswordAuthentication no', 'KbdInteractiveAuthentication yes'],
    })
    keys = await mkdtemp(join(tmpdir(), 'stackstead-keys-'))
    for (const [name, phrase] of [
      ['other-1', ''],
      ['other-2', ''],
      ['other-3', ''],
    ] as const) {
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', phrase, '-f', join(keys, name)])
    }
    await copyFile(sshd.userKey, join(keys, 'locked'))
    execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'phrase', '-f', join(keys, 'locked')])
  })
  afterAll(async () => {
    await sshd?.[Symbol.asyncDispose]()
    await pam?.[Symbol.asyncDispose]()
    await rm(keys, { recursive: true, force: true })
  })

  /** Resolves to what whoami says there. */
  const whoami = async (target: SshTarget, options: SshOptions = {}, server = sshd) => {
    await using machine = await connect('m', target, clientOptions(server, options))
    return (await machine.exec(sh`whoami`, { root: false })).stdout.trim()
  }
  const since = async (server: Sshd, work: () => Promise<unknown>) => {
    const before = server.log().length
    const result = await work()
    await delay(150)
    return { result, log: server.log().slice(before) }
  }
  const count = (log: string, text: RegExp) => [...log.matchAll(new RegExp(text, 'g'))].length

  test('a key file', async () => {
    expect(await whoami(keyTarget(sshd))).toBe('root')
  })

  test('a key file that does not exist is named before anything is sent', async () => {
    const { result, log } = await since(sshd, () => rejection(whoami(keyTarget(sshd, { key: join(keys, 'nothing') }))))
    expect(result).toMatchObject({
      data: { code: 'invalid-input', message: expect.stringContaining('does not exist') },
    })
    expect(log).not.toMatch(/Failed|Accepted/)
  })

  test('a locked key asks for its passphrase once, with machine and path', async () => {
    const asked: unknown[] = []
    const askPassphrase = async (question: unknown) => {
      asked.push(question)
      return new Secret('phrase')
    }
    expect(await whoami(keyTarget(sshd, { key: join(keys, 'locked') }), { askPassphrase })).toBe('root')
    expect(asked).toEqual([{ machine: 'm', path: join(keys, 'locked') }])
  })

  test('the passphrase of a key the server does not want is not asked for', async () => {
    await copyFile(join(keys, 'other-1'), join(keys, 'locked-other'))
    execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'phrase', '-f', join(keys, 'locked-other')])
    let asked = 0
    const askPassphrase = async () => {
      asked += 1
      return new Secret('phrase')
    }
    const error = await rejection(whoami(keyTarget(sshd, { key: join(keys, 'locked-other') }), { askPassphrase }))
    expect(asked).toBe(0)
    expect(error).toMatchObject({ data: { code: 'authentication', message: expect.stringContaining('locked-other') } })
  })

  test('a wrong passphrase leaves the password as the next thing to try', async () => {
    const target = { ...passwordTarget(sshd, USER.name), key: join(keys, 'locked') }
    const askPassphrase = async () => new Secret('wrong')
    expect(await whoami(target, { askPassphrase, password })).toBe(USER.name)
    expect(await rejection(whoami(target, { askPassphrase }))).toMatchObject({
      data: { code: 'authentication', message: expect.stringContaining('locked (the passphrase does not fit)') },
    })
  })

  test('default keys of the folder are found', async () => {
    const userFolder = await mkdtemp(join(tmpdir(), 'stackstead-dot-ssh-'))
    await copyFile(sshd.userKey, join(userFolder, 'id_ecdsa'))
    expect(await whoami({ ...passwordTarget(sshd, 'root') }, { userFolder })).toBe('root')
    await rm(userFolder, { recursive: true })
  })

  test('an agent signs, and its many keys do not crowd out the named one', async () => {
    const socket = join(keys, 'agent')
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' })
    try {
      await delay(300)
      const add = (file: string) =>
        execFileSync('ssh-add', ['-q', file], { env: { ...process.env, SSH_AUTH_SOCK: socket } })
      add(sshd.userKey)
      expect(await whoami(passwordTarget(sshd, 'root'), { agent: socket })).toBe('root')
      for (const name of ['other-1', 'other-2', 'other-3']) add(join(keys, name))
      // The named file is locked, and the agent holds its key: nobody is asked.
      expect(await whoami(keyTarget(sshd, { key: join(keys, 'locked') }), { agent: socket })).toBe('root')
    } finally {
      agent.kill()
    }
  })

  test('an agent that is gone is passed over', async () => {
    expect(await whoami(keyTarget(sshd), { agent: join(keys, 'no-agent') })).toBe('root')
  })

  test('a password, and it serves for sudo without another question', async () => {
    expect(await whoami(passwordTarget(sshd, USER.name), { password })).toBe(USER.name)
    const asked: unknown[] = []
    const askPassword = async (question: unknown) => {
      asked.push(question)
      return password
    }
    expect(await whoami(passwordTarget(sshd, USER.name), { askPassword })).toBe(USER.name)
    expect(asked).toEqual([{ machine: 'm', user: USER.name, host: '127.0.0.1', purpose: 'login' }])
  })

  test('a wrong password is sent exactly once, then and whenever the machine is used again', async () => {
    await using pool = new SshPool(clientOptions(sshd, { password: new Secret('wrong') }))
    const attempt = () => rejection(pool.connect('m', passwordTarget(sshd, USER.name)))
    const { result, log } = await since(sshd, async () => {
      const [first] = await Promise.all([attempt(), attempt(), attempt()])
      expect(await attempt()).toBe(first)
      return first
    })
    expect(result).toMatchObject({
      data: { code: 'authentication', machine: 'm', remedy: expect.stringContaining('tried once') },
    })
    expect(count(log, /Failed password/)).toBe(1)
  })

  test('keyboard-interactive is answered with the password', async () => {
    expect(await whoami(passwordTarget(pam, USER.name), { password }, pam)).toBe(USER.name)
  })

  test('a wrong password is answered exactly once to keyboard-interactive', async () => {
    const options = { password: new Secret('wrong') }
    const { result, log } = await since(pam, () => rejection(whoami(passwordTarget(pam, USER.name), options, pam)))
    expect(result).toMatchObject({ data: { code: 'authentication' } })
    expect(count(log, /PAM: Authentication failure/)).toBe(1)
  })

  test('no person and no key: the error says what was at hand and what the server takes', async () => {
    const error = await rejection(whoami(passwordTarget(sshd, USER.name)))
    expect(error).toMatchObject({
      data: {
        code: 'authentication',
        message: expect.stringContaining('no key, agent or password was at hand'),
        detail: expect.stringContaining('password'),
      },
    })
  })

  test('the person is not asked for a password where the server takes none', async () => {
    await using strict = await startSshd()
    const askPassword = async () => {
      throw new Error('asked')
    }
    const error = await rejection(whoami(passwordTarget(strict, 'root'), { askPassword }, strict))
    expect(error).toMatchObject({ data: { code: 'authentication', detail: 'The server accepts: publickey.' } })
  })

  test('time a person takes to answer is not counted', async () => {
    const slowly = async () => {
      await delay(1_500)
      return password
    }
    expect(await whoami(passwordTarget(sshd, USER.name), { askPassword: slowly, connectTimeout: 1_000 })).toBe(
      USER.name,
    )
  })

  test('~/.ssh/config names user, port and key', async () => {
    const userFolder = join(keys, 'dot-ssh')
    await mkdir(userFolder)
    const lines = [
      'Host lab-*',
      '  HostName 127.0.0.1',
      `  Port ${sshd.port}`,
      '  User root',
      `  IdentityFile "${sshd.userKey}"`,
    ]
    await writeFile(join(userFolder, 'config'), `Include more\n${lines.join('\n')}\n`)
    await writeFile(join(userFolder, 'more'), `Host lab-two\n  User ${USER.name}\n`)
    expect(await whoami({ host: 'lab-one' }, { userFolder })).toBe('root')
    expect(await whoami({ host: 'lab-two' }, { userFolder })).toBe(USER.name)
    expect(await whoami({ host: 'lab-two', user: 'root' }, { userFolder })).toBe('root')
  })
})
