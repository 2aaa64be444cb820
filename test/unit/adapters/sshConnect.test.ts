/** Machines that cannot be reached, and machines reached through others. */
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { SshOptions } from '../../../provisioner/adapters/sshOptions.ts'
import { connect, SshPool } from '../../../provisioner/adapters/sshPool.ts'
import { parseJump } from '../../../provisioner/adapters/sshTarget.ts'
import { sh } from '../../../provisioner/core/command.ts'
import { clientOptions, keyTarget, rejection } from '../../support/sshClient.ts'
import { type Sshd, sshdLacks, startSshd } from '../../support/sshd.ts'

vi.setConfig({ testTimeout: 30_000 })

const options: SshOptions = { userFolder: '/nonexistent', agent: '', knownHostsFile: '/nonexistent/known_hosts' }

async function listening(onConnection: Parameters<typeof createServer>[1]): Promise<{ server: Server; port: number }> {
  const server = createServer(onConnection).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 }
}

describe('a machine that cannot be reached', () => {
  const failure = (host: string, port: number, more: SshOptions = {}) =>
    rejection(connect('compute-2', { host, port, user: 'root' }, { ...options, ...more }))

  test('nothing listens', async () => {
    const { server, port } = await listening(() => {})
    server.close()
    expect(await failure('127.0.0.1', port)).toMatchObject({
      data: {
        code: 'unreachable',
        machine: 'compute-2',
        message: expect.stringContaining('refused the connection on 127.0.0.1'),
      },
    })
  })

  test('no such name', async () => {
    expect(await failure('no-such-machine.invalid', 22)).toMatchObject({
      data: {
        code: 'unreachable',
        message: expect.stringContaining('"no-such-machine.invalid" of compute-2 cannot be resolved'),
      },
    })
  })

  test('it accepts but never speaks', async () => {
    const { server, port } = await listening(() => {})
    const started = Date.now()
    expect(await failure('127.0.0.1', port, { connectTimeout: 400 })).toMatchObject({
      data: { code: 'unreachable', message: `compute-2 did not answer on 127.0.0.1:${port} within 0.4 s.` },
    })
    expect(Date.now() - started).toBeLessThan(2_000)
    server.close()
  })

  test('it hangs up at once, as sshd does after too many wrong passwords', async () => {
    const { server, port } = await listening((socket) => socket.destroy())
    expect(await failure('127.0.0.1', port)).toMatchObject({
      data: {
        code: 'unreachable',
        message: expect.stringContaining('closed the connection'),
        remedy: expect.stringContaining('wait'),
      },
    })
    server.close()
  })

  test('something else than ssh answers', async () => {
    const { server, port } = await listening((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect(await failure('127.0.0.1', port)).toMatchObject({ data: { code: 'unreachable', machine: 'compute-2' } })
    server.close()
  })

  test('its key file and jump host are checked before the machine is touched', async () => {
    const target = { host: '127.0.0.1', port: 1, user: 'root' }
    expect(await rejection(connect('m', { ...target, jump: 'a b' }, options))).toMatchObject({
      data: { code: 'invalid-input', message: expect.stringContaining('"a b"') },
    })
  })
})

test('jump hosts are written as ssh writes them', () => {
  expect(parseJump('admin@[2001:db8::1]:2222')).toEqual({ host: '2001:db8::1', user: 'admin', port: 2222 })
  expect(parseJump('ssh://bastion:22')).toMatchObject({ host: 'bastion', port: 22 })
  expect(parseJump('bastion')).toEqual({ host: 'bastion', user: undefined, port: undefined })
})

const lacks = sshdLacks()
describe.skipIf(lacks !== undefined)(
  `through other machines${lacks === undefined ? '' : ` (left out: ${lacks})`}`,
  () => {
    let gate: Sshd
    let inner: Sshd
    beforeAll(async () => {
      gate = await startSshd()
      inner = await startSshd({ keysOf: gate })
    })
    afterAll(async () => {
      await gate?.[Symbol.asyncDispose]()
      await inner?.[Symbol.asyncDispose]()
    })
    const config = async (text: string) => {
      const userFolder = join(gate.folder, `ssh-${text.length}`)
      await mkdir(userFolder, { recursive: true })
      await writeFile(join(userFolder, 'config'), text)
      return userFolder
    }
    const gateHost = () =>
      `Host gate\n HostName 127.0.0.1\n Port ${gate.port}\n User root\n IdentityFile ${gate.userKey}\n`
    const accepted = (sshd: Sshd) => sshd.log().split('Accepted publickey').length - 1

    test('one jump connection serves all machines behind it', async () => {
      const userFolder = await config(gateHost())
      const before = accepted(gate)
      await using pool = new SshPool(clientOptions(gate, { userFolder }))
      const names = ['compute-1', 'compute-2', 'compute-3', 'compute-4']
      const machines = await Promise.all(names.map((name) => pool.connect(name, keyTarget(inner, { jump: 'gate' }))))
      const port = `${inner.port}`
      for (const machine of machines) {
        const seen = await machine.exec(sh`echo "\${SSH_CONNECTION##* }"`, { root: false })
        expect(seen.stdout.trim()).toBe(port)
      }
      expect(accepted(gate) - before).toBe(1)
    })

    test('a chain of jumps, and a jump host that cannot reach the machine', async () => {
      await using second = await startSshd({ keysOf: gate })
      const userFolder = await config(`${gateHost()}Host 127.0.0.1\n IdentityFile ${gate.userKey}\n`)
      const here = clientOptions(gate, { userFolder })
      const jump = `gate,root@127.0.0.1:${second.port}`
      await using machine = await connect('m', keyTarget(inner, { jump }), here)
      expect((await machine.exec(sh`echo through`)).stdout).toBe('through\n')
      expect(accepted(second)).toBe(1)
      const error = await rejection(connect('m', { host: '127.0.0.1', port: 1, user: 'root', jump: 'gate' }, here))
      expect(error).toMatchObject({ data: { code: 'unreachable', message: expect.stringContaining('refused') } })
    })

    test('a way in a circle is refused', async () => {
      const userFolder = await config(`Host a\n ProxyJump b\nHost b\n ProxyJump a\n`)
      const error = await rejection(connect('m', { host: 'a', user: 'root' }, clientOptions(gate, { userFolder })))
      expect(error).toMatchObject({ data: { code: 'invalid-input', message: expect.stringContaining('circle') } })
    })

    test('a machine asked for twice is connected once, and connected again after a failure', async () => {
      await using pool = new SshPool(clientOptions(gate))
      const before = accepted(gate)
      const [first, second] = await Promise.all([
        pool.connect('m', keyTarget(gate)),
        pool.connect('m', keyTarget(gate)),
      ])
      expect(first).toBe(second)
      expect(accepted(gate) - before).toBe(1)
      const port = gate.port
      expect(await rejection(pool.connect('n', { host: '127.0.0.1', port: 1, user: 'root' }))).toBeInstanceOf(Error)
      expect((await pool.connect('n', { ...keyTarget(gate), port })).machine).toBe('n')
    })

    test('a pool asks a person one thing at a time and keeps handshakes to its limit', async () => {
      await using other = await startSshd({ keysOf: gate, config: ['MaxStartups 4'] })
      let asking = 0
      let most = 0
      const confirmHostKey = async () => {
        asking += 1
        most = Math.max(most, asking)
        await delay(30)
        asking -= 1
        return true
      }
      const base = clientOptions(other, { acceptNew: false, confirmHostKey, handshakes: 3 })
      await using pool = new SshPool(base)
      const names = Array.from({ length: 12 }, (_, index) => `m${index}`)
      const machines = await Promise.all(names.map((name) => pool.connect(name, keyTarget(other))))
      expect(machines).toHaveLength(12)
      expect(most).toBe(1)
    })
  },
)
