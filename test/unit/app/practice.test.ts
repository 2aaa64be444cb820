/** Practice from the window: a scripted lab, but real clouds in real files. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cell } from '../../../electron/app/cell.ts'
import { type AllRooms, cloudRooms } from '../../../electron/app/clouds/cloudRooms.ts'
import { connectedClouds } from '../../../electron/app/clouds/connectedClouds.ts'
import type { AppHost } from '../../../electron/app/host.ts'
import { type Jobs, jobs } from '../../../electron/app/jobs.ts'
import { credentialStore } from '../../../electron/app/machines/credentials.ts'
import type { Labs } from '../../../electron/app/practice/labs.ts'
import { practiceArea } from '../../../electron/app/practice/practiceArea.ts'
import { openQuestions } from '../../../electron/app/questions/questions.ts'
import type { PracticeNow } from '../../../electron/contract/index.ts'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { knownHostsBeside, type LabState, type Lack, labsFolder } from '../../../provisioner/index.ts'
import { rejection } from '../../support/sshClient.ts'
import { told } from '../../support/testApp.ts'

const RIGHTS: Lack = { what: 'Making machines needs root.', remedy: 'Run the same command with sudo.', rights: true }

function labOf(name: string, count: number, number = 7): LabState {
  return {
    name,
    createdAt: '2026-11-22T16:00:00.000Z',
    networks: {
      management: { subnet: `10.83.${number}.0/24`, gateway: `10.83.${number}.1`, bridge: 'sl-m' },
      provider: { subnet: `10.84.${number}.0/24`, gateway: `10.84.${number}.1`, bridge: 'sl-p' },
    },
    machines: ['controller', 'compute-1', 'compute-2'].slice(0, count).map((machine, index) => ({
      name: machine,
      running: true,
      management: `10.83.${number}.${11 + index}`,
      nics: { management: 'enp1s0', provider: 'enp2s0' },
      disks: [],
      ready: false,
      console: '/x',
    })),
    user: 'debian',
    sshKey: join(labsFolder(), name, 'id_ed25519'),
    knownHosts: '/x',
    knownHostsContent: `10.83.${number}.11 ssh-ed25519 AAAA\n`,
  }
}

interface ScriptedLabs extends Labs {
  lacking: Lack[]
  readonly made: Map<string, LabState>
  number: number
  /** Holds the making until resolved. */
  hold: Promise<void>
}

function scriptedLabs(): ScriptedLabs {
  const labs: ScriptedLabs = {
    lacking: [],
    made: new Map(),
    number: 7,
    hold: Promise.resolve(),
    lacks: () => labs.lacking,
    memory: () => 9000,
    names: async () => [...labs.made.keys()],
    status: async (name) => labs.made.get(name) ?? labOf(name, 0),
    nameServers: async () => ['10.0.0.53'],
    async raise(name, count, _ready, onProgress) {
      onProgress({ title: 'Start controller', state: 'running', detail: 'booting', elapsed: 1 })
      await labs.hold
      onProgress({ title: 'Start controller', state: 'done', elapsed: 2 })
      const lab = labOf(name, count ?? labs.made.get(name)?.machines.length ?? 0, labs.number)
      labs.made.set(name, lab)
      return lab
    },
    async destroy(name) {
      labs.made.delete(name)
    },
  }
  return labs
}

let folder: string
let rooms: AllRooms
let labs: ScriptedLabs
let work: Jobs
let area: ReturnType<typeof practiceArea>
let host: AppHost

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stackstead-practice-'))
  const vault = { seal: async (text: string) => Buffer.from(text), open: async (sealed: Uint8Array) => String(sealed) }
  host = { kind: 'browser', version: '0', folder, program: '/opt/app/bin/stackstead', vault }
  const credentials = credentialStore(host)
  work = jobs()
  const parts = { credentials, questions: openQuestions(credentials), connected: connectedClouds(host) }
  rooms = await cloudRooms(host, work, parts)
  labs = scriptedLabs()
  area = practiceArea({ host, rooms, jobs: work, probes: { of: async () => cell({ machines: {} }) } }, labs)
})

