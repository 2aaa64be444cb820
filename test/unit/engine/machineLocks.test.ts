/** The locks of a run over a real sshd: lost with a connection and had again, taken away, and what a run makes of it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { SshPool } from '../../../provisioner/adapters/sshPool.ts'
import { checkPlan } from '../../../provisioner/core/check.ts'
import { sh } from '../../../provisioner/core/command.ts'
import type { RunEvent } from '../../../provisioner/core/event.ts'
import { fact, type Subject } from '../../../provisioner/core/fact.ts'
import { buildPlan } from '../../../provisioner/core/plan.ts'
import { runPlan } from '../../../provisioner/core/run.ts'
import { Secret } from '../../../provisioner/core/secret.ts'
import { type Step, verdict } from '../../../provisioner/core/step.ts'
import { marked, unlockMachine } from '../../../provisioner/engine/machineLock.ts'
import { type LockedFleet, lockMachines } from '../../../provisioner/engine/machineLocks.ts'
import { clientOptions, keyTarget, rejection } from '../../support/sshClient.ts'
import { type Sshd, sshdLacks, startSshd, type TestUser } from '../../support/sshd.ts'
import { until } from '../../support/until.ts'

vi.setConfig({ testTimeout: 90_000 })

const lacks = sshdLacks({ users: true })
const MACHINE = 'compute-1'
const WORK = { operation: 'apply', cloud: { id: 'a'.repeat(32), name: 'home' } }
const HELD = sh`flock -n /var/lib/stackstead/lock true; echo $?`

describe.skipIf(lacks !== undefined)(`locked machines${lacks === undefined ? '' : ` (left out: ${lacks})`}`, () => {
  const fleetOf = (sshd: Sshd, user?: TestUser) => {
    const sudoPassword = user === undefined ? {} : { sudoPassword: new Secret(user.password) }
    const pool = new SshPool(clientOptions(sshd, sudoPassword))
    return {
      transport: () => pool.connect(MACHINE, keyTarget(sshd, user === undefined ? {} : { user: user.name })),
      [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
    }
  }
  type OneFleet = ReturnType<typeof fleetOf>

  const locked = async (fleet: OneFleet, signal?: AbortSignal): Promise<LockedFleet> => {
    const locks = await lockMachines([MACHINE], fleet, WORK, () => {}, signal)
    if (locks === undefined) throw new Error('not locked')
    return locks
  }
  const isHeld = async (fleet: OneFleet): Promise<boolean> =>
    (await (await fleet.transport()).exec(HELD)).stdout === '1\n'

  test.concurrent('a second run is told who holds the lock, and gets it once the first has ended', async () => {
    await using sshd = await startSshd({ ownState: true })
    await using mine = fleetOf(sshd)
    await using theirs = fleetOf(sshd)
    const locks = await locked(mine)
    expect(await rejection(locked(theirs))).toMatchObject({
      data: { code: 'locked', machine: MACHINE, message: expect.stringMatching(/is being changed by \S+@\S+ \(apply/) },
    })
    await locks[Symbol.asyncDispose]()
    await using _again = await locked(theirs)
  })

  test.concurrent('a lock is held as long as its run lasts, and no longer', async () => {
    await using sshd = await startSshd({ ownState: true })
    await using mine = fleetOf(sshd)
    await using theirs = fleetOf(sshd)
    {
      await using _locks = await locked(mine)
      await delay(20_000)
      expect(await isHeld(theirs)).toBe(true)
    }
    expect(await isHeld(theirs)).toBe(false)
  })

  test.concurrent('a lock that went with its connection is taken again before anything is changed', async () => {
    await using sshd = await startSshd({ ownState: true })
    await using mine = fleetOf(sshd)
    await using theirs = fleetOf(sshd)
    await using locks = await locked(mine)
    const before = await locks.transport(MACHINE)
    sshd.signalSessions('SIGKILL')
    await until(async () => expect(await isHeld(theirs)).toBe(false))
    expect(await rejection(before.exec(sh`true`))).toMatchObject({ data: { code: 'unreachable' } })
    const put = before.put('/tmp/never', 'x', { owner: 'root', group: 'root', mode: 0o600 })
    expect(await rejection(put)).toMatchObject({ data: { code: 'unreachable' } })
    const [after] = await Promise.all([1, 2, 3].map(() => locks.transport(MACHINE)))
    expect(await isHeld(theirs)).toBe(true)
    expect((await after?.exec(sh`echo here`))?.stdout).toBe('here\n')
  })

  test.concurrent('a connection that is cut in silence does not keep its lock from who goes on', async () => {
    await using sshd = await startSshd({ ownState: true })
    await using mine = fleetOf(sshd)
    await using theirs = fleetOf(sshd)
    const locks = await locked(mine)
    const before = await locks.transport(MACHINE)
    sshd.signalSessions('SIGSTOP')
    await using _next = await locked(theirs)
    // By now this side knows as well.
    expect(await rejection(before.exec(sh`true`))).toMatchObject({ data: { code: 'unreachable' } })
    // Sessions of the one that holds it now are among them, and ended by this sshd's end.
    await locks[Symbol.asyncDispose]()
  })

  test.concurrent('a lock that was taken away is not taken again, and the run learns why', async () => {
    await using sshd = await startSshd({ ownState: true })
    await using mine = fleetOf(sshd)
    await using theirs = fleetOf(sshd)
    await using locks = await locked(mine)
    const before = await locks.transport(MACHINE)
    expect(await unlockMachine(await theirs.transport())).toMatchObject({ operation: 'apply' })
    expect(await isHeld(theirs)).toBe(false)
    const taken = { data: { code: 'locked', machine: MACHINE, message: expect.stringContaining('taken away') } }
    await until(async () => expect(await rejection(before.exec(sh`true`))).toMatchObject(taken))
    expect(await rejection(locks.transport(MACHINE))).toMatchObject(taken)
    expect(await isHeld(theirs)).toBe(false)
  })

  test.concurrent.each([
    { title: 'with a terminal of its own', sudoers: ['Defaults use_pty'] },
    { title: 'without one', sudoers: ['Defaults !use_pty'] },
  ])(
    'had through sudo $title, a lock ends with its run, its connection, or by being taken away',
    async ({ sudoers }) => {
      const user = { name: 'stacklocks', password: 'word', sudo: 'ALL=(ALL) ALL' }
      await using sshd = await startSshd({ ownState: true, users: [user], sudoers })
      await using theirs = fleetOf(sshd, user)
      {
        await using mine = fleetOf(sshd, user)
        await using _locks = await locked(mine)
        expect(await isHeld(theirs)).toBe(true)
      }
      expect(await isHeld(theirs)).toBe(false)
      await using mine = fleetOf(sshd, user)
      await using locks = await locked(mine)
      sshd.signalSessions('SIGKILL')
      await until(async () => expect(await isHeld(theirs)).toBe(false))
      await locks.transport(MACHINE)
      expect(await isHeld(theirs)).toBe(true)
      await unlockMachine(await theirs.transport())
      await until(async () =>
        expect(await rejection(locks.transport(MACHINE))).toMatchObject({ data: { code: 'locked' } }),
      )
      expect(await isHeld(theirs)).toBe(false)
    },
  )

  test.concurrent('a machine that was off when the others were locked is locked before it is changed', async () => {
    await using sshd = await startSshd({ ownState: true })
    await sshd.stop()
    await using mine = fleetOf(sshd)
    await using theirs = fleetOf(sshd)
    await using locks = await locked(mine)
    expect(await rejection(locks.transport(MACHINE))).toMatchObject({ data: { code: 'unreachable' } })
    await sshd.start()
    await locks.transport(MACHINE)
    expect(await isHeld(theirs)).toBe(true)
  })

  /** A step that takes two seconds and notes when it begins. */
  const slowStep = (folder: string): Step => {
    const wanted: Subject<string, boolean> = {
      name: 'exists',
      command: (paths) => sh`ls -d ${[...paths]} 2>/dev/null; true`,
      parse: (result) => (path) => result.stdout.includes(path),
    }
    const done = fact(wanted, join(folder, 'done'))
    return {
      id: `slow@${MACHINE}`,
      title: 'Take two seconds',
      machine: MACHINE,
      explains: 'A step of a test.',
      reads: [done],
      check: (read) => verdict(read(done) ? [] : [{ kind: 'command', operation: 'run', subject: 'slow' }]),
      actions: () => [
        { kind: 'run', command: sh`echo begun >> ${join(folder, 'begun')}; sleep 2; touch ${join(folder, 'done')}` },
      ],
    }
  }

  const running = async (sshd: Sshd, mine: OneFleet, locks: LockedFleet) => {
    const phases = [{ title: 'Only', scope: 'cloud', steps: [slowStep(sshd.folder)] }] as const
    const plan = buildPlan([{ component: 'one', requires: [], phases }])
    const preview = await checkPlan(plan, mine)
    const events: RunEvent[] = []
    const emit = (event: RunEvent) => void events.push(event)
    const shown = (text: string) => text
    const outcome = runPlan(plan, {
      run: 'r',
      operation: 'apply',
      fleet: locks,
      preview,
      emit,
      shown,
      wrap: marked,
    })
    await until(async () => expect(existsSync(join(sshd.folder, 'begun'))).toBe(true))
    return { outcome, events, begun: () => readFileSync(join(sshd.folder, 'begun'), 'utf8') }
  }

  test.concurrent('a run goes on when the machine was restarted under a step', async () => {
    await using sshd = await startSshd({ ownState: true })
    await using mine = fleetOf(sshd)
    await using theirs = fleetOf(sshd)
    await using locks = await locked(mine)
    const { outcome, events, begun } = await running(sshd, mine, locks)
    await sshd.stop()
    await delay(3_000)
    await sshd.start()
    expect(await outcome).toBe('done')
    expect(begun()).toBe('begun\nbegun\n')
    const lines = events.flatMap((event) => (event.type === 'step-output' ? [event.line] : []))
    expect(lines).toEqual([expect.stringContaining('compute-1 was lost'), 'compute-1 is back'])
    expect(await isHeld(theirs)).toBe(true)
  })

  test.concurrent('a run waits for what its lost connection left at work, and does not do it twice', async () => {
    await using sshd = await startSshd({ ownState: true })
    await using mine = fleetOf(sshd)
    await using locks = await locked(mine)
    const { outcome, events, begun } = await running(sshd, mine, locks)
    sshd.signalSessions('SIGKILL')
    expect(await outcome).toBe('done')
    expect(begun()).toBe('begun\n')
    expect(events.map(({ type }) => type)).toContain('step-changed')
  })

  test.concurrent('a run changes nothing more on a machine whose lock was taken away', async () => {
    await using sshd = await startSshd({ ownState: true })
    await using mine = fleetOf(sshd)
    await using theirs = fleetOf(sshd)
    await using locks = await locked(mine)
    writeFileSync(join(sshd.folder, 'begun'), '')
    await unlockMachine(await theirs.transport())
    const taken = { data: { code: 'locked' } }
    await until(async () => expect(await rejection(locks.transport(MACHINE))).toMatchObject(taken))
    const { outcome, events } = await running(sshd, mine, locks)
    expect(await outcome).toBe('failed')
    expect(events.find((event) => event.type === 'step-failed')).toMatchObject({ error: taken.data })
    expect(readFileSync(join(sshd.folder, 'begun'), 'utf8')).toBe('')
  })
})
