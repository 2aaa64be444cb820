/** Access from the window: secrets reach files and the clipboard, and nothing else. */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parse } from 'yaml'
import { accessArea } from '../../../electron/app/access/accessArea.ts'
import { cloudCredentials } from '../../../electron/app/access/cloudCredentials.ts'
import { type CloudProxies, cloudProxies } from '../../../electron/app/access/cloudProxies.ts'
import { readEncrypted } from '../../../provisioner/adapters/encryptedFile.ts'
import type { Transport } from '../../../provisioner/core/machine.ts'
import { rejection } from '../../support/sshClient.ts'
import { type TestApp, testApp } from '../../support/testApp.ts'

const HOME = { cloud: 'home' }

let app: TestApp
let proxies: CloudProxies
let area: ReturnType<typeof accessArea>
let dashboard: Server
/** What was asked for, as "machine host:port". */
let asked: string[]

beforeEach(async () => {
  asked = []
  dashboard = createServer((incoming, answer) => answer.end(`dashboard ${incoming.url}`)).listen(0, '127.0.0.1')
  await once(dashboard, 'listening')
  const forward = async (machine: string, host: string, port: number) => {
    asked.push(`${machine} ${host}:${port}`)
    const stream = connect((dashboard.address() as AddressInfo).port, '127.0.0.1')
    await once(stream, 'connect')
    return stream
  }
  const transport = async (machine: string) =>
    ({ machine, forward: (host: string, port: number) => forward(machine, host, port) }) as unknown as Transport
  app = testApp({ fleet: { transport } })
  proxies = cloudProxies(app.context.rooms)
  const nothing = { find: async () => undefined, access: async () => undefined }
  area = accessArea(app.context, cloudCredentials(app.context.rooms, nothing), proxies)
})

afterEach(async () => {
  await proxies[Symbol.asyncDispose]()
  dashboard.closeAllConnections()
  dashboard.close()
  app[Symbol.dispose]()
})

async function secrets(): Promise<string[]> {
  await app.room.project()
  return Object.values((await readEncrypted(join(app.folder, 'cloud.secrets'), app.keyFile)) ?? {})
}

test('what the page sees holds no secret of the cloud, and otherwise everything', async () => {
  const view = await area.requests['access.read'](HOME)
  expect(view).toMatchObject({ user: 'admin', project: 'admin', region: 'RegionOne', clipboard: true })
  expect(view.authUrl).toBe('http://10.83.0.11:5000/v3')
  expect(view.openrc).toMatch(/export OS_PASSWORD='?••••'?\n/)
  expect(view.cloudsYaml).toContain('password: "••••"')
  const known = await secrets()
  expect(known.length).toBeGreaterThan(10)
  for (const secret of known) expect(JSON.stringify(view)).not.toContain(secret)
})

test('the clipboard gets what works', async () => {
  for (const what of ['password', 'clouds.yaml', 'openrc', 'ssh-key'] as const)
    expect(await area.requests['access.copy']({ ...HOME, what })).toBeNull()
  const [password = '', yaml = '', rc = '', key = ''] = app.copied
  expect(await secrets()).toContain(password)
  expect(parse(yaml).clouds.home.auth).toMatchObject({ username: 'admin', password })
  expect(execFileSync('sh', ['-c', `${rc}\nprintf %s "$OS_PASSWORD"`], { encoding: 'utf8' })).toBe(password)
  expect(key).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----\n/)
})

test('files are theirs alone, and what was there is replaced only when told to', async () => {
  const file = join(app.folder, 'new', 'openrc')
  const save = (replace: boolean, where = file) =>
    area.requests['access.save']({ ...HOME, what: 'openrc', file: where, replace })
  expect(await save(false)).toEqual({ file })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(statSync(join(app.folder, 'new')).mode & 0o777).toBe(0o700)
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, 'mine', { mode: 0o644 })
  expect(await rejection(save(false))).toMatchObject({ data: { message: `There is a file ${file} already.` } })
  expect(readFileSync(file, 'utf8')).toBe('mine')
  await save(true)
  expect(readFileSync(file, 'utf8')).toBe(text)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('links, folders, and paths that are not whole are refused, whatever they are called', async () => {
  const target = join(app.folder, 'target')
  const link = join(app.folder, 'link')
  writeFileSync(target, 'mine')
  symlinkSync(target, link)
  mkdirSync(join(app.folder, 'folder'))
  for (const file of [link, join(app.folder, 'folder'), 'openrc', '../openrc', '/dev/null', '/proc/openrc'])
    for (const replace of [true, false])
      expect(await rejection(area.requests['access.save']({ ...HOME, what: 'openrc', file, replace }))).toMatchObject({
        data: { code: 'invalid-input' },
      })
  expect(readFileSync(target, 'utf8')).toBe('mine')
})

test('the dashboard is opened through the machine it is on, at one address as long as the app runs', async () => {
  const { url } = await area.requests['access.horizon'](HOME)
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/horizon\/$/)
  expect(app.opened).toEqual([url])
  expect(await (await fetch(url)).text()).toBe('dashboard /horizon/')
  // SOUND_CLOUD places the dashboard on a compute.
  expect(asked).toEqual(['compute-1 10.83.0.12:80'])
  expect(await area.requests['access.horizon'](HOME)).toEqual({ url })
  app.write(app.room.text.get().text.replace('placement: { horizon: compute-1 }\n', ''))
  expect(await area.requests['access.horizon'](HOME)).toEqual({ url })
  await (await fetch(url)).text()
  expect(asked.at(-1)).toBe('controller 10.83.0.11:80')
  await proxies[Symbol.asyncDispose]()
  await rejection(fetch(url))
})

test('two who want it at once get the same', async () => {
  const both = await Promise.all([proxies.open('home'), proxies.open('home')])
  expect(new Set(both).size).toBe(1)
})