afterEach(async () => {
  await area[Symbol.asyncDispose]()
  await rooms[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

/** Machines that are there already. */
const take = (name: string) => area.requests['practice.start']({ name, ready: true })
const start = (name = 'practice', machines = 2) => area.requests['practice.start']({ name, machines, ready: false })

async function following() {
  const now = told<PracticeNow>()
  await area.streams['practice.follow']({}, now.emit, now.signal)
  return now
}

test('makes machines and a cloud of them that waits for its roles', async () => {
  const hold = Promise.withResolvers<void>()
  labs.hold = hold.promise
  const now = await following()
  await start()
  expect(await now.until(({ detail }) => detail === 'booting')).toMatchObject({
    state: 'making',
    title: 'Start controller',
  })
  expect(await rejection(start('other'))).toMatchObject({ data: { code: 'invalid-input' } })
  hold.resolve()
  expect(await now.until(({ cloud }) => cloud !== undefined)).toEqual({ state: 'idle', cloud: 'practice' })
  expect(rooms.list.get()).toMatchObject([{ id: 'practice', name: 'practice', machines: 2, practice: true }])
  const room = await rooms.get('practice')
  const { text } = room.text.get()
  expect(text).toContain('10.83.7.12')
  expect(text).not.toContain('roles: [')
  expect(readFileSync(knownHostsBeside(room.file), 'utf8')).toBe('10.83.7.11 ssh-ed25519 AAAA\n')
  expect(statSync(knownHostsBeside(room.file)).mode & 0o777).toBe(0o600)
  expect(work.list.get()).toMatchObject([{ kind: 'practice', cloud: 'practice', state: 'done', progress: 0.5 }])
})

test('started again, what the person has designed stays, unless the machines are others now', async () => {
  const now = await following()
  await start()
  await now.until(({ cloud }) => cloud !== undefined)
  const room = await rooms.get('practice')
  await room.change((text) => text.replace('  controller:\n', '  controller:\n    roles: [controller]\n'))
  const again = async (): Promise<string> => {
    const before = now.events.length
    await start()
    await now.until((event) => now.events.indexOf(event) > before && event.state === 'idle')
    return room.text.get().text
  }
  expect(await again()).toContain('roles: [controller]')
  labs.number = 9
  const other = await again()
  expect(other).toContain('10.83.9.11')
  expect(other).not.toContain('roles: [controller]')
  expect(readFileSync(knownHostsBeside(room.file), 'utf8')).toContain('10.83.9.11')
})

test('removing takes lab, cloud and its files, and the same name can be used again', async () => {
  const now = await following()
  await start()
  await now.until(({ cloud }) => cloud !== undefined)
  const { file } = await rooms.get('practice')
  await area.requests['practice.remove']({ name: 'practice' })
  expect(labs.made.size).toBe(0)
  expect(rooms.list.get()).toEqual([])
  expect(existsSync(dirname(file))).toBe(false)
  expect(now.events.at(-1)).toEqual({ state: 'idle' })
  await start()
  await now.until((event) => now.events.indexOf(event) > 6 && event.cloud !== undefined)
  expect(rooms.list.get()).toMatchObject([{ id: 'practice' }])
})

test("a cloud of a person's own machines is neither replaced nor removed", async () => {
  await rooms.create('mine', 'name: mine\nmachines:\n  attic: { address: 10.1.2.3 }\n')
  for (const attempt of [start('mine'), area.requests['practice.remove']({ name: 'mine' })])
    expect(await rejection(attempt)).toMatchObject({ data: { code: 'invalid-input' } })
  expect(rooms.list.get()).toMatchObject([{ id: 'mine', machines: 1 }])
  expect(await rejection(start('no-hyphens'))).toMatchObject({ data: { code: 'invalid-input' } })
})

test('without root it says what to run, and takes a lab that was made that way', async () => {
  labs.lacking = [RIGHTS]
  const view = await area.requests['practice.read']({})
  expect(view).toMatchObject({ memory: 9000, labs: [], lacks: [{ canInstall: false }] })
  expect(view.lacks[0]?.what).toBe(`${RIGHTS.what} Run this in a terminal, then look again.`)
  expect(view.lacks[0]?.remedy).toBe('sudo /opt/app/bin/stackstead lab up --name practice')
  const now = await following()
  await start()
  const { error } = await now.until(({ state }) => state === 'failed')
  expect(error).toMatchObject({ code: 'sudo' })
  expect(error?.remedy).toContain('lab up --name practice --machines 2 --bare')
  labs.made.set('practice', labOf('practice', 2))
  expect(await area.requests['practice.read']({})).toMatchObject({
    labs: ['practice'],
    lacks: [{ remedy: expect.stringMatching(/ --name practice2$/) }],
  })
  await take('practice')
  await now.until(({ cloud }) => cloud !== undefined)
  expect(rooms.list.get()).toMatchObject([{ id: 'practice', machines: 2 }])
  const removal = await rejection(area.requests['practice.remove']({ name: 'practice' }))
  expect(removal).toMatchObject({ data: { remedy: expect.stringContaining('lab destroy --name practice') } })
  expect(rooms.list.get()).toHaveLength(1)
})

test('machines that are there are taken as many as they are, and said how to start where they are off', async () => {
  const now = await following()
  labs.made.set('three', labOf('three', 3))
  await take('three')
  await now.until(({ cloud }) => cloud !== undefined)
  expect(work.list.get()).toMatchObject([{ title: 'Use the practice machines of three', progress: 1 / 3 }])
  expect(rooms.list.get()).toMatchObject([{ id: 'three', machines: 3, practice: true }])
  labs.lacking = [RIGHTS]
  const off = labOf('off', 2)
  labs.made.set('off', { ...off, machines: off.machines.map((machine) => ({ ...machine, running: false })) })
  await take('off')
  const { error } = await now.until(({ state }) => state === 'failed')
  expect(error?.remedy).toMatch(/: sudo \S+ lab up --name off$/)
})

test('where root may run no command line of it, what else to install is said instead of a line that does nothing', async () => {
  labs.lacking = [RIGHTS]
  const { program: _none, ...bare } = host
  const own = practiceArea({ host: bare, rooms, jobs: work, probes: { of: async () => cell({ machines: {} }) } }, labs)
  const [lack] = (await own.requests['practice.read']({})).lacks
  expect(lack?.remedy).toMatch(/^Install the deb package/)
  labs.made.set('practice', labOf('practice', 1))
  const removal = await rejection(own.requests['practice.remove']({ name: 'practice' }))
  expect(removal).toMatchObject({ data: { code: 'sudo', remedy: lack?.remedy } })
})

test('a failure is told with its reason, and another attempt is free to begin', async () => {
  const now = await following()
  labs.hold = Promise.reject(new StacksteadError({ code: 'lab', message: 'The disk is full.' }))
  await start()
  expect(await now.until(({ state }) => state === 'failed')).toMatchObject({ error: { message: 'The disk is full.' } })
  expect(work.list.get()[0]?.state).toBe('failed')
  labs.hold = Promise.resolve()
  await start()
  await now.until(({ cloud }) => cloud !== undefined)
})
