/** Recipes run against a cloud that is stood in for: order, quota, killed at every point and gone on, removed to the last thing. */
import { readdirSync, rmSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { type ErrorData, errorData } from '../../../provisioner/core/errors.ts'
import { listRecipeRuns, readRecipeEvents } from '../../../provisioner/engine/recipes/recipeRuns.ts'
import { removeRecipe } from '../../../provisioner/engine/recipes/removeRecipe.ts'
import { prepareRecipe, resumeRecipe } from '../../../provisioner/engine/recipes/runRecipe.ts'
import { deadLock, type RecipeWorld, recipeText, recipeWorld } from '../../support/recipeWorld.ts'
import { rejection } from '../../support/sshClient.ts'

const WEB = { name: 'web-server', text: recipeText('web-server') }
/** Its kubeconfig is fetched by ssh, which this cloud has not; that is tested with a real sshd. */
const KUBERNETES = {
  name: 'kubernetes',
  text: recipeText('kubernetes').replace(/ {2}kubeconfig:\n[\s\S]*?(?= {2}api:\n {4}title: K)/, ''),
}

const PRINTED = `STACKSTEAD authority sha256:${'ab'.repeat(32)}\nSTACKSTEAD controller-ready\nSTACKSTEAD nodes-ready 4\n`

const open: RecipeWorld[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]()
})

async function newWorld(...given: Parameters<typeof recipeWorld>): Promise<RecipeWorld> {
  const made = await recipeWorld(...given)
  made.world.console = PRINTED
  open.push(made)
  return made
}

async function run({ room }: RecipeWorld, source = WEB, given = {}): Promise<string> {
  const prepared = await prepareRecipe(room, source, given)
  await prepared.make(room)
  return prepared.run
}

async function refusal(promise: Promise<unknown>): Promise<ErrorData> {
  return errorData(await rejection(promise))
}

/** Everything but the router's own port, by kind. */
function left({ world }: RecipeWorld): Record<string, number> {
  const counts = Object.entries(world.rows).map(([plural, rows]) => [
    plural,
    rows.length - (plural === 'ports' ? 1 : 0),
  ])
  return Object.fromEntries(counts.filter(([, count]) => count !== 0))
}

const WHOLE = {
  ...{ servers: 1, 'os-keypairs': 1, 'security-groups': 1, 'security-group-rules': 2, ports: 1, floatingips: 1 },
}

test('a web server is made in the order of its file, and says where its page is', async () => {
  const world = await newWorld()
  const name = await run(world, WEB, { name: 'site' })
  expect(world.world.changes).toEqual([
    ...['POST os-keypairs', 'POST security-groups', 'POST security-group-rules', 'POST security-group-rules'],
    ...['POST ports', 'POST floatingips', 'POST servers'],
  ])
  const [server] = world.world.rows.servers
  const address = world.world.rows.floatingips[0]?.floating_ip_address
  expect(server).toMatchObject({
    ...{ name: 'site', flavorRef: 'f-micro', imageRef: 'i1', key_name: `${name}.keypair` },
    metadata: { 'stackstead-recipe': name, 'stackstead-part': 'server' },
    networks: [{ port: world.world.rows.ports.find((port) => port.name === 'site')?.id }],
  })
  const [state] = await listRecipeRuns(world.folder)
  expect(state).toMatchObject({ run: name, state: 'done', outputs: [{ name: 'page', text: `http://${address}/` }] })
  expect(state?.parts.every((part) => part.state === 'done')).toBe(true)
})

test('Kubernetes: the workers join with the token and the hash the controller has printed', async () => {
  const world = await newWorld()
  const name = await run(world, KUBERNETES, { workers: 2, name: 'k8s' })
  const servers = world.world.rows.servers
  expect(servers.map((server) => server.name)).toEqual(['k8s-controller', 'k8s-worker-1', 'k8s-worker-2'])
  const [controller, ...workers] = servers.map((server) => Buffer.from(String(server.user_data), 'base64').toString())
  const token = /token: "?([a-z0-9]{6}\.[a-z0-9]{16})"?\n/.exec(controller ?? '')?.[1]
  expect(token).toBeDefined()
  for (const worker of workers) {
    expect(worker).toContain(token)
    expect(worker).toContain(`sha256:${'ab'.repeat(32)}`)
    // Nothing that opens the cluster as its administrator.
    expect(worker).not.toContain('PRIVATE KEY')
  }
  const journal = JSON.stringify(await readRecipeEvents(world.folder, name))
  expect(journal).not.toContain(token)
  expect(journal).not.toContain('PRIVATE KEY')
  await removeRecipe(world.room, name)
  expect(left(world)).toEqual({})
})

