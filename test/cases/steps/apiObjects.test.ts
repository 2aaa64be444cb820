/** Objects of the API: what is missing in, changes and requests out; the client asks a real HTTP server. */
import { describe, expect, test, vi } from 'vitest'
import { localTransport } from '../../../provisioner/adapters/localTransport.ts'
import type { ExecResult } from '../../../provisioner/core/command.ts'
import { Secret, shownText } from '../../../provisioner/core/secret.ts'
import type { ApiAccess } from '../../../provisioner/facts/api.ts'
import { adminAccepted, apiState } from '../../../provisioner/facts/api.ts'
import { apiObjects, type Missing } from '../../../provisioner/steps/apiObjects.ts'
import { readOf } from '../../support/components.ts'
import { FakeCloud, PASSWORD, type Routes } from '../../support/fakeCloud.ts'

vi.setConfig({ testTimeout: 60_000 })

const USERS = '/v3/users'
const missingUser = (name: string): Missing => ({
  operation: 'create',
  subject: `user ${name}`,
  request: { service: 'identity', method: 'POST', path: USERS, body: { user: { name, password: 'Zz-of-user' } } },
})

function step(access: ApiAccess, names: readonly string[] = ['glance', 'nova']) {
  const users = apiState(access, 'identity', USERS)
  return apiObjects({
    id: 'keystone/users@m1',
    machine: 'm1',
    access,
    title: 'Create users',
    explains: 'for a test',
    reads: [users],
    subjects: names.map((name) => `user ${name}`),
    missing: (read) => {
      const found = (read(users) as { users: { name: string }[] } | undefined)?.users.map((user) => user.name) ?? []
      return names.filter((name) => !found.includes(name)).map(missingUser)
    },
  })
}

const accessTo = (cloud: FakeCloud, password = PASSWORD): ApiAccess => ({
  keystone: `${cloud.url}/v3`,
  password: new Secret(password),
  region: 'RegionOne',
})
const NOWHERE: ApiAccess = { keystone: 'http://127.0.0.1:9/v3', password: new Secret('Zz-admin'), region: 'RegionOne' }
const answered = (...answers: object[]) => ({ [`api-${NOWHERE.keystone}`]: { stdout: JSON.stringify({ answers }) } })

describe('what is missing', () => {
  test.each([
    [['nova', 'glance', 'other'], []],
    [['nova'], ['user glance']],
    [[], ['user glance', 'user nova']],
  ])('users %j: %j', (there, missing) => {
    const one = step(NOWHERE)
    const body = { users: there.map((name) => ({ name })) }
    const verdict = one.check(readOf(one.reads, answered({ status: 200, body })))
    const changes = verdict.state === 'change' ? verdict.changes : []
    expect(changes).toEqual(missing.map((subject) => ({ kind: 'api', operation: 'create', subject })))
  })

  test.each<[string, Partial<ExecResult>, string]>([
    ['keystone is not installed', { status: 127 }, 'keystone is not installed yet'],
    ['keystone is down', { stdout: '{"error":{"status":0,"body":null}}' }, 'keystone gives no token yet (no answer)'],
    ['keystone refuses', { stdout: '{"error":{"status":401,"body":{}}}' }, 'keystone gives no token yet (status 401)'],
    [
      'the service fails',
      { stdout: '{"answers":[{"status":503,"body":""}]}' },
      'does not answer /v3/users yet (status 503)',
    ],
  ])('is unknown where %s', (_what, output, reason) => {
    const one = step(NOWHERE)
    const read = readOf(one.reads, { [`api-${NOWHERE.keystone}`]: output })
    expect(() => one.check(read)).toThrow(reason)
    expect(one.expected?.map((change) => change.subject)).toEqual(['user glance', 'user nova'])
  })

  test('is asked for without a password to be seen, and can be shown without one', () => {
    const one = step(NOWHERE)
    const [action] = one.actions(readOf(one.reads, answered({ status: 404, body: null })))
    if (action?.kind !== 'run' || !(action.command.input instanceof Secret)) throw new Error('no secret input')
    expect(action.command.script).not.toContain('Zz')
    expect(JSON.stringify(one.actions(readOf(one.reads, answered({ status: 404, body: null }))))).not.toContain('Zz')
    expect(shownText(action.command.input)).not.toContain('Zz')
    expect(shownText(action.command.input)).toContain('"name":"glance"')
  })
})

describe('the requests of a step', () => {
  async function applied(
    routes: Routes,
    password?: string,
  ): Promise<ExecResult & { calls: readonly string[]; posted: string }> {
    await using cloud = await FakeCloud.start(routes)
    await using machine = localTransport('m1')
    const one = step(accessTo(cloud, password))
    const none = { [`api-${accessTo(cloud).keystone}`]: { stdout: '{"answers":[{"status":404,"body":null}]}' } }
    const [action] = one.actions(readOf(one.reads, none))
    if (action?.kind !== 'run') throw new Error('no command')
    const result = await machine.exec(action.command)
    const posted = cloud.asked.filter((asked) => asked.path === USERS).map((asked) => asked.body)
    return { ...result, calls: cloud.calls, posted: posted.sort().join('\n') }
  }

  test('are all sent, with their bodies', async () => {
    const result = await applied({ [`POST ${USERS}`]: [{ status: 201, body: {} }] })
    expect(result).toMatchObject({ status: 0, stdout: '', stderr: '', calls: [`POST ${USERS}`, `POST ${USERS}`] })
    expect(result.posted.split('\n').map((body) => JSON.parse(body))).toEqual(
      ['glance', 'nova'].map((name) => ({ user: { name, password: 'Zz-of-user' } })),
    )
  })

  test('fail with what the API said where it refuses one', async () => {
    const replies = [{ status: 201 }, { status: 409, body: { error: { message: 'Duplicate entry' } } }]
    const result = await applied({ [`POST ${USERS}`]: replies })
    expect(result.status).toBe(1)
    expect(result.stderr).toContain('the API answered 409: {"error": {"message": "Duplicate entry"}}')
  })

  test('fail where keystone does not let us in, and none is sent', async () => {
    const result = await applied({}, 'wrong')
    expect(result).toMatchObject({ status: 1, calls: [] })
    expect(result.stderr).toContain('the API answered 401')
    expect(result.stderr).not.toContain('wrong')
  })

  test('fail where the connection breaks', async () => {
    const result = await applied({ [`POST ${USERS}`]: [{ hangUp: true }] })
    expect(result.status).toBe(1)
    expect(result.stderr).toMatch(/^the API answered 0/)
  })
})

test.each([
  [PASSWORD, true],
  ['another', false],
])('whether keystone accepts the administrator is asked of keystone: %j: %s', async (password, accepted) => {
  await using cloud = await FakeCloud.start({ [`GET ${USERS}`]: [{ body: { users: [] } }] })
  await using machine = localTransport('m1')
  const access = accessTo(cloud, password)
  const facts = [adminAccepted(access), apiState(access, 'identity', USERS)]
  const command = facts[0]?.subject.command(facts.map((one) => one.question) as never)
  if (command === undefined) throw new Error('no command')
  const read = readOf(facts, { [`api-${access.keystone}`]: await machine.exec(command) })
  expect(read(adminAccepted(access))).toBe(accepted)
  if (accepted) expect(read(apiState(access, 'identity', USERS))).toEqual({ users: [] })
  else expect(() => read(apiState(access, 'identity', USERS))).toThrow('status 401')
})
