/** Machines of the app on a real sshd: host keys confirmed, passwords asked and kept, probes seen and remembered. */
import { execFileSync } from 'node:child_process'
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import type { MachineStates, Question } from '../../../electron/contract/index.ts'
import { type AppRoom, openAppRoom } from '../../support/appRoom.ts'
import { rejection } from '../../support/sshClient.ts'
import { type Sshd, sshdLacks, startSshd } from '../../support/sshd.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const lacks = sshdLacks({ users: true })
const PASSWORD = 'pass "wörd\' $(x)'
const USER = { name: 'stackapp', password: PASSWORD, sudo: 'ALL=(ALL) NOPASSWD: ALL' }
const ASKING = { name: 'stackask', password: 'sudo-word', sudo: 'ALL=(ALL) ALL' }

describe.skipIf(lacks !== undefined)(`machines of the app${lacks === undefined ? '' : ` (left out: ${lacks})`}`, () => {
  let sshd: Sshd
  let room: AppRoom
  beforeAll(async () => {
    sshd = await startSshd({ users: [USER, ASKING], config: ['LoginGraceTime 2'] })
  })
  afterAll(() => sshd?.[Symbol.asyncDispose]())
  beforeEach(async () => {
    room = await openAppRoom()
    await room.ask('clouds.create', { name: 'home' })
  })
  afterEach(() => room[Symbol.asyncDispose]())

  const entry = (name = 'one', user = 'root') => ({
    name,
    address: '127.0.0.1',
    port: sshd.port,
    user,
    ...(user === 'root' ? { key: sshd.userKey } : {}),
  })
  const question = async (kind: Question['kind']): Promise<Question> => {
    const open = await room.until('questions.follow', {}, (all) => all.some((one) => one.kind === kind))
    return open.find((one) => one.kind === kind) as Question
  }
  const yes = async () => {
    const { id } = await question('host-key')
    await room.ask('questions.answer', { id, answer: { kind: 'yes' } })
  }
  const until = async (phase: string, name = 'one') =>
    (await room.until('machines.follow', { cloud: 'home' }, ({ machines }) => machines[name]?.phase === phase))
      .machines[name] as MachineStates['machines'][string]
  const text = async () => (await room.ask('clouds.read', { cloud: 'home' })).text

  it('are added, the key confirmed, looked at, and seen again at the next start', async () => {
    await room.ask('machines.add', { cloud: 'home', machines: [entry()] })
    const asked = await question('host-key')
    const { machines } = await room.until('machines.follow', { cloud: 'home' }, () => true)
    expect(machines.one).toMatchObject({ phase: 'probing', doing: 'Waiting for your answer', credentials: [] })
    const keyFile = join(sshd.folder, 'keys', 'ed25519.pub')
    const shown = execFileSync('ssh-keygen', ['-l', '-f', keyFile], { encoding: 'utf8' })
    expect(asked).toMatchObject({ cloud: 'home', machine: 'one', port: sshd.port, keyType: 'ssh-ed25519' })
    expect(shown).toContain((asked as { fingerprint: string }).fingerprint)
    expect((asked as { command: string }).command).toContain('ssh_host_ed25519_key.pub')
    await yes()
    const ready = await until('ready')
    if (ready.phase !== 'ready') throw new Error('not ready')
    const { probe } = ready
    expect(probe.hostname).toBe((await readFile('/proc/sys/kernel/hostname', 'utf8')).trim())
    expect(probe.processor.cores).toBeGreaterThan(0)
    expect(probe.memory.total).toBeGreaterThan(100)
    expect(probe.uptime).toBeGreaterThan(0)
    expect(probe.os.kernel).toMatch(/^\d+\./)
    expect(
      probe.obstacles
        .filter((one) => one.role === 'compute')
        .map((one) => one.why)
        .join(' '),
    ).toContain('one')
    expect(probe.nics.every((nic) => nic.name !== 'lo')).toBe(true)
    expect(await readFile(join(process.env.XDG_CONFIG_HOME ?? '', 'stackstead', 'known_hosts'), 'utf8')).toContain(
      'ssh-ed25519',
    )

    room = await room.reopen()
    const again = await room.until('machines.follow', { cloud: 'home' }, () => true)
    expect(again.machines.one).toMatchObject({ phase: 'ready', at: ready.at, probe: { hostname: probe.hostname } })
    const { name: _name, ...withoutName } = entry()
    expect(parse(await text()).machines.one).toEqual(withoutName)
  })

  it('wait for a person who takes longer than sshd does', async () => {
    await room.ask('machines.add', { cloud: 'home', machines: [entry()] })
    await question('host-key')
    expect(sshd.sessions()).not.toEqual([])
    await vi.waitFor(() => expect(sshd.sessions()).toEqual([]), 10_000)
    const { machines } = await room.until('machines.follow', { cloud: 'home' }, () => true)
    expect(machines.one).toMatchObject({ phase: 'probing', doing: 'Waiting for your answer' })
    await yes()
    expect(await until('ready')).toMatchObject({ probe: { hostname: expect.any(String) } })
  })

  it('whose key is not confirmed get no credential, and are asked about again when looked at again', async () => {
    await room.ask('machines.add', { cloud: 'home', machines: [entry()], credentials: { password: 'secret' } })
    const { id } = await question('host-key')
    await room.ask('questions.answer', { id, answer: { kind: 'no' } })
    expect(await until('failed')).toMatchObject({ error: { code: 'host-key' }, credentials: ['password'] })
    expect(await rejection(room.ask('questions.answer', { id, answer: { kind: 'yes' } }))).toMatchObject({
      data: { code: 'invalid-input' },
    })
    const looked = room.ask('machines.probe', { cloud: 'home' })
    await yes()
    await looked
    expect(await until('ready')).toBeDefined()
  })

  it('ask for passwords once, keep them sealed, and use what is kept', async () => {
    await room.ask('machines.add', { cloud: 'home', machines: [entry('one', ASKING.name)] })
    await yes()
    const login = await question('password')
    expect(login).toMatchObject({ machine: 'one', purpose: 'login', user: ASKING.name })
    await room.ask('questions.answer', { id: login.id, answer: { kind: 'text', text: ASKING.password, keep: true } })
    expect(await until('ready')).toBeDefined()
    await room.until(
      'machines.follow',
      { cloud: 'home' },
      ({ machines }) => machines.one?.credentials.join() === 'password',
    )
    const folder = join(room.folder, 'credentials', 'home')
    const [file = ''] = await readdir(folder)
    expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600)
    expect((await readFile(join(folder, file))).includes(ASKING.password)).toBe(false)

    room = await room.reopen()
    const asked: readonly Question[][] = []
    const stop = room.app.listen('questions.follow', {}, (event) => (asked as unknown[]).push(event.ok && event.value))
    await room.ask('machines.probe', { cloud: 'home', machines: ['one'] })
    stop()
    expect(await until('ready')).toMatchObject({ credentials: ['password'] })
    expect(asked).toEqual([[]])
    // What is told of it to the page never holds it.
    const told = JSON.stringify(await room.until('machines.follow', { cloud: 'home' }, () => true))
    expect(told).not.toContain(ASKING.password)
  })

  const say = async (kind: 'password' | 'passphrase', text: string) => {
    const { id } = await question(kind)
    await room.ask('questions.answer', { id, answer: { kind: 'text', text, keep: true } })
  }
  const keeps = (kinds: string) =>
    room.until('machines.follow', { cloud: 'home' }, ({ machines }) => machines.one?.credentials.join() === kinds)

  it.each([
    ['login', 'password', 'password', () => entry('one', USER.name), PASSWORD, 'authentication'],
    ['sudo', 'password', 'sudoPassword', () => ({ ...entry(), user: ASKING.name }), ASKING.password, 'sudo'],
  ] as const)('keep a password for %s once it has worked; a wrong one is asked for again', async (...row) => {
    const [purpose, kind, kept, machine, right, code] = row
    await room.ask('machines.add', { cloud: 'home', machines: [machine()] })
    await yes()
    expect(await question(kind)).toMatchObject({ purpose })
    await say(kind, 'wrong')
    expect(await until('failed')).toMatchObject({ error: { code }, credentials: [] })
    expect(await readdir(join(room.folder, 'credentials', 'home')).catch(() => [])).toEqual([])
    const looked = room.ask('machines.probe', { cloud: 'home' })
    expect(await question(kind)).toMatchObject({ purpose })
    await say(kind, right)
    await looked
    expect(await until('ready')).toBeDefined()
    await keeps(kept)
  })

  it('keep a passphrase once it has opened its key; a wrong one is asked for again', async () => {
    const key = join(room.folder, 'locked')
    await copyFile(sshd.userKey, key)
    execFileSync('ssh-keygen', ['-q', '-p', '-a', '1', '-N', 'open sesame', '-f', key])
    await room.ask('machines.add', { cloud: 'home', machines: [{ ...entry(), key }] })
    await yes()
    await say('passphrase', 'wrong')
    const { id } = await question('password')
    await room.ask('questions.answer', { id, answer: { kind: 'no' } })
    expect(await until('failed')).toMatchObject({ error: { code: 'authentication' }, credentials: [] })
    const looked = room.ask('machines.probe', { cloud: 'home' })
    await say('passphrase', 'open sesame')
    await looked
    expect(await until('ready')).toBeDefined()
    await keeps('passphrase')
  })

  it('take a password that was typed for longer than sshd waits, and ask for it once', async () => {
    await room.ask('machines.add', { cloud: 'home', machines: [entry('one', USER.name)] })
    await yes()
    const { id } = await question('password')
    await vi.waitFor(() => expect(sshd.sessions()).toEqual([]), 10_000)
    const asked: string[] = []
    room.app.listen('questions.follow', {}, (event) => {
      if (event.ok) asked.push(...(event.value as Question[]).map((one) => one.id))
    })
    await room.ask('questions.answer', { id, answer: { kind: 'text', text: PASSWORD, keep: true } })
    expect(await until('ready')).toBeDefined()
    await keeps('password')
    expect(new Set(asked)).toEqual(new Set([id]))
  })

  it('with a wrong password fail once, and are tried again with the one that is given then', async () => {
    const wrong = { password: 'wrong' }
    await room.ask('machines.add', { cloud: 'home', machines: [entry('one', USER.name)], credentials: wrong })
    await yes()
    const failed = await until('failed')
    expect(failed).toMatchObject({ error: { code: 'authentication', machine: 'one' }, credentials: ['password'] })
    expect(JSON.stringify(failed)).not.toContain('wrong"')
    const renamed = { ...entry('two', USER.name) }
    await room.ask('machines.edit', {
      cloud: 'home',
      machine: 'one',
      entry: renamed,
      credentials: { password: PASSWORD },
    })
    expect(await until('ready', 'two')).toMatchObject({ credentials: ['password'] })
    expect(Object.keys(parse(await text()).machines)).toEqual(['two'])
    await room.ask('machines.edit', { cloud: 'home', machine: 'two', entry: renamed, credentials: { password: '' } })
    const { id } = await question('password')
    await room.ask('questions.answer', { id, answer: { kind: 'no' } })
    expect(await until('failed', 'two')).toMatchObject({ error: { code: 'authentication' }, credentials: [] })
  })

  it('fail one by one and say why, beside those that answer', async () => {
    const others = [
      { name: 'off', address: '127.0.0.1', port: 1 },
      { name: 'nowhere', address: 'no-such-machine.invalid' },
      {
        name: 'lost-key',
        address: '127.0.0.1',
        port: sshd.port,
        key: '/nonexistent/key',
        user: 'root',
        jump: 'root@127.0.0.1:1',
      },
    ]
    await room.ask('machines.add', { cloud: 'home', machines: [entry(), ...others] })
    await yes()
    await room.ask('machines.probe', { cloud: 'home' })
    const { machines } = await room.until('machines.follow', { cloud: 'home' }, () => true)
    expect(Object.entries(machines).map(([name, { phase }]) => [name, phase])).toEqual([
      ['one', 'ready'],
      ['off', 'failed'],
      ['nowhere', 'failed'],
      ['lost-key', 'failed'],
    ])
    expect(machines.off).toMatchObject({
      error: { code: 'unreachable', message: expect.stringContaining('off refused') },
    })
    expect(machines.nowhere).toMatchObject({ error: { message: expect.stringContaining('cannot be resolved') } })
    const jobs = await room.until('jobs.follow', {}, (all) => all.every((job) => job.state !== 'running'))
    expect(jobs.map(({ kind, title, state }) => [kind, title, state])).toContainEqual([
      'probe',
      'Look at 4 machines',
      'done',
    ])
  })

  it('are removed with their credentials; those left stay as they were', async () => {
    await room.ask('machines.add', { cloud: 'home', machines: [entry()], credentials: { sudoPassword: 'x' } })
    await yes()
    await until('ready')
    await room.ask('machines.add', { cloud: 'home', machines: [{ name: 'off', address: '127.0.0.1', port: 1 }] })
    await room.ask('machines.remove', { cloud: 'home', machines: ['one'] })
    expect(await readdir(join(room.folder, 'credentials', 'home'))).toEqual([])
    const { machines } = await room.until(
      'machines.follow',
      { cloud: 'home' },
      (states) => states.machines.off?.phase === 'failed',
    )
    expect(Object.keys(machines)).toEqual(['off'])
    expect(await rejection(room.ask('machines.remove', { cloud: 'home', machines: ['one'] }))).toMatchObject({
      data: { code: 'invalid-input', remedy: 'Known here: off.' },
    })
  })
})

