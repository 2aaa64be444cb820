/** Instances in the page: Nova's state machine, rows that keep their identity, filters, words, deletions that wait. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ACTIONS } from '../../../electron/contract/actions.ts'
import type { Server } from '../../../electron/contract/live.ts'
import type { Me } from '../../../electron/contract/running.ts'
import { forbidden } from '../../../renderer/api/policy.ts'
import { allowedActions, forMany, type Surroundings } from '../../../renderer/features/instances/actions/allowed.ts'
import {
  losesData,
  lossWords,
  rebuildLosesData,
  typedWords,
} from '../../../renderer/features/instances/actions/dataLoss.ts'
import { DEEDS, type DeedId, deed } from '../../../renderer/features/instances/actions/deeds.ts'
import { noteSteps } from '../../../renderer/features/instances/actions/noteSteps.ts'
import { age } from '../../../renderer/features/instances/age.ts'
import { consoleText } from '../../../renderer/features/instances/consoleText.ts'
import { filterChoices, filtered } from '../../../renderer/features/instances/filters.ts'
import { copyWords, isEndless, mayDo, migrationStatus } from '../../../renderer/features/instances/migrationWords.ts'
import { pendingDeletes, UNDO } from '../../../renderer/features/instances/pendingDeletes.ts'
import { type Around, rowMaker, summary } from '../../../renderer/features/instances/rows.ts'
import { stateWords } from '../../../renderer/features/instances/states.ts'
import { byteRate, usage } from '../../../renderer/features/instances/usage.ts'
import { linePath } from '../../../renderer/ui/linePath.ts'
import { pairsOf } from '../../../renderer/ui/pairs.ts'

const server = (fields: Partial<Server> = {}): Server => ({
  id: 'i',
  name: 'web',
  status: 'ACTIVE',
  task: undefined,
  state: 'active',
  powerState: 'running',
  progress: undefined,
  fault: undefined,
  description: '',
  projectId: 'p',
  userId: 'u',
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  launchedAt: '2026-01-01T00:01:00Z',
  locked: false,
  lockedReason: undefined,
  keyName: undefined,
  metadata: {},
  tags: [],
  addresses: { lan: [{ address: '10.0.0.5', version: 4, type: 'fixed', mac: 'fa:16:3e:00:00:01' }] },
  imageId: 'image',
  flavor: undefined,
  volumes: [],
  securityGroups: ['default'],
  serverGroupIds: [],
  configDrive: false,
  zone: 'nova',
  pinnedZone: undefined,
  host: 'compute-1',
  hypervisorHostname: 'compute-1',
  instanceName: undefined,
  hostStatus: undefined,
  ...fields,
})

const me = (isAdmin: boolean): Me => ({
  user: { id: 'u', name: 'demo' },
  project: { id: 'p', name: 'demo' },
  roles: [isAdmin ? 'admin' : 'member'],
  isAdmin,
  authUrl: '',
  region: '',
  services: [],
})
const around = (isAdmin: boolean, downHosts: readonly string[] = []): Surroundings => ({
  me: me(isAdmin),
  forbidden: ({ action }) => forbidden(me(isAdmin), ACTIONS[action], action),
  downHosts: new Set(downHosts),
})
const possible = (one: Server, surroundings: Surroundings): DeedId[] =>
  [...allowedActions(one, surroundings)].filter(([, verdict]) => verdict.possible).map(([id]) => id)

const ALWAYS: readonly DeedId[] = ['rename', 'lock', 'attachFloatingIp', 'securityGroups', 'delete']

describe("what is possible with an instance (Nova's state machine)", () => {
  test.each<[string, readonly DeedId[]]>([
    [
      'ACTIVE',
      [
        ...['stop', 'rebootSoft', 'rebootHard', 'pause', 'suspend', 'shelve', 'rescue', 'resize', 'rebuild'],
        ...['snapshot', 'notes', 'attachInterface', 'detachInterface'],
      ] as DeedId[],
    ],
    [
      'SHUTOFF',
      [
        ...['start', 'rebootHard', 'shelve', 'rescue', 'resize', 'rebuild', 'snapshot'],
        ...['notes', 'attachInterface', 'detachInterface'],
      ] as DeedId[],
    ],
    ['PAUSED', ['unpause', 'rebootHard', 'shelve', 'snapshot', 'notes', 'attachInterface', 'detachInterface']],
    ['SUSPENDED', ['resume', 'rebootHard', 'shelve', 'snapshot', 'notes']],
    ['SHELVED', ['unshelve']],
    ['SHELVED_OFFLOADED', ['unshelve']],
    ['RESCUE', ['unrescue']],
    ['VERIFY_RESIZE', ['confirmResize', 'revertResize']],
    ['ERROR', ['stop', 'rebootHard', 'rescue', 'rebuild']],
    ['BUILD', []],
  ])('a member, %s', (status, wanted) => {
    expect(possible(server({ status }), around(false)).sort()).toEqual([...wanted, ...ALWAYS].sort())
  })

  test('an administrator moves it too; evacuation is for a dead host, and for that one only', () => {
    expect(possible(server(), around(true))).toEqual(expect.arrayContaining(['liveMigrate', 'migrate']))
    expect(possible(server(), around(true))).not.toContain('evacuate')
    const dead = possible(server(), around(true, ['compute-1']))
    expect(dead).toContain('evacuate')
    expect(dead).not.toContain('migrate')
    expect(possible(server({ status: 'SHUTOFF' }), around(true))).not.toContain('liveMigrate')
  })

  test('what policy forbids is told as such, for ever', () => {
    const verdict = allowedActions(server(), around(false)).get('liveMigrate')
    expect(verdict).toMatchObject({ possible: false, never: true })
  })

  test('while Nova is busy only what does not need its attention; it says what it is busy with', () => {
    const busy = server({ task: 'powering-off' })
    expect(possible(busy, around(false)).sort()).toEqual([...ALWAYS].sort())
    expect(allowedActions(busy, around(false)).get('pause')).toMatchObject({ why: expect.stringContaining('stopping') })
    expect(possible(server({ status: 'REBOOT', task: 'rebooting' }), around(false))).toContain('rebootHard')
    expect(possible(server({ task: 'image_uploading' }), around(false))).not.toContain('rebootHard')
  })

  test('deleted, and kept by the cloud for a while: it is restored, or deleted for good', () => {
    const deleted = server({ status: 'SOFT_DELETED' })
    expect(possible(deleted, around(false))).toEqual(expect.arrayContaining(['restore', 'forceDelete']))
    expect(possible(deleted, around(false))).not.toContain('delete')
    expect(possible(server(), around(false))).not.toContain('forceDelete')
  })

  test('its state is reset by administrators, whatever Nova is busy with', () => {
    const stuck = server({ status: 'SHUTOFF', task: 'powering-on' })
    expect(possible(stuck, around(true))).toContain('resetState')
    expect(allowedActions(stuck, around(false)).get('resetState')).toMatchObject({ possible: false, never: true })
  })

  test('being deleted, only to be deleted again', () => {
    expect(possible(server({ task: 'deleting' }), around(true))).toEqual(['delete'])
  })

  test('locked for members, not for administrators', () => {
    const locked = server({ locked: true })
    const members = possible(locked, around(false))
    expect(members).toEqual(expect.arrayContaining(['unlock', 'rename', 'snapshot']))
    expect(members).not.toContain('stop')
    expect(members).not.toContain('delete')
    expect(members).not.toContain('lock')
    expect(possible(locked, around(true))).toContain('stop')
  })

  test('a floating IP needs an address to lead to, and to be there to be taken away', () => {
    expect(possible(server({ addresses: {} }), around(false))).not.toContain('attachFloatingIp')
    const reached = server({
      addresses: {
        lan: [
          { address: '10.0.0.5', version: 4, type: 'fixed', mac: '' },
          { address: '192.168.1.9', version: 4, type: 'floating', mac: '' },
        ],
      },
    })
    expect(possible(reached, around(false))).toContain('detachFloatingIp')
  })

  test('nothing that could do harm before it is known who asks', () => {
    const unknown: Surroundings = {
      me: undefined,
      forbidden: ({ action }) => forbidden(undefined, ACTIONS[action], action),
      downHosts: new Set(),
    }
    expect(possible(server(), unknown)).toEqual([])
  })

  test('of several, those it is possible for', () => {
    const several = [server({ id: 'a' }), server({ id: 'b', status: 'SHUTOFF' })]
    const found = forMany(deed('stop'), several, around(false))
    expect(found.possible.map(({ id }) => id)).toEqual(['a'])
    expect(found.why).toContain('Off')
  })

  test('every deed is an action there is, and each is named once', () => {
    for (const { action } of DEEDS) expect(ACTIONS).toHaveProperty([action])
    expect(new Set(DEEDS.map(({ id }) => id)).size).toBe(DEEDS.length)
  })
})

describe('what is lost', () => {
  test('is what an instance that ever ran has on its own disk', () => {
    expect(losesData(server())).toBe(true)
    expect(losesData(server({ launchedAt: undefined }))).toBe(false)
  })

  const fromVolume = (goesWithIt: boolean, fields: Partial<Server> = {}): Server =>
    server({ imageId: undefined, volumes: [{ id: 'v', goesWithIt }], ...fields })

  test('is not a volume it starts from, unless that is deleted with it, whether or not it ran', () => {
    expect(losesData(fromVolume(false))).toBe(false)
    expect(losesData(fromVolume(true))).toBe(true)
    expect(losesData(fromVolume(true, { launchedAt: undefined }))).toBe(true)
    expect(losesData(server({ launchedAt: undefined, volumes: [{ id: 'v', goesWithIt: true }] }))).toBe(true)
    const flavor = { name: 'm', cpus: 1, memory: 512, disk: 0, ephemeral: 5, swap: 0, extraSpecs: {} }
    expect(losesData(fromVolume(false, { flavor }))).toBe(true)
  })

  test('is what a volume holds that an instance started from, where it is rebuilt', () => {
    expect(rebuildLosesData(fromVolume(false))).toBe(true)
    expect(rebuildLosesData(server())).toBe(true)
    expect(rebuildLosesData(server({ launchedAt: undefined }))).toBe(false)
  })

  test('is said: an instance that runs from a volume is not said never to have run', () => {
    expect(lossWords([fromVolume(false)])).toBe('Nothing is lost: its disk is a volume. Floating IPs and volumes stay.')
    expect(lossWords([fromVolume(true)])).toBe(
      '1 volume is deleted with it, and everything on it is lost. Floating IPs stay.',
    )
    expect(lossWords([server({ launchedAt: undefined })])).toBe(
      'It has never run, so nothing is lost. Floating IPs and volumes stay.',
    )
    expect(lossWords([server(), fromVolume(true), fromVolume(true), fromVolume(false)])).toBe(
      'Everything on the disks of 1 of them is lost. 2 volumes are deleted with them, and everything on them is lost. Floating IPs and other volumes stay.',
    )
    expect(lossWords([server(), server()])).toBe('Everything on their disks is lost. Floating IPs and volumes stay.')
    expect(lossWords([server({ launchedAt: undefined }), fromVolume(false)])).toBe(
      'Nothing is lost: the disks of those that ran are volumes. Floating IPs and volumes stay.',
    )
  })

  test('has its name typed, where people can type it', () => {
    expect(typedWords(['web-1'], 'delete')).toBe('web-1')
    expect(typedWords(['a', 'b', 'c'], 'delete')).toBe('delete 3')
    for (const name of ['🚀', 'a\u202eb', 'x'.repeat(255), ' web', 'web ', '', 'ü']) {
      expect(typedWords([name], 'delete')).toBe('delete')
    }
  })
})

describe('states in words', () => {
  test('say what Nova is doing before what it was', () => {
    expect(stateWords(server())).toEqual({ kind: 'works', words: 'Running' })
    expect(stateWords(server({ task: 'powering-off' }))).toEqual({ kind: 'progress', words: 'Stopping' })
    expect(stateWords(server({ status: 'MIGRATING', task: 'migrating', progress: 40 })).words).toContain('40 %')
    expect(stateWords(server({ task: 'some_new_task' })).words).toBe('Some new task')
    expect(stateWords(server({ status: 'ODD' }))).toEqual({ kind: 'needs-you', words: 'ODD' })
  })
})

describe('rows', () => {
  const all: Around = {
    images: new Map([['image', { name: 'debian' }]]),
    projects: new Map(),
    doings: new Map(),
    toldAt: 1,
    deleting: new Set(),
  }

  test('stay the same objects while nothing about them changes', () => {
    const make = rowMaker()
    const servers = [server({ id: 'a' }), server({ id: 'b' })]
    const first = make(servers, all)
    expect(first[0]).toMatchObject({ imageName: 'debian', fixed: ['10.0.0.5'], floating: [] })
    const second = make(servers, { ...all, doings: new Map([['b', { words: 'Stopping' }]]) })
    expect(second[0]).toBe(first[0])
    expect(second[1]?.state).toEqual({ kind: 'progress', words: 'Stopping' })
    expect(make(servers, all)[1]?.state.words).toBe('Running')
  })

  test('say what is about to be deleted', () => {
    expect(rowMaker()([server()], { ...all, deleting: new Set(['i']) })[0]?.state.words).toBe('About to be deleted')
  })

  test('are counted, filtered and offered for filtering', () => {
    const rows = rowMaker()(
      [server({ id: 'a' }), server({ id: 'b', status: 'SHUTOFF', host: 'compute-2' }), server({ id: 'c' })],
      all,
    )
    expect(summary(rows)).toBe('3 instances: 2 running, 1 off')
    expect(summary([])).toBe('')
    expect(filtered(rows, {})).toBe(rows)
    expect(filtered(rows, { status: 'ACTIVE', host: 'compute-1' }).map(({ id }) => id)).toEqual(['a', 'c'])
    expect(filterChoices(rows, 'status', undefined)).toEqual([
      { value: 'ACTIVE', label: 'Running', count: 2 },
      { value: 'SHUTOFF', label: 'Off', count: 1 },
    ])
    expect(filterChoices(rows, 'status', 'ERROR').at(-1)).toEqual({ value: 'ERROR', label: 'Failed', count: 0 })
  })

  test('are found by any of their tags, whatever signs those have', () => {
    const odd = 'a\nb'
    const rows = rowMaker()(
      [server({ id: 'a', tags: ['web', odd] }), server({ id: 'b', tags: ['web'] }), server({ id: 'c' })],
      all,
    )
    expect(filtered(rows, { tag: 'web' }).map(({ id }) => id)).toEqual(['a', 'b'])
    expect(filtered(rows, { tag: odd, status: 'ACTIVE' }).map(({ id }) => id)).toEqual(['a'])
    expect(filtered(rows, { tag: 'we' })).toEqual([])
    expect(filterChoices(rows, 'tag', 'gone')).toEqual([
      { value: 'web', label: 'web', count: 2 },
      { value: odd, label: odd, count: 1 },
      { value: 'gone', label: 'gone', count: 0 },
    ])
  })

  test('of 10,000 are made anew quickly where one has changed', () => {
    const make = rowMaker()
    const servers = Array.from({ length: 10_000 }, (_, index) => server({ id: `${index}` }))
    make(servers, all)
    const began = performance.now()
    for (let round = 0; round < 10; round += 1) make([...servers.slice(1), server({ id: '0' })], all)
    // Generous: it is a few milliseconds each.
    expect(performance.now() - began).toBeLessThan(1500)
  })
})

test('an age has one unit', () => {
  const now = Date.parse('2026-06-01T00:00:00Z')
  const before = (seconds: number): string => age(now - seconds * 1000, now)
  expect([before(5), before(90), before(7200), before(3 * 86_400), before(900 * 86_400)]).toEqual([
    '5 s',
    '1 min',
    '2 h',
    '3 d',
    '2 y',
  ])
  expect(age(now + 5000, now)).toBe('0 s')
})

test('a serial console is plain text', () => {
  const raw =
    '\u001b[0;32m  OK  \u001b[0m Started.\r\n\u001b]0;title\u0007login: \u001b[2Jx\u0000\u0008\r\n 10 %\r 90 %\r\n\n'
  expect(consoleText(raw)).toBe('  OK   Started.\nlogin: x\n 90 %')
  expect(consoleText('<b>\u001b(B&amp;</b>')).toBe('<b>&amp;</b>')
})

describe('use', () => {
  const reading = (at: number, time: number, bytes: number) => ({
    at,
    counters: {
      state: 'running',
      driver: 'libvirt',
      hypervisor: 'qemu',
      hypervisorOs: 'linux',
      uptime: 5,
      cpus: [
        { id: 0, time, utilisation: undefined },
        { id: 1, time, utilisation: undefined },
      ],
      nics: [
        {
          mac: 'm',
          received: { bytes, packets: 0, errors: 0, dropped: 0 },
          sent: { bytes: undefined, packets: 0, errors: 0, dropped: 0 },
        },
      ],
      disks: [],
      memory: { maximum: 512, used: 256 },
    },
  })

  test('is the difference of two readings; what is not told is not made up', () => {
    expect(usage(reading(0, 0, 100), reading(2000, 1e9, 2100))).toEqual({
      cpu: 50,
      memory: 256,
      read: undefined,
      written: undefined,
      received: 1000,
      sent: undefined,
    })
    // It restarted: counters began anew.
    expect(usage(reading(0, 5e9, 100), reading(2000, 1e9, 50))).toMatchObject({ cpu: undefined, received: undefined })
  })

  test('is drawn from the right, with gaps', () => {
    const path = linePath([1, undefined, 2, 4], { width: 90, height: 40, most: 4, places: 10 })
    expect(path).toBe('M60.0 30.0M80.0 20.0L90.0 0.0')
    expect(byteRate(1_234_000)).toBe('1.2 MB/s')
  })
})

describe('tags and metadata', () => {
  const noted = server({ tags: ['a', 'b'], metadata: { role: 'web', old: 'x' } })

  test('unchanged need nothing', () => {
    expect(noteSteps(noted, ['b', 'a'], pairsOf({ role: 'web', old: 'x' }))).toEqual([])
  })

  test('are changed by what differs only, and fit their actions', () => {
    const steps = noteSteps(noted, ['b', 'c'], pairsOf({ role: 'db', 'new key': '' }))
    const target = { id: 'i', name: 'web' }
    expect(steps).toEqual([
      { action: 'server.changeTags', input: { ...target, add: ['c'], remove: ['a'] } },
      { action: 'server.changeMetadata', input: { ...target, set: { role: 'db', 'new key': '' }, unset: ['old'] } },
    ])
    for (const { action, input } of steps) expect(ACTIONS[action].input.safeParse(input).success).toBe(true)
  })
})

describe('a live migration', () => {
  const GIBI = 1024 ** 3
  const memory = (processed: number, remaining: number) => ({ total: GIBI, processed, remaining })

  test('is told by what is left; before the first report by nothing', () => {
    expect(copyWords(memory(GIBI, GIBI / 4))).toEqual({
      done: GIBI * 0.75,
      total: GIBI,
      words: '256 MiB of 1.0 GiB left',
    })
    // A bar is never less than empty, whatever is told.
    expect(copyWords(memory(0, 2 * GIBI))?.done).toBe(0)
    expect(copyWords(undefined)).toBeUndefined()
    expect(copyWords({ total: 0, processed: 0, remaining: 0 })).toBeUndefined()
  })

  test('is endless when it was copied twice over and is not done', () => {
    expect(isEndless({ memory: memory(3 * GIBI, 1) })).toBe(true)
    expect(isEndless({ memory: memory(3 * GIBI, 0) })).toBe(false)
    expect(isEndless({ memory: memory(GIBI, GIBI) })).toBe(false)
    expect(isEndless({ memory: undefined })).toBe(false)
  })

  test('is stopped before it is done, finished at once only while it copies', () => {
    expect(mayDo({ status: 'preparing' })).toEqual({ abort: true, force: false })
    expect(mayDo({ status: 'running' })).toEqual({ abort: true, force: true })
    expect(mayDo({ status: 'post-migrating' })).toEqual({ abort: false, force: false })
    expect(migrationStatus('running')).toBe('Copying')
    expect(migrationStatus('odd')).toBe('odd')
  })
})

describe('deletions that wait', () => {
  let stored: Map<string, string>
  let leave: () => void
  const storage = (): Storage => ({
    get length() {
      return stored.size
    },
    key: (index) => [...stored.keys()][index] ?? null,
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => void stored.set(key, value),
    removeItem: (key) => void stored.delete(key),
    clear: () => stored.clear(),
  })
  const open = () =>
    pendingDeletes(storage(), (listener) => {
      leave = listener
    })
  const web = { id: 'a', name: 'web' }

  beforeEach(() => {
    vi.useFakeTimers()
    stored = new Map()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('are sent after the wait, once', () => {
    const all = open()
    const send = vi.fn()
    all.add('one', [web], send)
    expect(all.ids()).toEqual(new Set(['a']))
    vi.advanceTimersByTime(UNDO - 1)
    expect(send).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(send).toHaveBeenCalledTimes(1)
    expect(all.ids().size).toBe(0)
    expect(stored.size).toBe(0)
  })

  test('that were undone are never sent', () => {
    const all = open()
    const send = vi.fn()
    const batch = all.add('one', [web], send)
    expect(all.undo(batch)).toBe(true)
    vi.advanceTimersByTime(2 * UNDO)
    expect(send).not.toHaveBeenCalled()
    expect(all.undo(batch)).toBe(false)
    expect(all.leftBehind('one')).toEqual([])
  })

  test('of a window that was closed are not sent, and told once to the next', () => {
    const first = open()
    const send = vi.fn()
    first.add('one', [web], send)
    leave()
    vi.advanceTimersByTime(2 * UNDO)
    expect(send).not.toHaveBeenCalled()
    const next = open()
    expect(next.leftBehind('two')).toEqual([])
    expect(next.leftBehind('one')).toEqual([web])
    expect(next.leftBehind('one')).toEqual([])
  })

  test('of another window that is open are left to it, until it is clear that it ended without a word', () => {
    open().add('one', [web], () => undefined)
    vi.clearAllTimers()
    const other = open()
    expect(other.leftBehind('one')).toEqual([])
    vi.setSystemTime(Date.now() + UNDO + 2001)
    expect(other.leftBehind('one')).toEqual([web])
  })

  test('written by another version do not harm', () => {
    stored.set('stackstead.pendingDeletes.1', '{"cloud":5')
    stored.set('stackstead.pendingDeletes.2', 'null')
    expect(open().leftBehind('one')).toEqual([])
    expect(stored.size).toBe(0)
  })
})
