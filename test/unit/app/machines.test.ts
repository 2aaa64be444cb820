/** Machines of the app on a real sshd: host keys confirmed, probes seen and remembered, failures told one by one. */
import { execFileSync } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { rejection } from '../../support/sshClient.ts'
import { ASKING, LACKS, sshdHome } from '../../support/sshdHome.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

describe.skipIf(LACKS !== undefined)(`machines of the app${LACKS === undefined ? '' : ` (left out: ${LACKS})`}`, () => {
  const home = sshdHome()
  const { entry, question, yes, until, text } = home

  it('are added, the key confirmed, looked at, and seen again at the next start', async () => {
    await home.room.ask('machines.add', { cloud: 'home', machines: [entry()] })
    const asked = await question('host-key')
    const { machines } = await home.room.until('machines.follow', { cloud: 'home' }, () => true)
    expect(machines.one).toMatchObject({ phase: 'probing', doing: 'Waiting for your answer', credentials: [] })
    const keyFile = join(home.sshd.folder, 'keys', 'ed25519.pub')
    const shown = execFileSync('ssh-keygen', ['-l', '-f', keyFile], { encoding: 'utf8' })
    expect(asked).toMatchObject({ cloud: 'home', machine: 'one', port: home.sshd.port, keyType: 'ssh-ed25519' })
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

    await home.reopen()
    const again = await home.room.until('machines.follow', { cloud: 'home' }, () => true)
    expect(again.machines.one).toMatchObject({ phase: 'seen', at: ready.at, probe: { hostname: probe.hostname } })
    const { name: _name, ...withoutName } = entry()
    expect(parse(await text()).machines.one).toEqual(withoutName)
  })

  it('wait for a person who takes longer than sshd does', async () => {
    await home.room.ask('machines.add', { cloud: 'home', machines: [entry()] })
    await question('host-key')
    expect(home.sshd.sessions()).not.toEqual([])
    await vi.waitFor(() => expect(home.sshd.sessions()).toEqual([]), 10_000)
    const { machines } = await home.room.until('machines.follow', { cloud: 'home' }, () => true)
    expect(machines.one).toMatchObject({ phase: 'probing', doing: 'Waiting for your answer' })
    await yes()
    expect(await until('ready')).toMatchObject({ probe: { hostname: expect.any(String) } })
  })

  it('whose key is not confirmed get no credential, and are asked about again when looked at again', async () => {
    await home.room.ask('machines.add', { cloud: 'home', machines: [entry()], credentials: { password: 'secret' } })
    const { id } = await question('host-key')
    await home.room.ask('questions.answer', { id, answer: { kind: 'no' } })
    expect(await until('failed')).toMatchObject({ error: { code: 'host-key' }, credentials: [] })
    expect(await rejection(home.room.ask('questions.answer', { id, answer: { kind: 'yes' } }))).toMatchObject({
      data: { code: 'invalid-input' },
    })
    const looked = home.room.ask('machines.probe', { cloud: 'home' })
    await yes()
    await looked
    expect(await until('ready')).toBeDefined()
  })

  it('fail one by one and say why, beside those that answer', async () => {
    const others = [
      { name: 'off', address: '127.0.0.1', port: 1 },
      { name: 'nowhere', address: 'no-such-machine.invalid' },
      {
        name: 'lost-key',
        address: '127.0.0.1',
        port: home.sshd.port,
        key: '/nonexistent/key',
        user: 'root',
        jump: 'root@127.0.0.1:1',
      },
    ]
    await home.room.ask('machines.add', { cloud: 'home', machines: [entry(), ...others] })
    await yes()
    await home.room.ask('machines.probe', { cloud: 'home' })
    const { machines } = await home.room.until('machines.follow', { cloud: 'home' }, () => true)
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
    const jobs = await home.room.until('jobs.follow', {}, (all) => all.every((job) => job.state !== 'running'))
    expect(jobs.map(({ kind, title, state }) => [kind, title, state])).toContainEqual([
      'probe',
      'Look at 4 machines',
      'done',
    ])
  })

  it('are removed with their credentials; those left stay as they were', async () => {
    await home.room.ask('machines.add', {
      cloud: 'home',
      machines: [{ ...entry(), user: ASKING.name }],
      credentials: { sudoPassword: ASKING.password },
    })
    await yes()
    await until('ready')
    await home.room.until(
      'machines.follow',
      { cloud: 'home' },
      ({ machines }) => machines.one?.credentials.join() === 'sudoPassword',
    )
    await home.room.ask('machines.add', { cloud: 'home', machines: [{ name: 'off', address: '127.0.0.1', port: 1 }] })
    await home.room.ask('machines.remove', { cloud: 'home', machines: ['one'] })
    expect(await readdir(join(home.room.folder, 'credentials', 'home'))).toEqual([])
    const { machines } = await home.room.until(
      'machines.follow',
      { cloud: 'home' },
      (states) => states.machines.off?.phase === 'failed',
    )
    expect(Object.keys(machines)).toEqual(['off'])
    expect(await rejection(home.room.ask('machines.remove', { cloud: 'home', machines: ['one'] }))).toMatchObject({
      data: { code: 'invalid-input', remedy: 'Known here: off.' },
    })
  })
})