describe('entries of machines', () => {
  let room: AppRoom
  beforeEach(async () => {
    room = await openAppRoom()
    await room.ask('clouds.create', { name: 'home' })
  })
  afterEach(() => room[Symbol.asyncDispose]())
  const add = (...machines: readonly { name: string; address: string; user?: string; jump?: string }[]) =>
    room.ask('machines.add', { cloud: 'home', machines: [...machines] })

  it.each([
    [{ name: 'localhost', address: '10.0.0.1' }, 'localhost is the name'],
    [{ name: '12', address: '10.0.0.1' }, 'digits only'],
    [{ name: 'a', address: '10.0.0.256' }, 'is not an IPv4 address'],
    [{ name: 'a', address: '-oProxyCommand=reboot' }, 'neither an IPv4 address nor a host name'],
    [{ name: 'a', address: 'x; reboot' }, 'neither'],
    [{ name: 'a', address: 'fe80::1' }, 'IPv6'],
    [{ name: 'a', address: '10.0.0.1', user: '-x' }, 'is not a login name'],
    [{ name: 'a', address: '10.0.0.1', jump: 'a b' }, 'is not a jump host'],
  ])('%o are refused, and nothing is written', async (machine, why) => {
    const before = await room.ask('clouds.read', { cloud: 'home' })
    const error = await rejection(add({ name: 'good', address: '127.0.0.1' }, machine))
    expect(error).toMatchObject({ data: { code: 'invalid-input', message: expect.stringContaining(why) } })
    expect(await room.ask('clouds.read', { cloud: 'home' })).toEqual(before)
  })

  it('have names and addresses of their own', async () => {
    await add({ name: 'a', address: '127.0.0.1' })
    expect(await rejection(add({ name: 'a', address: '127.0.0.2' }))).toMatchObject({
      data: { message: 'There is a machine a already.' },
    })
    expect(await rejection(add({ name: 'b', address: '127.0.0.1' }))).toMatchObject({
      data: { message: expect.stringContaining('a has 127.0.0.1 as well') },
    })
  })

  it('are woken only where their cards are known', async () => {
    await add({ name: 'a', address: '127.0.0.1' })
    expect(await rejection(room.ask('machines.wake', { cloud: 'home', machine: 'a' }))).toMatchObject({
      data: { code: 'invalid-input', message: expect.stringContaining('No wired network card of a is known') },
    })
  })

  it('keep what was seen through a rename in the text, and lose it with another address', async () => {
    const { file } = await room.ask('clouds.list', {}).then(([one]) => one ?? { file: '' })
    await writeFile(file, 'name: home\nmachines:\n  a: { address: 10.0.0.1 }\n')
    const nic = {
      name: 'e0',
      mac: '52:54:00:00:00:01',
      link: true,
      wireless: false,
      addresses: [],
      carriesSsh: false,
      mtu: 1500,
    }
    const probe = {
      os: { title: 'x', architecture: 'amd64', kernel: '6' },
      hostname: 'a',
      processor: { model: 'x', cores: 1 },
      memory: { total: 1, available: 1 },
      disks: [],
      nics: [nic],
      uptime: 1,
      obstacles: [],
    }
    await mkdir(join(room.folder, 'probes'), { recursive: true })
    const cached = { a: { way: '{"host":"10.0.0.1"}', at: 7, probe }, b: { way: '', at: 'x', probe: null } }
    await writeFile(join(room.folder, 'probes', 'home.json'), JSON.stringify(cached))
    room = await room.reopen()
    expect(await room.ask('machines.wake', { cloud: 'home', machine: 'a' })).toEqual({ sent: expect.any(Number) })
    const sees = (wanted: (machines: MachineStates['machines']) => boolean) =>
      room.until('machines.follow', { cloud: 'home' }, ({ machines }) => wanted(machines))
    await writeFile(file, 'name: home\nmachines:\n  desk: { address: 10.0.0.1 }\n')
    await sees(({ desk }) => desk?.phase === 'ready' && desk.at === 7)
    await writeFile(file, 'name: home\nmachines:\n  desk: {')
    await room.until('clouds.text', { cloud: 'home' }, ({ text: now }) => now.endsWith('{'))
    await writeFile(file, 'name: home\nmachines:\n  desk: { address: 10.0.0.1, user: root }\n')
    await sees(({ desk }) => desk?.phase === 'ready')
    await writeFile(file, 'name: home\nmachines:\n  desk: { address: 10.0.0.2 }\n')
    await sees(({ desk }) => desk?.phase === 'unknown')
  })
})
