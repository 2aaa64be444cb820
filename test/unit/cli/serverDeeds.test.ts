/** What is done to instances from the command line, against a stand-in for the APIs that has states of its own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { newText } from '../../../provisioner/cli/running/newText.ts'
import { type CliResult, runCli, startCli } from '../../support/cli.ts'
import { FakeCloud, PASSWORD, type Reply } from '../../support/fakeCloud.ts'

vi.setConfig({ testTimeout: 120_000 })

const WEB = '11111111-1111-4111-8111-111111111111'
const DB = '22222222-2222-4222-8222-222222222222'

interface Told {
  id: string
  name: string
  status: string
  task?: string
  host?: string
  fault?: string
}

let folder = ''
let cloud: FakeCloud
let servers: Told[]
/** What becomes of an instance with the next look at it, after the one that shows Nova busy. */
let becomes: Partial<Told>
/** How often the busy one is shown. */
let busy: number
let printed: string[]

const cli = (...words: string[]): Promise<CliResult> =>
  runCli([...words, '--os-cloud', 'lab'], { folder, home: folder })
const changes = (): string[] => cloud.calls.filter((call) => !call.startsWith('GET'))
const bodies = (): unknown[] =>
  cloud.asked
    .filter(({ body, method, path }) => method !== 'GET' && body !== '' && !path.includes('tokens'))
    .map((one) => JSON.parse(one.body))

function row({ fault, host, id, name, status, task }: Told) {
  return {
    ...{ id, name, status, tenant_id: 'p1', created: '2026-01-01T00:00:00Z', 'OS-EXT-STS:vm_state': 'active' },
    ...{ image: { id: 'i1' }, 'OS-EXT-STS:task_state': task ?? null, 'OS-EXT-SRV-ATTR:host': host ?? null },
    ...(fault === undefined ? {} : { fault: { code: 500, message: fault } }),
  }
}

