/** Commands on a running cloud: one of a clouds.yaml, whose APIs are a stand-in. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type CliResult, runCli, startCli } from '../../support/cli.ts'
import { type Asked, FakeCloud, PASSWORD, type Reply } from '../../support/fakeCloud.ts'

vi.setConfig({ testTimeout: 120_000 })

const EVIL = 'web\u001b]0;owned\u0007\u202egnp<b>'
const ID = '11111111-1111-4111-8111-111111111111'
const SECOND = '22222222-2222-4222-8222-222222222222'

let folder = ''
let cloud: FakeCloud
/** Instances the stand-in has, as Nova tells of them. */
let servers: Record<string, unknown>[]
let refusal: Reply | undefined
/** Whether what is deleted is still there a while. */
let stays: boolean

const cli = (...words: string[]): Promise<CliResult> =>
  runCli([...words, '--os-cloud', 'lab'], { folder, home: folder })
const row = (id: string, name: string) => ({
  ...{ id, name, status: 'ACTIVE', tenant_id: 'p1', created: '2026-01-01T00:00:00Z', 'OS-EXT-STS:vm_state': 'active' },
  addresses: { private: [{ addr: '192.168.120.7', version: 4, 'OS-EXT-IPS:type': 'fixed' }] },
})

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stackstead-cli-'))
  servers = []
  refusal = undefined
  stays = false
  let looks = 0
  let slow = 3
  cloud = await FakeCloud.start({
    'GET /v2.1/servers/detail': ({ path }) => {
      const wanted = new URL(path, cloud.url).searchParams.get('name')
      const named = servers.filter(({ name }) => wanted === null || String(name).includes(wanted.replaceAll('\\', '')))
      return { body: { servers: named } }
    },
    [`GET /v2.1/servers/${ID}`]: () => {
      const first = servers.find(({ id }) => id === ID)
      looks += 1
      if (first === undefined) return { status: 404, body: {} }
      return { body: { server: { ...first, status: looks > 1 ? 'ACTIVE' : 'BUILD' } } }
    },
    [`GET /v2.1/servers/${SECOND}`]: () => {
      slow -= 1
      const found = servers.find(({ id }) => id === SECOND)
      return { body: { server: { ...found, status: slow > 0 ? 'BUILD' : 'ACTIVE' } } }
    },
    'POST /v2.1/servers': ({ body }) => {
      if (refusal !== undefined) return refusal
      const { server } = JSON.parse(body) as { server: { name: string; min_count?: number } }
      const several = server.min_count === 2
      if (several) servers = [...servers, row(SECOND, `${server.name}-2`), row(ID, `${server.name}-1`)]
      else servers = [row(ID, server.name)]
      return { status: 202, body: { server: { id: ID } } }
    },
    [`DELETE /v2.1/servers/${ID}`]: () => {
      if (!stays) servers = []
      return { status: 204 }
    },
    [`POST /v2.1/servers/${ID}/action`]: ({ body }) =>
      body.includes('ConsoleOutput') ? { body: { output: 'login: \u001b[2J\u0007done\n' } } : { status: 202 },
    'GET /v2.1/flavors/detail': [
      { body: { flavors: [{ id: 'f1', name: 'small', vcpus: 1, ram: 512, disk: 1 }, ROOMY] } },
    ],
    'GET /v2/images': [{ body: { images: [image('i1', 'debian'), image('i2', 'twice'), image('i3', 'twice'), ISO] } }],
    'GET /v2.0/networks': [{ body: { networks: [network('n1', 'private'), network('n2', 'lan', true)] } }],
    'GET /v2.0/ports': [{ body: { ports: [PORT] } }],
    'GET /v2.1/os-server-groups': [
      { body: { server_groups: [{ id: 'sg1', name: 'apart', policy: 'anti-affinity', rules: {}, members: [] }] } },
    ],
    'GET /v2.0/subnets': [{ body: { subnets: [] } }],
    'GET /v2.1/os-keypairs': [{ body: { keypairs: [] } }],
    'POST /v2.1/os-keypairs': (asked: Asked) => refusal ?? { body: { keypair: JSON.parse(asked.body).keypair } },
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

function image(id: string, name: string) {
  const at = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' }
  return { id, name, status: 'active', visibility: 'public', disk_format: 'qcow2', size: 3_000_000, ...at }
}

const PORT = {
  ...{ id: 'p1', name: 'vip', network_id: 'n1', project_id: 'p1', device_id: '', device_owner: '', status: 'DOWN' },
  ...{ mac_address: 'fa:16:3e:00:00:01', fixed_ips: [] },
}
const ISO = { ...image('i4', 'installer'), disk_format: 'iso' }
const ROOMY = { id: 'f2', name: 'roomy', vcpus: 1, ram: 512, disk: 1, 'OS-FLV-EXT-DATA:ephemeral': 20 }

function network(id: string, name: string, external = false) {
  return { id, name, status: 'ACTIVE', project_id: 'p1', 'router:external': external }
}

describe('instances', () => {
  test('are listed; a hostile name does nothing to the terminal, and is whole in --json', async () => {
    servers = [row(ID, EVIL)]
    const { status, stdout, stderr } = await cli('server', 'list')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('web\\u{1b}]0;owned\\u{7}\\u{202e}gnp<b>  ACTIVE  192.168.120.7')
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u202e]/)
    expect(JSON.parse((await cli('server', 'list', '--json')).stdout)).toMatchObject([{ id: ID, name: EVIL }])
  })

  test('are created by names of what they are made of, and waited for', async () => {
    const words = ['server', 'create', 'web', '--image', 'debian', '--flavor', 'small', '--property', 'a=b=c']
    const { status, stdout, stderr } = await cli(...words, '--tag', 'x')
    expect(status, stderr).toBe(0)
    expect(stdout).toMatch(/Name +web\n/)
    expect(stdout).toMatch(/State +ACTIVE\n/)
    const sent = cloud.asked.find(({ method, path }) => method === 'POST' && path === '/v2.1/servers')
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      server: {
        ...{ name: 'web', imageRef: 'i1', flavorRef: 'f1', networks: [{ uuid: 'n1' }] },
        ...{ metadata: { a: 'b=c' }, tags: ['x'] },
      },
    })
    expect(cloud.calls.filter((call) => call === `GET /v2.1/servers/${ID}`).length).toBeGreaterThan(1)
  })

  test('several at once are all waited for, and those that had such a name before are not among them', async () => {
    servers = [row('old', 'web-7'), row('other', 'web-front')]
    const words = ['server', 'create', 'web', '--image', 'debian', '--flavor', 'small', '--count', '2']
    const { status, stdout, stderr } = await cli(...words)
    expect(status, stderr).toBe(0)
    expect(stdout).toMatch(/web-1 +ACTIVE/)
    expect(stdout).toMatch(/web-2 +ACTIVE/)
    expect(stdout).not.toMatch(/web-7|web-front/)
    expect(cloud.calls.filter((call) => call === `GET /v2.1/servers/${SECOND}`).length).toBeGreaterThan(2)
  })

  test('several at once are told where they are not waited for', async () => {
    const words = ['server', 'create', 'web', '--image', 'debian', '--flavor', 'small', '--count', '2', '--no-wait']
    expect(JSON.parse((await cli(...words, '--json')).stdout)).toEqual([
      { id: ID, name: 'web-1' },
      { id: SECOND, name: 'web-2' },
    ])
  })

  test('have cards, a place and a disk for their data as they are written', async () => {
    const words = ['server', 'create', 'web', '--image', 'debian', '--flavor', 'small', '--no-wait']
    const body = async (...more: string[]): Promise<unknown> => {
      const { status, stderr } = await cli(...words, ...more)
      expect(status, stderr).toBe(0)
      return JSON.parse(
        cloud.asked.findLast(({ method, path }) => method === 'POST' && path === '/v2.1/servers')?.body ?? '',
      )
    }
    expect(await body('--fixed-ip', '192.168.120.9')).toMatchObject({
      server: { networks: [{ uuid: 'n1', fixed_ip: '192.168.120.9' }] },
    })
    expect(await body('--port', 'vip', '--server-group', 'apart', '--config-drive')).toEqual({
      server: { name: 'web', imageRef: 'i1', flavorRef: 'f1', networks: [{ port: 'p1' }], config_drive: true },
      'os:scheduler_hints': { group: 'sg1' },
    })
    expect(await body('--network', 'lan', '--port', 'vip')).toMatchObject({
      server: { networks: [{ uuid: 'n2' }, { port: 'p1' }] },
    })
  })

  test('installed from an ISO have a disk beside it where the flavor has one, and are told of it', async () => {
    const words = ['server', 'create', 'web', '--image', 'installer', '--no-wait', '--flavor']
    const done = await cli(...words, 'roomy')
    expect(done).toMatchObject({ status: 0, stderr: expect.stringContaining('one empty disk of 20 GiB') })
    expect(cloud.asked.at(-1)?.body).toContain('"source_type":"blank","volume_size":20,"boot_index":1')
    const live = await cli(...words, 'small')
    expect(live).toMatchObject({ status: 0, stderr: expect.stringContaining('no ephemeral disk to install to') })
    expect(cloud.asked.at(-1)?.body).not.toContain('block_device_mapping')
  })

  test('are explained without anything being changed', async () => {
    const { status, stdout } = await cli('server', 'create', "it's", '--image', 'i1', '--flavor', 'f1', '--explain')
    expect(status).toBe(0)
    expect(stdout).toContain('POST /servers')
    expect(stdout).toContain("--image i1 --flavor f1 --nic net-id=n1 'it'\\''s'")
    expect(stdout).toContain('resource "openstack_compute_instance_v2"')
    expect(cloud.calls.filter((call) => !call.startsWith('GET'))).toEqual([])
  })

  test('that are refused say so in Nova’s words, with what helps', async () => {
    refusal = { status: 403, body: { forbidden: { code: 403, message: 'Quota exceeded for instances: Requested 1' } } }
    const { status, stdout, stderr } = await cli('server', 'create', 'web', '--image', 'i1', '--flavor', 'f1')
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain('Creating the instance web failed: Quota exceeded for instances')
    expect(stderr).toContain('have an administrator raise the quota')
  })

  test.each([
    [['--image', 'twice', '--flavor', 'small'], '2 images are called twice.', 'i2'],
    [['--image', 'debain', '--flavor', 'small'], 'There is no image debain.', 'Did you mean debian?'],
    [['--image', 'i1', '--flavor', 'small', '--network', 'x'], 'There is no network x.', 'private'],
    [['--image', 'i1', '--flavor', 'small', '--user-data', 'nowhere'], 'nowhere cannot be read.', ''],
    [['--image', 'i1', '--flavor', 'small', '--property', 'x'], 'Write it as key=value.', ''],
    [['--image', 'i1', '--flavor', 'small', '--server-group', 'x'], 'There is no server group x.', 'apart'],
    [
      ['--image', 'i1', '--flavor', 'small', '--port', 'vip', '--fixed-ip', '10.0.0.1'],
      'in which network',
      '--network',
    ],
    [['--image', 'i1'], '--flavor', 'stackstead help server'],
  ])('%j is a mistake', async (words, message, more) => {
    const { status, stderr } = await cli('server', 'create', 'web', ...words)
    expect(status).toBe(1)
    expect(stderr).toContain(message)
    expect(stderr).toContain(more)
    expect(cloud.calls.filter((call) => !call.startsWith('GET'))).toEqual([])
  })

  test('with a name Nova would not take are never asked for', async () => {
    const { status, stderr } = await cli('server', 'create', 'web 🦥', '--image', 'i1', '--flavor', 'small')
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('name: ') })
    expect(stderr).toContain('emoji')
  })

  test('are deleted when somebody said yes, and waited for', async () => {
    servers = [row(ID, 'web')]
    const asked = await cli('server', 'delete', 'web')
    expect(asked).toMatchObject({ status: 1, stderr: expect.stringContaining('Add --yes.') })
    expect(servers).toHaveLength(1)
    const done = await cli('server', 'delete', 'web', '--yes')
    expect(done).toMatchObject({ status: 0, stdout: '1 instance deleted: web\n' })
  })

  test('are stopped, and their log is harmless for a terminal', async () => {
    servers = [row(ID, 'web')]
    expect(await cli('server', 'stop', ID)).toMatchObject({ status: 0, stdout: 'web is being shut down.\n' })
    expect(JSON.parse(cloud.asked.at(-1)?.body ?? '')).toEqual({ 'os-stop': null })
    expect((await cli('server', 'log', 'web')).stdout).toBe('login: done\n')
  })

  test('are not lost when somebody stops waiting', async () => {
    servers = [row(ID, 'gone?')]
    stays = true
    const words = ['server', 'delete', ID, '--yes', '--os-cloud', 'lab']
    const run = startCli(words, { folder, home: folder })
    await vi.waitFor(() => expect(cloud.calls).toContain(`DELETE /v2.1/servers/${ID}`), { timeout: 30_000 })
    run.process.kill('SIGINT')
    const { status, stderr } = await run.result
    expect(status).toBe(1)
    expect(stderr).toMatch(/Stopped waiting\.|was cancelled\./)
  })
})

