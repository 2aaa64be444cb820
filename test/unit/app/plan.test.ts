/** The plan as the window shows it: what would change, what a person would have typed, and no secret in any of it. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { planArea } from '../../../electron/app/plan/planArea.ts'
import { shownActions } from '../../../electron/app/plan/shownActions.ts'
import type { StepAction } from '../../../electron/contract/index.ts'
import { readEncrypted, writeEncrypted } from '../../../provisioner/adapters/encryptedFile.ts'
import { passwordHash } from '../../../provisioner/components/rabbitmq/files.ts'
import { sshKeyPair } from '../../../provisioner/components/sshKeyPair.ts'
import { sh, withInput } from '../../../provisioner/core/command.ts'
import { reveal, Secret, secret } from '../../../provisioner/core/secret.ts'
import type { Action } from '../../../provisioner/core/step.ts'
import { blankFleet } from '../../support/blankFleet.ts'
import { wants } from '../../support/fakeMachines.ts'
import { rejection } from '../../support/sshClient.ts'
import { type TestApp, testApp } from '../../support/testApp.ts'

const HOME = { cloud: 'home' }
const CANARY = 'C4n4ry'

/** Gives the cloud passwords as a hostile person would choose them; every written form of them holds the canary. */
async function hostile(app: TestApp): Promise<Record<string, string>> {
  const file = join(app.folder, 'cloud.secrets')
  await app.room.project()
  const names = Object.keys((await readEncrypted(file, app.keyFile)) ?? {})
  const record = Object.fromEntries(names.map((name) => [name, `${CANARY}"'\\ %é$(${name})`]))
  await writeEncrypted(file, record, app.keyFile)
  return record
}

test('shows what a real plan would do on every machine, and no secret nor anything made from one', async () => {
  const fleet = blankFleet()
  using app = testApp({ fleet })
  const record = await hostile(app)
  await using area = planArea(app.context)
  const view = await area.requests['plan.read'](HOME)
  expect(view.machines.map(({ name }) => name)).toEqual(['controller', 'compute-1', 'compute-2'])
  expect([...fleet.asked.values()]).toEqual([1, 1, 1])
  const steps = view.machines.flatMap((machine) => machine.steps)
  const shown: StepAction[] = []
  for (const { id } of steps) shown.push(...(await area.requests['plan.actions']({ cloud: 'home', step: id })))

  const texts = shown.flatMap(({ text, content = '' }) => [text, content])
  const of = (name: string): Secret => new Secret(record[name] ?? '')
  const sha1 = (data: string | Buffer): Buffer => createHash('sha1').update(data).digest()
  const derived = [
    reveal(passwordHash(of('rabbitmq/openstack'))),
    ...Object.values(record).map((text) => sha1(sha1(text)).toString('hex').toUpperCase()),
    ...reveal(sshKeyPair(of('nova/migration-key'), 'nova').privateKey)
      .split('\n')
      .slice(1, -2),
  ]
  expect(derived.length).toBeGreaterThan(10)
  for (const canary of [CANARY, ...derived]) expect(texts.filter((text) => text.includes(canary))).toEqual([])

  // Not by hiding everything: files and statements are there, with only the secrets masked.
  const put = (path: string) => shown.find((one) => one.text === path)
  expect(put('/etc/keystone/keystone.conf')).toMatchObject({
    kind: 'put',
    meta: expect.stringMatching(/^\w+:\w+ 0640$/),
  })
  expect(put('/etc/keystone/keystone.conf')?.content).toContain('connection = ••••\nmax_pool_size')
  expect(texts.some((text) => text.includes("identified via mysql_native_password using '••••'"))).toBe(true)
  expect(shown.length).toBeGreaterThan(100)
})

test('steps that are as they should be, and those nobody could read, have nothing to show that is not so', async () => {
  const fleet = blankFleet()
  fleet.dead.add('compute-2')
  using app = testApp({ fleet })
  await using area = planArea(app.context)
  const view = await area.requests['plan.read'](HOME)
  expect(view.machines.at(-1)).toMatchObject({ name: 'compute-2', unreadable: { code: 'unreachable' } })
  const [first] = view.machines.at(-1)?.steps ?? []
  expect(await area.requests['plan.actions']({ cloud: 'home', step: first?.id ?? '' })).toBeInstanceOf(Array)
  expect(app.context.jobs.list.get()).toMatchObject([{ kind: 'check', state: 'done' }])
})

test('destroying is compared in the same way, and its steps can be asked too', async () => {
  using app = testApp({ fleet: blankFleet() })
  await using area = planArea(app.context)
  const early = await rejection(area.requests['plan.actions']({ cloud: 'home', step: 'destroy/units@controller' }))
  expect(early).toMatchObject({ data: { code: 'invalid-input', message: 'The plan of home was not read yet.' } })
  const view = await area.requests['plan.destroy'](HOME)
  const ids = view.machines.flatMap((machine) => machine.steps.map(({ id }) => id))
  expect(ids).toContain('destroy/units@controller')
  for (const step of ids) expect(await area.requests['plan.actions']({ cloud: 'home', step })).toBeInstanceOf(Array)
  expect(await rejection(area.requests['plan.actions']({ cloud: 'home', step: 'ghost@controller' }))).toMatchObject({
    data: { message: 'The plan of home has no step ghost@controller any more.' },
  })
})

const CHANGE = { state: 'change', changes: [] } as const
const shownOf = (...actions: Action[]) =>
  shownActions(
    wants('a', 'x', { actions: () => actions }),
    CHANGE,
    () => undefined as never,
    (text) => text.replaceAll('hunter2', '••••'),
  )

test('says of each kind of content what can be said', () => {
  const meta = { owner: 'root', group: 'nova', mode: 0o640 }
  const put = (content: string | Uint8Array | Secret): Action => ({ kind: 'put', path: '/x', content, meta })
  expect(shownOf(put('a hunter2 b'))).toEqual([
    { kind: 'put', text: '/x', meta: 'root:nova 0640', content: 'a •••• b' },
  ])
  expect(shownOf(put(new Secret('hunter3')))[0]?.content).toBe('••••')
  expect(shownOf(put(secret`user=${'me'} pass=${new Secret('hunter3')}`))[0]?.content).toBe('user=me pass=••••')
  expect(shownOf(put(Buffer.from('é')))[0]?.content).toBe('é')
  expect(shownOf(put(Uint8Array.of(0xff, 0xfe)))[0]).not.toHaveProperty('content')
  expect(shownOf(put(Uint8Array.of(0)))[0]).not.toHaveProperty('content')
  const run: Action = { kind: 'run', command: withInput(sh`cat ${'hunter2'}`, 'in') }
  expect(shownOf(run)).toEqual([{ kind: 'run', text: 'cat ••••', content: 'in' }])
})
