/** The client of a cloud of one's own: through the machines' connections, the same while the way is, quiet when it breaks. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cell } from '../../../../electron/app/cell.ts'
import type { CloudRoom, CloudRooms } from '../../../../electron/app/clouds/room.ts'
import { type CloudClients, cloudClients } from '../../../../electron/app/running/cloudClients.ts'
import type { CloudSummary } from '../../../../electron/contract/index.ts'
import { StacksteadError } from '../../../../provisioner/core/errors.ts'
import type { Transport } from '../../../../provisioner/core/machine.ts'
import { Secret } from '../../../../provisioner/core/secret.ts'
import type { Project } from '../../../../provisioner/index.ts'
import { FakeCloud, PASSWORD } from '../../../support/fakeCloud.ts'
import { rejection } from '../../../support/sshClient.ts'
import { type TestApp, testApp } from '../../../support/testApp.ts'

let api: FakeCloud
let app: TestApp
let clients: CloudClients
let list: ReturnType<typeof cell<readonly CloudSummary[]>>
/** What was asked of the machines, in order. */
let asked: string[]
let isLost: boolean
let tell: (machine: string, state: 'made' | 'lost') => void
let problem: StacksteadError | undefined
let password: string

const SUMMARY: CloudSummary = {
  ...{ id: 'home', kind: 'own', name: 'home', file: '/home/cloud.yaml', machines: 2, problems: 0, practice: false },
  lastRun: { run: 'r', operation: 'apply', startedAt: 0, state: 'done', steps: 1, changed: 1, failed: 0 },
}

beforeEach(async () => {
  asked = []
  isLost = false
  problem = undefined
  password = PASSWORD
  tell = () => {}
  api = await FakeCloud.start({ 'GET /v2.1/servers/detail': [{ body: { servers: [] } }] })
  const forward = async (machine: string) => {
    asked.push(`forward ${machine}`)
    const stream = connect(api.port, '127.0.0.1')
    await once(stream, 'connect')
    return stream
  }
  const transport = async (machine: string) => {
    if (isLost) throw new StacksteadError({ code: 'unreachable', machine, message: `${machine} did not answer.` })
    asked.push(`transport ${machine}`)
    return { machine, forward: () => forward(machine) } as unknown as Transport
  }
  app = testApp({ fleet: { transport } })
  const room: CloudRoom = {
    ...app.room,
    async project() {
      if (problem !== undefined) throw problem
      return withPassword(await app.room.project())
    },
    async recover(machine) {
      asked.push(`recover ${machine}`)
      if (isLost) throw new StacksteadError({ code: 'unreachable', machine, message: `${machine} stopped answering.` })
    },
    onConnection(listener, signal) {
      const before = tell
      tell = (machine, state) => {
        before(machine, state)
        if (!signal.aborted) listener(machine, state)
      }
    },
  }
  list = cell<readonly CloudSummary[]>([SUMMARY])
  const rooms: CloudRooms = { ...app.context.rooms, list, get: async () => room }
  clients = cloudClients(rooms, { access: async () => undefined })
})
afterEach(async () => {
  await clients[Symbol.asyncDispose]()
  app[Symbol.dispose]()
  await api[Symbol.asyncDispose]()
})

/** The administrator's password of now; the stand-in takes PASSWORD only. */
function withPassword(project: Project): Project {
  const get: typeof project.secrets.get = (name) =>
    name === 'keystone/admin' ? new Secret(password) : project.secrets.get(name)
  return { ...project, secrets: { get } }
}

const login = async (): Promise<string> => (await (await clients.of('home')).os.session.token()).user.name

test('questions go through the machine the service is on, as the administrator', async () => {
  expect(await login()).toBe('admin')
  expect(asked).toEqual(['transport controller', 'forward controller'])
  const sent = JSON.parse(api.asked[0]?.body ?? '{}')
  expect(sent.auth.identity.password.user).toMatchObject({ name: 'admin', password: PASSWORD })
  const calls = clients.calls('home')
  expect(calls).toMatchObject([{ service: 'identity', method: 'POST', path: '/v3/auth/tokens', status: 201 }])
  expect(JSON.stringify(calls)).not.toContain('p@ss')
})

test('the same client for all, also while somebody writes in cloud.yaml', async () => {
  const [one, two] = await Promise.all([clients.of('home'), clients.of('home')])
  expect(two).toBe(one)
  app.write(`${app.room.text.get().text}\n# a remark\n`)
  expect(await clients.of('home')).toBe(one)
  problem = new StacksteadError({ code: 'invalid-input', message: 'cloud.yaml has problems.' })
  app.write('half writt')
  expect(await clients.of('home')).toBe(one)
})

test('another one where the password or a machine is another', async () => {
  const before = await clients.of('home')
  await login()
  password = 'changed'
  app.write(`${app.room.text.get().text}\n# after a change of secrets\n`)
  const after = await clients.of('home')
  expect(after).not.toBe(before)
  expect(await rejection(after.os.session.token())).toMatchObject({ data: { code: 'authentication' } })
})

test('a connection that was there before is made again without a question, and not otherwise', async () => {
  const { looking } = await clients.of('home')
  await looking.session.token()
  expect(asked).not.toContain('recover controller')
  isLost = true
  asked.length = 0
  const lost = await rejection(looking.servers.list())
  expect(lost).toMatchObject({ data: { code: 'unreachable' } })
  expect(new Set(asked)).toEqual(new Set(['recover controller']))
  isLost = false
  expect(await looking.servers.list()).toEqual([])
})

test('a way that is there again is told', async () => {
  const told: string[] = []
  clients.onWay((cloud) => told.push(cloud))
  await clients.of('home')
  tell('controller', 'lost')
  expect(told).toEqual([])
  tell('controller', 'made')
  expect(told).toEqual(['home'])
})

test('a cloud that was taken off the list is asked for nothing any more', async () => {
  await clients.of('home')
  await login()
  list.set([])
  expect(clients.calls('home')).toEqual([])
  const told: string[] = []
  clients.onWay((cloud) => told.push(cloud))
  tell('controller', 'made')
  expect(told).toEqual([])
})

test('what fails before the first deployment says that there was none', async () => {
  const error = new StacksteadError({ code: 'unreachable', message: 'Nothing answers.' })
  expect(clients.worded('home', error)).toBe(error)
  const { lastRun: _none, ...fresh } = SUMMARY
  list.set([fresh])
  expect(clients.worded('home', error).data).toMatchObject({ code: 'blocked', detail: 'Nothing answers.' })
  const refused = new StacksteadError({ code: 'api', status: 403, message: 'No.' })
  expect(clients.worded('home', refused)).toBe(refused)
  list.set([{ ...fresh, kind: 'connected' }])
  expect(clients.worded('home', error)).toBe(error)
})

test('what waits for its next try ends with the app', { timeout: 3_000 }, async () => {
  isLost = true
  const { os } = await clients.of('home')
  const asking = rejection(os.servers.list())
  await clients[Symbol.asyncDispose]()
  expect(await asking).toMatchObject({ data: { code: 'cancelled' } })
})