describe('the rest', () => {
  test('images and networks are tables', async () => {
    expect((await cli('image', 'list')).stdout).toMatch(/debian +active +qcow2 +2\.9 MiB +public +i1/)
    expect((await cli('network', 'list')).stdout).toMatch(/lan +ACTIVE +external +n2/)
    expect((await cli('flavor', 'list')).stdout).toMatch(/small +1 +512 MiB +1 GiB +everybody +f1/)
  })

  test('a new key pair: the private half in a file of its own, never over another', async () => {
    const file = join(folder, 'id')
    const { status, stderr } = await cli('keypair', 'create', 'fresh', '--private-key', file)
    expect(status, stderr).toBe(0)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toContain('PRIVATE KEY')
    expect(cloud.asked.at(-1)?.body).not.toContain('PRIVATE')
    const again = await cli('keypair', 'create', 'fresh', '--private-key', file)
    expect(again).toMatchObject({ status: 1, stderr: expect.stringContaining('There is a file') })
  })

  test('of an image one has to say where it comes from', async () => {
    expect(await cli('image', 'create', 'x')).toMatchObject({ status: 1, stderr: expect.stringContaining('--upload') })
    const { stdout } = await cli('image', 'create', '--catalogue', 'cirros-0.6.3', '--explain')
    expect(stdout).toContain('PUT /v2/images/{id}/file')
    expect(stdout).toContain('openstack image create --file cirros-0.6.3-x86_64-disk.img')
  })

  test('a cloud that no clouds.yaml names', async () => {
    const { status, stderr } = await runCli(['server', 'list', '--os-cloud', 'lob'], { folder, home: folder })
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('Did you mean lab?') })
  })
})