test('a line that tells of a failure in the instance ends the waiting at once, with the line', async () => {
  const world = await newWorld()
  world.world.console = PRINTED.replace(/STACKSTEAD controller-ready[\s\S]*/, 'STACKSTEAD failed in line 7\n')
  const error = await refusal(run(world, KUBERNETES))
  expect(error.message).toContain('STACKSTEAD failed in line 7')
  const [state] = await listRecipeRuns(world.folder)
  expect(state).toMatchObject({ state: 'failed', error: { message: error.message } })
})

test('a quota that is too small is said before anything is made, with every shortage', async () => {
  const world = await newWorld()
  Object.assign(world.world.quotas, { instances: 2, memory: 1024 })
  const error = await refusal(run(world, KUBERNETES))
  expect(error).toMatchObject({ code: 'blocked', message: expect.stringContaining('nothing was made') })
  expect(error.detail).toBe(
    '4 instances needed, and the quota leaves 2: 2 allowed, 0 in use.\n' +
      '16384 MiB of memory needed, and the quota leaves 1024: 1024 allowed, 0 in use.',
  )
  expect(world.world.changes).toEqual([])
  expect(await listRecipeRuns(world.folder)).toEqual([])
})

test('choices that are not there are refused by name, before anything is made', async () => {
  const world = await newWorld()
  const given = { name: 'Not a name', flavor: 'm1.nano', image: 'windows', sentence: 'a\nb', other: 1 }
  const error = await refusal(run(world, WEB, given))
  expect(error.detail).toMatch(
    /Name: .*\nSentence on the page: One line.*\nImage: .*windows.*\nFlavor: It needs at least/,
  )
  expect(error.detail).toContain('no parameter other')
  expect(world.world.changes).toEqual([])
})

/** What a run can be killed at: each request before and after it is done, and each event when it is in the journal. */
async function points(): Promise<readonly Point[]> {
  const world = await newWorld()
  const name = await run(world)
  const events = (await readRecipeEvents(world.folder, name)).length
  const requests = world.world.changes.map((_, index) => index + 1)
  return [
    ...requests.flatMap((at) => [{ kind: 'before', at } as const, { kind: 'after', at } as const]),
    ...Array.from({ length: events }, (_, index) => ({ kind: 'event', at: index + 1 }) as const),
  ]
}

interface Point {
  readonly kind: 'before' | 'after' | 'event'
  readonly at: number
}

/** Runs until the point and leaves the disk as a kill there would. */
async function killedAt({ at, kind }: Point): Promise<{ readonly world: RecipeWorld; readonly name: string }> {
  const killed = new Error('killed')
  let seen = 0
  const world: RecipeWorld = await newWorld({
    emit: () => {
      seen += 1
      if (kind !== 'event' || seen !== at) return
      world.freeze()
      throw killed
    },
  })
  const hook = ({ count }: { readonly count: number }) => {
    if (count !== at) return undefined
    world.freeze()
    return { hangUp: true }
  }
  if (kind === 'before') world.world.before = hook
  if (kind === 'after') world.world.after = hook
  const prepared = await prepareRecipe(world.room, WEB, {})
  await prepared.make(world.room).catch(() => undefined)
  world.thaw()
  deadLock(world.folder, prepared.run)
  world.world.before = () => undefined
  world.world.after = () => undefined
  return { world, name: prepared.run }
}

test('killed at any point, going on makes what is missing and nothing twice', async () => {
  const all = await points()
  expect(all.length).toBeGreaterThan(30)
  for (const point of all) {
    const { name, world } = await killedAt(point)
    const { emit: _, ...room } = world.room
    await resumeRecipe(room, name)
    expect(left(world), `${point.kind} ${point.at}`).toEqual(WHOLE)
    expect((await listRecipeRuns(world.folder))[0], `${point.kind} ${point.at}`).toMatchObject({ state: 'done' })
    const [server] = world.world.rows.servers
    expect(server?.networks).toEqual([{ port: world.world.rows.ports[1]?.id }])
    expect(world.world.rows.floatingips[0]?.port_id).toBe(world.world.rows.ports[1]?.id)
  }
})

