/** Recipes through the app: looked at, made, followed, gone on with after the app was ended, removed and forgotten. */
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RecipeRun } from '../../../electron/contract/index.ts'
import { type AppRoom, openAppRoom } from '../../support/appRoom.ts'
import { PASSWORD } from '../../support/fakeCloud.ts'
import { type RecipeCloud, recipeCloud } from '../../support/recipeCloud.ts'
import { rejection } from '../../support/sshClient.ts'

const WORK = { cloud: 'work' }
const WEB = { ...WORK, recipe: 'web-server' }
/** The same without what needs a real instance: its page. */
const MINE = { ...WORK, recipe: 'mine' }

let world: RecipeCloud
let room: AppRoom

beforeEach(async () => {
  world = await recipeCloud()
  room = await openAppRoom()
  const auth = { auth_url: `${world.cloud.url}/v3`, username: 'admin', password: PASSWORD, project_name: 'admin' }
  const clouds = join(room.folder, '..', 'clouds.yaml')
  await writeFile(clouds, JSON.stringify({ clouds: { lab: { auth, region_name: 'RegionOne' } } }))
  await room.ask('running.connect', { name: 'work', file: clouds, entry: 'lab' })
  const { file } = await room.ask('recipes.copy', { ...WEB, as: 'mine' })
  const text = await readFile(file, 'utf8')
  await writeFile(
    file,
    text.replace(/ {2}answers:\n[\s\S]*?(?=outputs:)/, '').replace('title: Web server', 'title: Mine'),
  )
})
afterEach(async () => {
  await room[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

const one =
  (run: string, isWanted: (found: RecipeRun) => boolean) =>
  (list: readonly RecipeRun[]): boolean =>
    list.some((found) => found.run === run && isWanted(found))

test('a copied recipe is listed, looked at, made, and all of it removed', async () => {
  const listed = await room.ask('recipes.list', WORK)
  expect(listed.map(({ isShipped, name, problems, title }) => [name, title, isShipped, problems.length])).toEqual([
    ['kubernetes', 'Kubernetes', true, 0],
    ['mine', 'Mine', false, 0],
    ['web-server', 'Web server', true, 0],
  ])
  const preview = await room.ask('recipes.preview', { ...MINE, given: { name: 'shop' } })
  expect(preview).toMatchObject({
    problems: {},
    given: { name: 'shop', flavor: 'f-micro', network: 'n1', external: 'x1' },
  })
  expect(preview.parts.find(({ action }) => action === 'server.create')?.input).toMatchObject({ name: 'shop' })
  expect(world.changes).toEqual([])

  const { run } = await room.ask('recipes.start', { ...MINE, given: { name: 'shop' } })
  const runs = await room.until(
    'recipes.runs',
    WORK,
    one(run, ({ isBusy, state }) => state === 'done' && !isBusy),
  )
  expect(runs[0]?.parts.every(({ state }) => state === 'done')).toBe(true)
  expect((await room.ask('keys.list', WORK)).map(({ name }) => name)).toEqual([`${run}.keypair`])
  const [job] = await room.until('jobs.follow', {}, ([first]) => first?.state === 'done')
  expect(job).toMatchObject({ kind: 'recipe', cloud: 'work', title: 'Make Mine' })
  expect(await rejection(room.ask('recipes.forget', { ...WORK, run }))).toMatchObject({
    data: { code: 'invalid-input' },
  })

  await room.ask('recipes.remove', { ...WORK, run })
  await room.until(
    'recipes.runs',
    WORK,
    one(run, ({ isBusy, state }) => state === 'gone' && !isBusy),
  )
  expect(world.rows.servers).toEqual([])
  expect(world.rows['os-keypairs']).toEqual([])
  expect(await room.ask('keys.list', WORK)).toEqual([])
  await room.ask('recipes.forget', { ...WORK, run })
  expect(await room.until('recipes.runs', WORK, () => true)).toEqual([])
})

test('the app ended in the middle: the run is there, interrupted, and goes on', async () => {
  // The shipped one waits for a page nobody serves here.
  const { run } = await room.ask('recipes.start', { ...WEB, given: {} })
  await room.until(
    'recipes.runs',
    WORK,
    one(run, ({ parts }) => parts.at(-1)?.state === 'running'),
  )
  room = await room.reopen()
  const [before] = await room.until('recipes.runs', WORK, () => true)
  expect(before).toMatchObject({ run, isBusy: false, state: 'stopped' })
  await room.ask('recipes.resume', { ...WORK, run })
  expect(await rejection(room.ask('recipes.remove', { ...WORK, run }))).toMatchObject({ data: { code: 'locked' } })
  await room.until(
    'recipes.runs',
    WORK,
    one(run, ({ parts }) => parts.at(-1)?.state === 'running'),
  )
  await room.ask('recipes.stop', { ...WORK, run })
  await room.until(
    'recipes.runs',
    WORK,
    one(run, ({ isBusy }) => !isBusy),
  )
  expect(world.rows.servers).toHaveLength(1)
})

test('what too small a quota refuses is no run, and what others made is told as theirs', async () => {
  world.quotas.instances = 0
  const refused = await rejection(room.ask('recipes.start', { ...MINE, given: {} }))
  expect(refused).toMatchObject({ data: { code: 'blocked', detail: expect.stringContaining('1 instance needed') } })
  expect(await room.until('recipes.runs', WORK, () => true)).toEqual([])
  const description = 'stackstead-recipe:other-0a1b2c:group'
  world.rows['security-groups'].push({ id: 'g', name: 'theirs', description, project_id: 'p1' })
  expect(await room.ask('recipes.strays', WORK)).toEqual([
    { run: 'other-0a1b2c', things: [{ kind: 'securityGroup', name: 'theirs' }] },
  ])
})

test('what goes wrong before a run is in the list is the answer', async () => {
  const { seal } = room.host.vault
  Object.assign(room.host.vault, { seal: () => Promise.reject(new Error('the keyring is locked')) })
  const failed = await rejection(room.ask('recipes.start', { ...MINE, given: {} }))
  expect(failed).toMatchObject({ message: expect.stringContaining('the keyring is locked') })
  expect(world.changes).toEqual([])
  Object.assign(room.host.vault, { seal })
  const description = 'stackstead-recipe:other-0a1b2c:group'
  world.rows['security-groups'].push({ id: 'id-of-theirs', name: 'theirs', description, project_id: 'p1' })
  world.before = () => ({ status: 409, body: { NeutronError: { message: 'Security Group id-of-theirs in use.' } } })
  const stray = { ...WORK, run: 'other-0a1b2c' }
  expect(await rejection(room.ask('recipes.remove', stray))).toMatchObject({
    data: { detail: expect.stringContaining('Security Group id-of-theirs in use') },
  })
  world.before = () => undefined
  await room.ask('recipes.remove', stray)
  expect(world.rows['security-groups']).toEqual([])
})

test('a recipe with mistakes is listed with their lines, and cannot be run', async () => {
  const { file } = await room.ask('recipes.copy', { ...WEB, as: 'broken' })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  await writeFile(file, (await readFile(file, 'utf8')).replace('{{ group.id }}', '{{ nobody.id }}'))
  const found = (await room.ask('recipes.list', WORK)).find(({ name }) => name === 'broken')
  expect(found?.problems[0]).toMatchObject({ message: 'Nothing that comes before is called nobody.' })
  expect(await rejection(room.ask('recipes.preview', { ...WORK, recipe: 'broken', given: {} }))).toMatchObject({
    data: { code: 'invalid-input', detail: expect.stringContaining(`broken:${found?.problems[0]?.line}`) },
  })
  expect(await rejection(room.ask('recipes.copy', { ...WEB, as: 'broken' }))).toMatchObject({
    data: { code: 'invalid-input', message: expect.stringContaining('already') },
  })
})