function routes(id: string) {
  const one = (): Told | undefined => servers.find((server) => server.id === id)
  return {
    [`GET /v2.1/servers/${id}`]: (): Reply => {
      const server = one()
      if (server?.task !== undefined) {
        if (busy === 0) {
          Object.assign(server, becomes)
          delete server.task
        } else busy -= 1
      }
      return server === undefined ? { status: 404, body: {} } : { body: { server: row(server) } }
    },
    [`POST /v2.1/servers/${id}/action`]: ({ body }: { readonly body: string }): Reply => {
      if (body.includes('ConsoleOutput')) {
        return { body: { output: printed.length > 1 ? printed.shift() : printed[0] } }
      }
      Object.assign(one() ?? {}, { task: 'working' })
      return { status: 202, body: body.includes('createImage') ? { image_id: 'i9' } : undefined }
    },
  }
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stackstead-cli-'))
  servers = [
    { id: WEB, name: 'web', status: 'ACTIVE', host: 'compute-1' },
    { id: DB, name: 'db', status: 'ACTIVE', host: 'compute-1' },
  ]
  becomes = {}
  busy = 1
  printed = ['']
  const at = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' }
  const image = { name: 'debian', visibility: 'public', disk_format: 'qcow2', size: 1, ...at }
  const port = (id: string, network: string, address: string) => ({
    ...{ id, name: '', project_id: 'p1', status: 'ACTIVE', network_id: network, device_id: WEB },
    ...{ device_owner: 'compute:nova', mac_address: `fa:16:3e:00:00:0${id}` },
    fixed_ips: [{ subnet_id: 's1', ip_address: address }],
    security_groups: ['g1'],
  })
  const floating = (id: string, address: string, to: string | null) => ({
    ...{ id, floating_ip_address: address, fixed_ip_address: null, port_id: to, floating_network_id: 'n2' },
    ...{ router_id: null, status: 'DOWN', project_id: 'p1' },
  })
  const migration = {
    ...{ id: 7, uuid: 'm1', status: 'running', source_compute: 'compute-1', dest_compute: 'compute-2' },
    ...{ server_uuid: WEB, ...at, memory_total_bytes: 2 ** 30, memory_processed_bytes: 2 ** 29 },
    ...{ memory_remaining_bytes: 2 ** 29, disk_total_bytes: 0, disk_processed_bytes: 0, disk_remaining_bytes: 0 },
  }
  cloud = await FakeCloud.start({
    'GET /v2.1/servers/detail': ({ path }) => {
      const wanted = new URL(path, cloud.url).searchParams.get('name')
      return { body: { servers: servers.filter(({ name }) => wanted === null || name.includes(wanted)).map(row) } }
    },
    ...routes(WEB),
    ...routes(DB),
    [`PUT /v2.1/servers/${WEB}`]: [{ body: {} }],
    [`POST /v2.1/servers/${WEB}/metadata`]: [{ body: {} }],
    [`PUT /v2.1/servers/${WEB}/tags/blue`]: [{ status: 201 }],
    [`DELETE /v2.1/servers/${WEB}/tags/blue`]: [{ status: 204 }],
    [`POST /v2.1/servers/${WEB}/os-interface`]: [{ body: { interfaceAttachment: { port_id: 'p9' } } }],
    [`DELETE /v2.1/servers/${WEB}/os-interface/1`]: [{ status: 202 }],
    [`GET /v2.1/servers/${WEB}/migrations`]: [{ body: { migrations: [migration] } }],
    [`DELETE /v2.1/servers/${WEB}/migrations/7`]: [{ status: 202 }],
    'GET /v2.1/flavors/detail': [{ body: { flavors: [{ id: 'f2', name: 'large', vcpus: 2, ram: 512, disk: 1 }] } }],
    'GET /v2/images': [{ body: { images: [{ ...image, id: 'i1', status: 'active' }] } }],
    'GET /v2/images/i9': [
      { body: { ...image, id: 'i9', name: 'copy', status: 'saving' } },
      { body: { ...image, id: 'i9', name: 'copy', status: 'active' } },
    ],
    'GET /v2.0/networks': [
      {
        body: {
          networks: [
            { id: 'n1', name: 'private', status: 'ACTIVE', project_id: 'p1' },
            { id: 'n2', name: 'lan', status: 'ACTIVE', project_id: 'p1', 'router:external': true },
          ],
        },
      },
    ],
    'GET /v2.0/subnets': [{ body: { subnets: [] } }],
    'GET /v2.0/ports': ({ path }) => ({
      body: { ports: path.includes(DB) ? [] : [port('1', 'n1', '10.0.0.5')] },
    }),
    // Of one name: one of another project, one the instance has, one of its project that it could have.
    'GET /v2.0/security-groups': [
      {
        body: {
          security_groups: [
            { id: 'g0', name: 'ssh', project_id: 'p0' },
            { id: 'g1', name: 'ssh', project_id: 'p0' },
            { id: 'g2', name: 'ssh', project_id: 'p1' },
          ],
        },
      },
    ],
    'GET /v2.0/floatingips': [{ body: { floatingips: [floating('fl1', '192.0.2.9', null)] } }],
    'PUT /v2.0/floatingips/fl1': [{ body: { floatingip: floating('fl1', '192.0.2.9', '1') } }],
  })
  const auth = { auth_url: `${cloud.url}/v3`, username: 'admin', password: PASSWORD, project_name: 'admin' }
  mkdirSync(join(folder, '.config', 'openstack'), { recursive: true })
  const file = join(folder, '.config', 'openstack', 'clouds.yaml')
  writeFileSync(file, JSON.stringify({ clouds: { lab: { auth, region_name: 'RegionOne' } } }))
})