test('killed at any point, removal leaves nothing of it and everything of others', async () => {
  for (const point of await points()) {
    const { name, world } = await killedAt(point)
    const { emit: _, ...room } = world.room
    const foreign = {
      'security-groups': { ...OTHER, name: 'mine', description: 'stackstead-recipe:web-server-000000:group' },
      servers: { ...world.world.rows.servers[0], ...SERVER, metadata: { 'stackstead-recipe': 'web-server-000000' } },
      'os-keypairs': { name: 'web-server', id: 'web-server', public_key: 'ssh-ed25519 A', fingerprint: 'a:b' },
    }
    for (const [plural, row] of Object.entries(foreign)) world.world.rows[plural as 'servers'].push(row as never)
    // Without a journal, too: another computer, or a folder that was lost.
    if (point.at % 2 === 0) rmSync(world.folder, { recursive: true })
    await removeRecipe(room, name)
    expect(left(world), `${point.kind} ${point.at}`).toEqual({ 'security-groups': 1, servers: 1, 'os-keypairs': 1 })
    expect(readdirSync(world.folder).filter((file) => !file.endsWith('.jsonl'))).toEqual([])
  }
})

const OTHER = { id: 'other', project_id: 'p1', security_group_rules: [] }
const SERVER = { id: 'foreign', name: 'web', status: 'ACTIVE', tenant_id: 'p1', created: '2026-11-22T10:00:00Z' }

test('what is in use is told by name, stays, and goes with the next removal', async () => {
  const world = await newWorld()
  const name = await run(world)
  const port = {
    ...world.world.rows.ports[1],
    id: 'mine',
    name: 'mine',
    description: '',
    security_groups: [] as unknown[],
  }
  port.security_groups = [world.world.rows['security-groups'][0]?.id]
  world.world.rows.ports.push(port as never)
  const error = await refusal(removeRecipe(world.room, name))
  expect(error.detail).toContain('in use')
  expect(error.detail).toContain('security group web')
  expect((await listRecipeRuns(world.folder))[0]).toMatchObject({ state: 'removal-failed' })
  world.world.rows.ports.pop()
  await removeRecipe(world.room, name)
  expect(left(world)).toEqual({})
  expect((await listRecipeRuns(world.folder))[0]).toMatchObject({ state: 'gone', outputs: [] })
})

test('an instance the cloud keeps for whoever wants it back is deleted for good', async () => {
  const world = await newWorld()
  const name = await run(world)
  const { servers } = world.world.rows
  world.world.before = ({ method, path }) => {
    if (method !== 'DELETE' || path !== '/servers') return undefined
    for (const server of servers) server.status = 'SOFT_DELETED'
    return { status: 204 }
  }
  world.world.cloud.refuse = ({ body }) => {
    if (!body.includes('forceDelete')) return undefined
    servers.pop()
    return { status: 202 }
  }
  await removeRecipe(world.room, name)
  expect(left(world)).toEqual({})
})

test('of the same mark in another project nothing is found, though an administrator sees it', async () => {
  const world = await newWorld()
  const name = await run(world)
  const theirs = { ...world.world.rows['security-groups'][0], id: 'theirs', project_id: 'p2' }
  world.world.rows['security-groups'].push(theirs)
  await removeRecipe(world.room, name)
  expect(world.world.rows['security-groups']).toEqual([theirs])
})

test('what somebody else took away is not made again behind what relies on it', async () => {
  const world = await newWorld()
  const name = await run(world)
  world.world.rows.floatingips.pop()
  const error = await refusal(resumeRecipe(world.room, name))
  expect(error).toMatchObject({ code: 'blocked', message: expect.stringContaining('Floating IP') })
})

test('two programs never work on the same run', async () => {
  const world = await newWorld()
  const prepared = await prepareRecipe(world.room, WEB, {})
  let other: Promise<ErrorData> | undefined
  world.world.before = () => {
    other ??= refusal(removeRecipe(world.room, prepared.run))
    return undefined
  }
  await prepared.make(world.room)
  expect(await other).toMatchObject({ code: 'locked' })
})

test('stopped, it ends after what is under way, and goes on from there', async () => {
  const stop = new AbortController()
  const world = await newWorld({ signal: stop.signal })
  world.world.after = ({ count }) => {
    if (count === 3) stop.abort()
    return undefined
  }
  await refusal(run(world))
  expect(world.world.changes).toHaveLength(3)
  const [state] = await listRecipeRuns(world.folder)
  expect(state).toMatchObject({ state: 'stopped' })
  const { signal: _, ...room } = world.room
  await resumeRecipe(room, state?.run ?? '')
  expect(left(world)).toEqual(WHOLE)
})
