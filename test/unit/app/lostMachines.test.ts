/** Machines whose connection goes away, on a real sshd: said at once, found again by themselves, never insisted on. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MachineStates, Question } from '../../../electron/contract/index.ts'
import { type AppRoom, openAppRoom } from '../../support/appRoom.ts'
import { type Sshd, sshdLacks, startSshd } from '../../support/sshd.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

type State = MachineStates['machines'][string]

const lacks = sshdLacks({ users: true })
const USER = { name: 'stacklost', password: 'first-word', sudo: 'ALL=(ALL) NOPASSWD: ALL' }

describe.skipIf(lacks !== undefined)(`lost machines${lacks === undefined ? '' : ` (left out: ${lacks})`}`, () => {
  let sshd: Sshd
  let room: AppRoom
  let asked: Question[]
  beforeAll(async () => {
    sshd = await startSshd({ users: [USER] })
  })
  afterAll(() => sshd?.[Symbol.asyncDispose]())
  beforeEach(async () => {
    await sshd.stop()
    await sshd.start()
    room = await openAppRoom()
    asked = []
    await room.ask('clouds.create', { name: 'home' })
    room.app.listen('questions.follow', {}, (event) => {
      if (event.ok) asked.push(...(event.value as Question[]))
    })
  })
  afterEach(async () => {
    await room[Symbol.asyncDispose]()
    await sshd.stop()
  })

  const until = async (isIt: (state: State | undefined) => boolean): Promise<State> => {
    const { machines } = await room.until('machines.follow', { cloud: 'home' }, (all) => isIt(all.machines.one))
    return machines.one as State
  }
  const answer = async (kind: Question['kind'], given: { kind: 'yes' } | { kind: 'text'; text: string }) => {
    const open = await room.until('questions.follow', {}, (all) => all.some((one) => one.kind === kind))
    const { id = '' } = open.find((one) => one.kind === kind) ?? {}
    await room.ask('questions.answer', { id, answer: given.kind === 'yes' ? given : { ...given, keep: false } })
  }
  const add = async (login: { readonly key?: string; readonly user: string }) => {
    const machine = { name: 'one', address: '127.0.0.1', port: sshd.port, ...login }
    await room.ask('machines.add', { cloud: 'home', machines: [machine] })
    await answer('host-key', { kind: 'yes' })
  }
  const connections = () => sshd.log().split('Connection from').length - 1

  it('are said to be lost, with what they last showed, and are ready again without anybody asking', async () => {
    await add({ user: 'root', key: sshd.userKey })
    const ready = await until((state) => state?.phase === 'ready')
    if (ready.phase !== 'ready') throw new Error('not ready')
    asked.length = 0
    await sshd.stop()
    const lost = await until((state) => state?.phase === 'failed')
    expect(lost).toMatchObject({
      error: { code: 'unreachable', machine: 'one', message: 'one stopped answering.' },
      last: { hostname: ready.probe.hostname },
      lost: { retryAt: expect.any(Number) },
    })
    const refused = await until((state) => state?.phase === 'failed' && /refused/.test(state.error.message))
    expect(refused).toMatchObject({ at: (lost as typeof ready).at, last: ready.probe })
    await sshd.start()
    const again = await until((state) => state?.phase === 'ready')
    expect(again).toMatchObject({ probe: { hostname: ready.probe.hostname } })
    expect((again as typeof ready).at).toBeGreaterThan(ready.at)
    expect(asked).toEqual([])
  })

  it('are left alone while nobody looks, and tried at once when somebody does', async () => {
    await add({ user: 'root', key: sshd.userKey })
    await until((state) => state?.phase === 'ready')
    sshd.signalSessions('SIGKILL')
    const before = connections()
    await delay(3_000)
    expect(connections()).toBe(before)
    const begin = Date.now()
    await until((state) => state?.phase === 'ready')
    expect(Date.now() - begin).toBeLessThan(1_500)
    expect(connections()).toBe(before + 1)
  })

  it('that refuse the login when they are back are not asked twice, and nobody is asked for another password', async () => {
    await add({ user: USER.name })
    await answer('password', { kind: 'text', text: USER.password })
    await until((state) => state?.phase === 'ready')
    asked.length = 0
    await sshd.stop()
    const { password } = USER
    USER.password = 'second-word'
    await sshd.start()
    const refused = await until((state) => state?.phase === 'failed' && state.error.code !== 'unreachable')
    expect(refused).toMatchObject({
      error: { code: 'authentication' },
      last: { hostname: expect.any(String) },
      lost: {},
    })
    expect(refused).not.toHaveProperty('lost.retryAt')
    expect(sshd.log().split('Failed password')).toHaveLength(2)
    expect(asked).toEqual([])
    const looked = room.ask('machines.probe', { cloud: 'home' })
    await answer('password', { kind: 'text', text: USER.password })
    await looked
    expect(await until((state) => state?.phase === 'ready')).not.toHaveProperty('lost')
    USER.password = password
  })

  it('with a locked key wait for the person, who is asked when he means to try again', async () => {
    const key = join(sshd.folder, 'keys', 'locked')
    execFileSync('cp', ['-p', sshd.userKey, key])
    execFileSync('ssh-keygen', ['-q', '-p', '-a', '1', '-N', 'open sesame', '-f', key])
    await add({ user: 'root', key })
    await answer('passphrase', { kind: 'text', text: 'open sesame' })
    await until((state) => state?.phase === 'ready')
    asked.length = 0
    sshd.signalSessions('SIGKILL')
    const waiting = await until((state) => state?.phase === 'failed' && state.error.code !== 'unreachable')
    expect(waiting).toMatchObject({ error: { message: expect.stringContaining('needs a passphrase') }, lost: {} })
    expect(asked).toEqual([])
    const looked = room.ask('machines.probe', { cloud: 'home' })
    await answer('passphrase', { kind: 'text', text: 'open sesame' })
    await looked
    await until((state) => state?.phase === 'ready')
  })

  it('are found by a look somebody asks for, too', async () => {
    await add({ user: 'root', key: sshd.userKey })
    await until((state) => state?.phase === 'ready')
    await sshd.stop()
    await until((state) => state?.phase === 'failed')
    await room.ask('machines.probe', { cloud: 'home' })
    const still = await until((state) => state?.phase === 'failed')
    expect(still).toMatchObject({ error: { code: 'unreachable' }, lost: { retryAt: expect.any(Number) } })
    await sshd.start()
    await room.ask('machines.probe', { cloud: 'home' })
    expect(await until(() => true)).toMatchObject({ phase: 'ready' })
  })
})
