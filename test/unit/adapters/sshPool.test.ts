/** A pool whose machines have passwords of their own, connections that are forgotten, and an end in the middle of connecting. */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { SshPool } from '../../../provisioner/adapters/sshPool.ts'
import { sh } from '../../../provisioner/core/command.ts'
import { Secret } from '../../../provisioner/core/secret.ts'
import { clientOptions, keyTarget, passwordTarget, rejection } from '../../support/sshClient.ts'
import { type Sshd, sshdLacks, startSshd } from '../../support/sshd.ts'

vi.setConfig({ testTimeout: 60_000 })

const lacks = sshdLacks({ users: true })
const ONE = { name: 'stackone', password: 'first word' }
const TWO = { name: 'stacktwo', password: 'second word' }

describe.skipIf(lacks !== undefined)(`a pool${lacks === undefined ? '' : ` (left out: ${lacks})`}`, () => {
  let sshd: Sshd
  beforeAll(async () => {
    sshd = await startSshd({ users: [ONE, TWO] })
  })
  afterAll(() => sshd?.[Symbol.asyncDispose]())

  test('gives each machine its own password, and a jump host never that of the machine behind it', async () => {
    const passwords: Record<string, string> = { one: ONE.password, two: TWO.password }
    const asked: string[] = []
    const own = async (machine: string) => {
      asked.push(machine)
      const password = passwords[machine]
      return password === undefined ? {} : { password: new Secret(password) }
    }
    await using pool = new SshPool(clientOptions(sshd), own)
    const whoami = async (name: string, user: string) => {
      const machine = await pool.connect(name, passwordTarget(sshd, user))
      return (await machine.exec(sh`whoami`, { root: false })).stdout.trim()
    }
    expect(await Promise.all([whoami('one', ONE.name), whoami('two', TWO.name)])).toEqual([ONE.name, TWO.name])
    const before = sshd.log().length
    const behind = { ...passwordTarget(sshd, ONE.name), jump: `${TWO.name}@127.0.0.1:${sshd.port}` }
    await using other = new SshPool(clientOptions(sshd), own)
    const error = await rejection(other.connect('one', behind))
    expect(error).toMatchObject({ data: { code: 'authentication', machine: '127.0.0.1' } })
    expect(asked).toContain('127.0.0.1')
    expect(sshd.log().slice(before)).not.toContain('Failed password')
  })

  test('forgets a refused login, and a connection that is open', async () => {
    let word = 'wrong'
    await using pool = new SshPool(clientOptions(sshd), async () => ({ password: new Secret(word) }))
    const connect = () => pool.connect('one', passwordTarget(sshd, ONE.name))
    const refusal = await rejection(connect())
    word = ONE.password
    expect(await rejection(connect())).toBe(refusal)
    await pool.forget('one')
    const first = await connect()
    expect(await connect()).toBe(first)
    await pool.forget('one')
    expect(await rejection(first.exec(sh`true`))).toMatchObject({
      data: { message: expect.stringContaining('closed') },
    })
    expect(await (await connect()).exec(sh`true`, { root: false })).toMatchObject({ status: 0 })
    await pool.forget('never seen')
  })

  test('asks several things at once where that is wished for', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stackstead-pool-'))
    let open = 0
    const both = Promise.withResolvers<boolean>()
    const confirmHostKey = async () => {
      open += 1
      if (open === 2) both.resolve(true)
      return both.promise
    }
    const knownHostsFile = join(folder, 'known_hosts')
    const options = clientOptions(sshd, { acceptNew: false, confirmHostKey, questions: 2, knownHostsFile })
    await using pool = new SshPool(options)
    await Promise.all(['a', 'b'].map((name) => pool.connect(name, keyTarget(sshd))))
    expect(open).toBe(2)
    await rm(folder, { recursive: true })
  })
})

test('a pool that ends does not wait for machines that never answer', async () => {
  const server = createServer(() => {}).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const pool = new SshPool({ userFolder: '/nonexistent', agent: '', handshakes: 1 })
  const target = { host: '127.0.0.1', port, user: 'root' }
  const attempts = ['a', 'b'].map((name) => rejection(pool.connect(name, target)))
  await once(server, 'connection')
  const begin = Date.now()
  await pool[Symbol.asyncDispose]()
  expect(Date.now() - begin).toBeLessThan(2_000)
  for (const attempt of attempts) expect(await attempt).toMatchObject({ data: { code: 'cancelled' } })
  server.close()
})