afterEach(async () => {
  await cloud[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

describe('several instances', () => {
  test('are stopped, and waited for until Nova is done with each', async () => {
    becomes = { status: 'SHUTOFF' }
    const { status, stdout, stderr } = await cli('server', 'stop', 'web', DB, '--wait')
    expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: 'web and db are off.\n' })
    expect(bodies()).toEqual([{ 'os-stop': null }, { 'os-stop': null }])
  })

  test('are not touched where one of them is not there', async () => {
    const { status, stderr } = await cli('server', 'pause', 'web', 'wob')
    expect(status).toBe(1)
    expect(stderr).toContain('There is no instance wob.')
    expect(changes()).toEqual([])
  })

  test('end in another state: that is told in Nova’s words', async () => {
    becomes = { status: 'ERROR', fault: 'No valid host was found.' }
    const { status, stderr } = await cli('server', 'resize', 'web', '--flavor', 'large', '--wait')
    expect(status).toBe(1)
    expect(stderr).toContain('The instance web stays ERROR: No valid host was found.')
  })
})

describe('one instance', () => {
  test('is resized, and told with --json as it is then', async () => {
    becomes = { status: 'VERIFY_RESIZE' }
    const { status, stdout, stderr } = await cli('server', 'resize', 'web', '--flavor', 'large', '--wait', '--json')
    expect(status, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ id: WEB, status: 'VERIFY_RESIZE' })
    expect(bodies()).toEqual([{ resize: { flavorRef: 'f2' } }])
  })

  test('is moved while it runs', async () => {
    becomes = { host: 'compute-2' }
    expect(await cli('server', 'migrate', 'web', '--live', '--host', 'compute-2', '--wait')).toMatchObject({
      status: 0,
      stdout: 'web is on another host.\n',
    })
    expect(bodies()).toEqual([{ 'os-migrateLive': { host: 'compute-2', block_migration: 'auto' } }])
  })

  test('on its way is followed and kept where it is', async () => {
    const { stdout } = await cli('server', 'migration', 'show', 'web')
    expect(stdout).toMatch(/To +compute-2\n/)
    expect(stdout).toMatch(/Memory +512 MiB of 1(\.0)? GiB left/)
    expect(await cli('server', 'migration', 'abort', 'web')).toMatchObject({
      status: 0,
      stdout: 'web stays where it is.\n',
    })
    expect(changes()).toEqual([`DELETE /v2.1/servers/${WEB}/migrations/7`])
  })

  test('is renamed, described, tagged and noted on in one go', async () => {
    const words = ['--name', 'www', '--property', 'role=front end', '--tag', 'blue', '--description', '']
    const { status, stdout, stderr } = await cli('server', 'set', 'web', ...words)
    expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: 'web is changed.\n' })
    expect(changes()).toEqual([
      `PUT /v2.1/servers/${WEB}`,
      `POST /v2.1/servers/${WEB}/metadata`,
      `PUT /v2.1/servers/${WEB}/tags/blue`,
      `PUT /v2.1/servers/${WEB}`,
    ])
    expect(bodies()).toEqual([
      { server: { description: null } },
      { metadata: { role: 'front end' } },
      { server: { name: 'www' } },
    ])
    const none = await cli('server', 'set', 'web')
    expect(none).toMatchObject({ status: 1, stderr: expect.stringContaining('It was not said what to change.') })
  })

  test('is locked with a reason; explained, nothing is done', async () => {
    const { stdout } = await cli('server', 'lock', 'web', '--reason', 'audit', '--explain')
    expect(stdout).toContain('"locked_reason": "audit"')
    expect(stdout).toContain(`openstack --os-compute-api-version 2.73 server lock --reason audit ${WEB}`)
    expect(changes()).toEqual([])
    expect(await cli('server', 'lock', 'web', '--reason', 'audit')).toMatchObject({ stdout: 'web is locked.\n' })
    expect(bodies()).toEqual([{ lock: { locked_reason: 'audit' } }])
  })

  test('is rebuilt from its own image when somebody said yes', async () => {
    expect(await cli('server', 'rebuild', 'web')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Add --yes.'),
    })
    expect(changes()).toEqual([])
    expect(await cli('server', 'rebuild', 'web', '--yes')).toMatchObject({ status: 0 })
    expect(bodies()).toEqual([{ rebuild: { imageRef: 'i1' } }])
  })

  test('becomes an image, which is waited for', async () => {
    const { status, stdout, stderr } = await cli('server', 'snapshot', 'web', 'copy', '--wait', '--json')
    expect(status, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ id: 'i9', status: 'active' })
  })

  test('is plugged in and out, by names and addresses', async () => {
    expect(await cli('server', 'add', 'network', 'web', 'private', '--address', '10.0.0.9')).toMatchObject({
      status: 0,
    })
    expect(await cli('server', 'remove', 'port', 'web', '10.0.0.5')).toMatchObject({ status: 0 })
    expect(await cli('server', 'add', 'security-group', 'web', 'ssh')).toMatchObject({ status: 0 })
    expect(await cli('server', 'remove', 'security-group', 'web', 'ssh')).toMatchObject({ status: 0 })
    expect(changes()).toEqual([
      `POST /v2.1/servers/${WEB}/os-interface`,
      `DELETE /v2.1/servers/${WEB}/os-interface/1`,
      `POST /v2.1/servers/${WEB}/action`,
      `POST /v2.1/servers/${WEB}/action`,
    ])
    expect(bodies()).toEqual([
      { interfaceAttachment: { net_id: 'n1', fixed_ips: [{ ip_address: '10.0.0.9' }] } },
      { addSecurityGroup: { name: 'g2' } },
      { removeSecurityGroup: { name: 'g1' } },
    ])
  })

  test('gets the floating IP that is free; one without an address gets none', async () => {
    const { status, stdout, stderr } = await cli('server', 'add', 'floating-ip', 'web')
    expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: expect.stringContaining('web is reached by') })
    expect(bodies()).toEqual([{ floatingip: { port_id: '1', fixed_ip_address: '10.0.0.5' } }])
    const none = await cli('server', 'add', 'floating-ip', 'db')
    expect(none).toMatchObject({ status: 1, stderr: expect.stringContaining('db has no IPv4 address') })
  })
})

