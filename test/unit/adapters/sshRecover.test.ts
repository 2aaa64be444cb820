/** Connections that went away: told of, and made again while nobody is there to be asked. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SshOptions } from '../../../provisioner/adapters/sshOptions.ts'
import { SshPool } from '../../../provisioner/adapters/sshPool.ts'
import { sh } from '../../../provisioner/core/command.ts'
import { Secret } from '../../../provisioner/core/secret.ts'
import { clientOptions, keyTarget, rejection } from '../../support/sshClient.ts'
import { type Sshd, sshdLacks, startSshd } from '../../support/sshd.ts'

vi.setConfig({ testTimeout: 60_000 })

const lacks = sshdLacks()

describe.skipIf(lacks !== undefined)(`a lost connection${lacks === undefined ? '' : ` (left out: ${lacks})`}`, () => {
  let sshd: Sshd
  let told: string[]
  beforeEach(async () => {
    sshd = await startSshd()
    told = []
  })
  afterEach(() => sshd?.[Symbol.asyncDispose]())

  const poolWith = (options: SshOptions = {}) =>
    new SshPool(
      clientOptions(sshd, { onConnection: (machine, state) => void told.push(`${machine} ${state}`), ...options }),
    )
  const lose = async (after: number) => {
    sshd.signalSessions('SIGKILL')
    await vi.waitFor(() => expect(told.length).toBe(after))
  }
  const logins = () => sshd.log().split('Accepted publickey').length - 1

  test('is told of, and made again once, however many want it; one that is there stays', async () => {
    await using pool = poolWith()
    const machine = await pool.connect('one', keyTarget(sshd))
    await pool.recover('one', keyTarget(sshd))
    expect(logins()).toBe(1)
    await lose(2)
    const recovering = [1, 2].map(() => pool.recover('one', keyTarget(sshd)))
    const echo = machine.exec(sh`echo back`)
    await Promise.all(recovering)
    expect((await echo).stdout).toBe('back\n')
    expect(logins()).toBe(2)
    expect(told).toEqual(['one made', 'one lost', 'one made'])
    await pool.forget('one')
    expect(told).toHaveLength(3)
  })

  test('leads through the jump host again, which is no machine to be told of', async () => {
    await using pool = poolWith()
    const target = keyTarget(sshd, { jump: `${sshd.user}@127.0.0.1:${sshd.port}`, host: 'localhost' })
    const config = join(sshd.folder, 'dot-ssh', 'config')
    execFileSync('mkdir', ['-p', join(sshd.folder, 'dot-ssh')])
    execFileSync('tee', [config], { input: `Host *\n  IdentityFile ${sshd.userKey}\n` })
    const machine = await pool.connect('behind', target)
    await lose(2)
    await expect.poll(() => told).toContain('behind lost')
    await sshd.stop()
    expect(await rejection(pool.recover('behind', target))).toMatchObject({ data: { code: 'unreachable' } })
    await sshd.start()
    await pool.recover('behind', target)
    expect((await machine.exec(sh`echo back`)).stdout).toBe('back\n')
    expect(told).toEqual(['behind made', 'behind lost', 'behind made'])
  })

  test('that needs an answer is not made alone; whoever can be asked still is', async () => {
    const key = join(sshd.folder, 'keys', 'locked')
    execFileSync('cp', ['-p', sshd.userKey, key])
    execFileSync('ssh-keygen', ['-q', '-p', '-a', '1', '-N', 'open sesame', '-f', key])
    const proved: Secret[] = []
    let asked = 0
    const askPassphrase = async () => {
      asked += 1
      return new Secret('open sesame')
    }
    await using pool = poolWith({ askPassphrase, onProved: (secret) => void proved.push(secret) })
    const target = keyTarget(sshd, { key })
    const machine = await pool.connect('one', target)
    expect([asked, proved.length]).toEqual([1, 1])
    await lose(2)
    const alone = rejection(pool.recover('one', target))
    // The attempt is under way before anybody who can be asked wants the connection.
    await setImmediate()
    const echo = machine.exec(sh`echo back`)
    expect(await alone).toMatchObject({ data: { code: 'authentication' } })
    expect((await echo).stdout).toBe('back\n')
    expect([asked, proved.length]).toEqual([2, 2])
  })
})
