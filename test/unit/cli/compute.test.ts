/** Computes from the command line, in this process: looked at, kept from new instances, emptied, against Nova's stand-in. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runProgram } from '../../../provisioner/cli/program.ts'
import { PASSWORD } from '../../support/fakeCloud.ts'
import { type FakeComputes, fakeComputes, server, service } from '../../support/fakeComputes.ts'

vi.setConfig({ testTimeout: 60_000 })

let folder = ''
let world: FakeComputes
let out = ''
let err = ''

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stackstead-cli-'))
  world = await fakeComputes()
  world.services = [service('compute-1'), service('compute-2'), service('controller', 'nova-conductor')]
  world.servers = []
  const auth = { auth_url: `${world.cloud.url}/v3`, username: 'admin', password: PASSWORD, project_name: 'admin' }
  mkdirSync(join(folder, 'openstack'), { recursive: true })
  const file = join(folder, 'openstack', 'clouds.yaml')
  writeFileSync(file, JSON.stringify({ clouds: { lab: { auth, region_name: 'RegionOne' } } }))
  vi.stubEnv('OS_CLIENT_CONFIG_FILE', file)
  out = ''
  err = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text)
    return true
  })
})

afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  process.exitCode = 0
  await world[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

const cli = (...words: readonly string[]) => runProgram(['compute', ...words, '--os-cloud', 'lab'])

test('they are listed, each with why it takes no new instances', async () => {
  Object.assign(world.services[1] ?? {}, { status: 'disabled', reason: 'New disk' })
  expect(await cli('list')).toBe(0)
  expect(out).toMatch(
    /NAME +STATE +NEW INSTANCES +ZONE +ID\ncompute-1 +up +yes +nova +\S+\ncompute-2 +up +no: New disk +nova/,
  )
  expect(out).not.toContain('controller')
})

test('one is disabled with a reason and enabled again; one that there is not changes nothing', async () => {
  expect(await cli('disable', 'compute-1', '--reason', 'New disk')).toBe(0)
  expect(out).toBe('compute-1 takes no new instances.\n')
  expect(world.services[0]).toMatchObject({ status: 'disabled', reason: 'New disk' })
  expect(await cli('enable', 'compute-1')).toBe(0)
  expect(world.services[0]).toMatchObject({ status: 'enabled' })
  expect(await cli('enable', 'compute-3')).toBe(1)
  expect(err).toContain('There is no compute compute-3.')
  expect(world.changes).toHaveLength(2)
})

test('a drain moves what runs, tells why the rest stays, and ends with status 1 while something is left', async () => {
  world.servers = [server('web'), server('asleep', { status: 'SUSPENDED' })]
  const drained = cli('drain', 'compute-1', '--reason', 'New disk')
  await vi.waitFor(() => expect(world.servers[0]).toMatchObject({ task: 'migrating' }), { timeout: 30_000 })
  world.arrive('web')
  expect(await drained, err).toBe(1)
  expect(world.services[0]).toMatchObject({ status: 'disabled', reason: 'New disk' })
  expect(out).toContain('  stays   asleep: It is suspended')
  expect(out).toContain('  moved   web to compute-2\n')
  expect(out).toContain('1 instance still on compute-1, which takes no new ones.')
})

test('a drain of an empty compute ends with status 0, and one value of JSON', async () => {
  expect(await cli('drain', 'compute-1', '--json')).toBe(0)
  expect(JSON.parse(out)).toEqual({ host: 'compute-1', end: 'empty', instances: [] })
})

test('Ctrl-C lets a drain end after the instance under way, and begins no other', async () => {
  world.servers = [server('web'), server('db')]
  const drained = cli('drain', 'compute-1')
  await vi.waitFor(() => expect(world.servers.some(({ task }) => task === 'migrating')).toBe(true), { timeout: 30_000 })
  process.emit('SIGINT')
  const moving = world.servers.find(({ task }) => task === 'migrating')
  world.arrive(moving?.id ?? '')
  expect(await drained, err).toBe(1)
  expect(out).toContain('Stopped with 1 instance still on compute-1; the same command goes on.')
  expect(world.changes.filter(({ call }) => call.endsWith('/action'))).toHaveLength(1)
})

test('more at a time than a drain can do is refused before anything is asked', async () => {
  expect(await cli('drain', 'compute-1', '--at-a-time', '9')).not.toBe(0)
  expect(err).toContain('It must be a number from 1 to 4.')
  expect(world.cloud.asked).toEqual([])
})

test('what a drain would do is explained, and not done', async () => {
  world.servers = [server('web'), server('old', { status: 'SHUTOFF' })]
  expect(await cli('drain', 'compute-1', '--explain')).toBe(0)
  expect(out).toContain('openstack compute service set --disable --disable-reason Drained compute-1 nova-compute')
  expect(out).toContain('server migrate --live-migration web')
  expect(out).toContain('openstack server migrate old')
  expect(world.changes).toEqual([])
})
