/** Connections that are lost: noticed in time, reported as such, made again, and nothing is ever run twice. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import type { SshOptions } from '../../../provisioner/adapters/sshOptions.ts'
import { connect } from '../../../provisioner/adapters/sshPool.ts'
import { sh } from '../../../provisioner/core/command.ts'
import { clientOptions, keyTarget, rejection } from '../../support/sshClient.ts'
import { type Sshd, sshdLacks, startSshd } from '../../support/sshd.ts'

vi.setConfig({ testTimeout: 60_000 })

const lacks = sshdLacks()

describe.skipIf(lacks !== undefined)(`losing machines${lacks === undefined ? '' : ` (left out: ${lacks})`}`, () => {
  const machineOf = (sshd: Sshd, options: SshOptions = {}) =>
    connect('compute-1', keyTarget(sshd), clientOptions(sshd, options))

  test.concurrent('a peer that has died silently is noticed within 15 s, by all who wait for it', async () => {
    await using sshd = await startSshd()
    await using machine = await machineOf(sshd)
    const waiting = [1, 2, 3].map(() => rejection(machine.exec(sh`sleep 60`)))
    await delay(300)
    sshd.signalSessions('SIGSTOP')
    const started = Date.now()
    for (const error of await Promise.all(waiting)) {
      expect(error).toMatchObject({
        data: { code: 'unreachable', machine: 'compute-1', message: 'The connection to compute-1 was lost.' },
      })
    }
    expect(Date.now() - started).toBeLessThan(15_000)
    expect(Date.now() - started).toBeGreaterThan(6_000)
  })

  test.concurrent('a quiet but living peer is not given up', async () => {
    await using sshd = await startSshd()
    await using machine = await machineOf(sshd)
    expect((await machine.exec(sh`sleep 16; echo still here`)).stdout).toBe('still here\n')
  })

  test.concurrent('a large transfer to a machine that reads slowly is not taken for silence', async () => {
    await using sshd = await startSshd()
    await using machine = await machineOf(sshd)
    const slowly = sh`i=0; while [ $i -lt 14 ]; do head -c 500000 >/dev/null; sleep 1; i=$((i + 1)); done; wc -c`
    const result = await machine.exec({ ...slowly, input: Buffer.alloc(8_000_000) })
    expect(result).toMatchObject({ status: 0, stdout: '1000000\n' })
  })

  test.concurrent('a killed session rejects what is under way; the next command connects again', async () => {
    await using sshd = await startSshd()
    await using machine = await machineOf(sshd)
    const file = join(sshd.folder, 'count')
    const running = rejection(machine.exec(sh`echo once >>${file}; sleep 30`))
    await delay(300)
    sshd.signalSessions('SIGKILL')
    expect(await running).toMatchObject({ data: { code: 'unreachable' } })
    expect((await machine.exec(sh`cat ${file}`)).stdout).toBe('once\n')
    expect(sshd.log().split('Accepted publickey')).toHaveLength(3)
  })

  test.concurrent('commands that find the connection gone share one new one', async () => {
    await using sshd = await startSshd()
    await using machine = await machineOf(sshd)
    sshd.signalSessions('SIGKILL')
    await delay(200)
    const results = await Promise.all(Array.from({ length: 12 }, () => machine.exec(sh`echo back`)))
    expect(results.every((result) => result.stdout === 'back\n')).toBe(true)
    expect(sshd.log().split('Accepted publickey')).toHaveLength(3)
  })

  test.concurrent('a machine that is off is an error at once; later it is used again', async () => {
    await using sshd = await startSshd()
    await using machine = await machineOf(sshd)
    await sshd.stop()
    await delay(100)
    const started = Date.now()
    expect(await rejection(machine.exec(sh`true`))).toMatchObject({
      data: { code: 'unreachable', message: expect.stringContaining('refused the connection') },
    })
    expect(Date.now() - started).toBeLessThan(2_000)
    await sshd.start()
    expect((await machine.exec(sh`echo back`)).stdout).toBe('back\n')
  })

  test.concurrent('a transfer cut in the middle leaves the old content and no other file', async () => {
    await using sshd = await startSshd({ config: ['RekeyLimit 1G'] })
    await using machine = await machineOf(sshd)
    const path = join(sshd.folder, 'files', 'conf')
    await machine.exec(sh`mkdir ${join(sshd.folder, 'files')}`)
    await machine.put(path, 'old', { owner: 'root', group: 'root', mode: 0o640 })
    const writing = rejection(
      machine.put(path, Buffer.alloc(200_000_000, 'new'), { owner: 'root', group: 'root', mode: 0o600 }),
    )
    await delay(250)
    sshd.signalSessions('SIGKILL')
    expect(await writing).toMatchObject({ data: { code: 'unreachable' } })
    await delay(1_000)
    expect(await readFile(path, 'utf8')).toBe('old')
    expect((await machine.exec(sh`ls -A ${join(sshd.folder, 'files')}`)).stdout).toBe('conf\n')
  })

  test.concurrent('a disposed transport says so and sends nothing', async () => {
    await using sshd = await startSshd()
    const machine = await machineOf(sshd)
    await machine[Symbol.asyncDispose]()
    expect(await rejection(machine.exec(sh`true`))).toMatchObject({ data: { code: 'internal' } })
    await delay(100)
    expect(sshd.sessions()).toEqual([])
  })
})