describe('the serial console', () => {
  test('is followed: each piece once, from the last lines on, until Ctrl-C', async () => {
    printed = ['one\ntwo\nthr', 'one\ntwo\nthree\n\u001b[3', 'two\nthree\n\u001b[31mfour\u001b[0m\nlogin: ']
    const run = startCli(['server', 'log', 'web', '--follow', '-n', '2', '--os-cloud', 'lab'], { folder, home: folder })
    let text = ''
    run.process.stdout?.on('data', (piece) => {
      text += String(piece)
    })
    await vi.waitFor(() => expect(text).toContain('login: '), { timeout: 30_000 })
    run.process.kill('SIGINT')
    expect(await run.result).toEqual({
      status: 0,
      signal: undefined,
      stderr: 'Stopping …\n',
      stdout: 'two\nthree\nfour\nlogin: ',
    })
  })

  test('what is new in it is found by what was there before', () => {
    expect(newText('', 'abc')).toEqual({ text: 'abc', gap: false })
    expect(newText('abc', 'abc')).toEqual({ text: '', gap: false })
    expect(newText('xabab', 'ababc')).toEqual({ text: 'c', gap: false })
    expect(newText('xaab', 'aaab')).toEqual({ text: 'aaab', gap: true })
    // What could be the same in two ways is the same as far as it goes.
    expect(newText('aaaa', 'aaa')).toEqual({ text: '', gap: false })
    expect(newText('boot\nlogin: ', 'BIOS\n')).toEqual({ text: 'BIOS\n', gap: true })
    expect(newText('abc', '')).toEqual({ text: '', gap: true })
  })

  test('takes no longer where it says the same again and again', () => {
    const many = 'a'.repeat(100_000)
    const began = performance.now()
    expect(newText(`b${many}`, `${many}c`).text).toBe('c')
    // Generous: it takes some milliseconds.
    expect(performance.now() - began).toBeLessThan(2000)
  })
})
