/** How an instance is reached: which ways there are, which is taken, and a stream from within a network namespace. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localTransport } from '../../../provisioner/adapters/localTransport.ts'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { type GuestPlace, guestWays, openGuestWay } from '../../../provisioner/engine/guest/guestWay.ts'
import { netnsStream } from '../../../provisioner/engine/guest/netnsStream.ts'
import { printedHostKeys } from '../../../provisioner/engine/guest/printedHostKeys.ts'
import { imageLogin } from '../../../provisioner/openstack/imageLogin.ts'
import { rejection } from '../../support/sshClient.ts'

const port = (id: string, networkId: string, address: string) => ({
  ...{ id, networkId, deviceId: 's1', addresses: [{ subnetId: 'sub', address }] },
})
const PLACE: GuestPlace = {
  server: { id: 's1', name: 'web', host: 'compute-1.lab' },
  ports: [
    port('p1', 'tenant', '10.0.0.5'),
    port('p2', 'lan', '192.168.1.77'),
    { ...port('p3', 'tenant', '10.0.0.9'), deviceId: 's2' },
  ],
  networks: [
    { id: 'tenant', isExternal: false },
    { id: 'lan', isExternal: true },
  ],
  floatingIps: [
    { address: '192.168.1.80', portId: 'p1' },
    { address: '192.168.1.81', portId: 'p3' },
  ],
}
const own = {
  cloud: {
    machines: [
      { name: 'gate', parts: ['ovn-gateway'] },
      { name: 'compute-1', parts: [] },
    ],
  } as never,
  fleet: { transport: () => Promise.reject(new Error('unused')) },
}
const words = (ways: readonly { readonly address: string; readonly words: string }[]) =>
  ways.map((way) => `${way.address} ${way.words}`)

test('its addresses on the LAN come first, then through the gateway, then from within its own network', () => {
  expect(words(guestWays(PLACE, 22, own))).toEqual([
    '192.168.1.80 from this computer',
    '192.168.1.77 from this computer',
    '192.168.1.80 through gate',
    '192.168.1.77 through gate',
    '10.0.0.5 through compute-1',
  ])
  expect(words(guestWays(PLACE, 22))).toEqual([
    '192.168.1.80 from this computer',
    '192.168.1.77 from this computer',
    '10.0.0.5 from this computer',
  ])
})

test('the first that answers is taken; where none does, each is told', async () => {
  const refuse = (address: string) => ({
    ...{ address, words: 'from here' },
    open: () => Promise.reject(new StacksteadError({ code: 'unreachable', message: `${address} is silent.` })),
  })
  const stream = { stands: 'for a stream' } as never
  const said: string[] = []
  const ways = [refuse('a'), { address: 'b', words: 'from there', open: async () => stream }, refuse('c')]
  expect((await openGuestWay({ name: 'web' }, ways, (text) => said.push(text))).stream).toBe(stream)
  expect(said).toEqual(['Connecting to a from here.', 'Connecting to b from there.'])
  expect(await rejection(openGuestWay({ name: 'web' }, [refuse('a'), refuse('c')], () => {}))).toMatchObject({
    data: { code: 'unreachable', detail: 'a is silent.\nc is silent.' },
  })
})

test('host keys are read out of what an instance printed, and out of nothing else', () => {
  const finger = `SHA256:${'b'.repeat(43)}`
  const key = 'AAAAC3NzaC1lZDI1NTE5AAAAIJ3Aj7Vp4sxYcSVJsF5rOuo4jJKnNKeJEpZl1f2mEVjp'
  const log = [
    `ssh-ed25519 ${key} not-in-a-block`,
    `<14>ec2: -----BEGIN SSH HOST KEY FINGERPRINTS-----`,
    `<14>ec2: 256 ${finger} root@web (ED25519)`,
    `<14>ec2: -----END SSH HOST KEY FINGERPRINTS-----`,
    `-----BEGIN SSH HOST KEY KEYS-----\r\nssh-ed25519 ${key} root@web\r\n-----END SSH HOST KEY KEYS-----`,
  ].join('\n')
  const found = printedHostKeys(log)
  expect(found).toHaveLength(2)
  expect(found[0]).toBe(finger)
  expect(found[1]).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/)
  expect(printedHostKeys(`ssh-ed25519 ${key}`)).toEqual([])
})

test('as whom to log in: what the image says, then its distribution, then its name', () => {
  const of = (name: string, properties: Record<string, string> = {}) => imageLogin({ name, properties })
  expect(of('x', { os_admin_user: 'boss', os_distro: 'debian' })).toBe('boss')
  expect(of('x', { os_distro: 'alpinelinux' })).toBe('alpine')
  expect(of('x', { os_distro: 'rocky' })).toBe('rocky')
  expect(of('CirrOS 0.6.3')).toBe('cirros')
  expect(of('my own')).toBeUndefined()
})

const isRoot = process.getuid?.() === 0
const NAMESPACE = `ovnmeta-test-${process.pid}`
const hasNamespaces = isRoot && spawnSync('ip', ['netns', 'add', NAMESPACE]).status === 0

describe.skipIf(!isRoot)('a stream from a machine', () => {
  const server = createServer((socket) => socket.end('hello from outside'))
  const transport = localTransport('here')
  let listening = 0
  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    listening = typeof address === 'object' && address !== null ? address.port : 0
  })
  afterAll(async () => {
    server.close()
    if (hasNamespaces) execFileSync('ip', ['netns', 'del', NAMESPACE])
    await transport[Symbol.asyncDispose]()
  })

  test('passes on what the other end says, and ends with it', async () => {
    let said = ''
    for await (const chunk of await netnsStream(transport, '', '127.0.0.1', listening)) said += Buffer.from(chunk)
    expect(said).toBe('hello from outside')
  })

  test('says why there is none', async () => {
    expect(await rejection(netnsStream(transport, '', '127.0.0.1', 1))).toMatchObject({
      data: { code: 'unreachable', message: expect.stringContaining('Connection refused') },
    })
    expect(await rejection(netnsStream(transport, 'nowhere', '127.0.0.1', listening))).toMatchObject({
      data: { message: expect.stringContaining('there is no network namespace nowhere') },
    })
  })

  test.skipIf(!hasNamespaces)('is one of the namespace, not of the machine', async () => {
    execFileSync('ip', ['-n', NAMESPACE, 'link', 'set', 'lo', 'up'])
    // Only within the namespace does somebody listen there; outside it, this port says something else.
    const code = `import socket;s=socket.socket();s.bind(('127.0.0.1',${listening}));s.listen(1);print('up',flush=True);s.accept()[0].sendall(b'hello from within')`
    const within = spawn('ip', ['netns', 'exec', NAMESPACE, 'python3', '-c', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(within.stdout, 'data')
    let said = ''
    for await (const chunk of await netnsStream(transport, NAMESPACE, '127.0.0.1', listening))
      said += Buffer.from(chunk)
    expect(said).toBe('hello from within')
  })
})
