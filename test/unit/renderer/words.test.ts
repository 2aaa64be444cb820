import { describe, expect, it } from 'vitest'
import type { MachineProbe } from '../../../electron/contract/index.ts'
import type { PaletteCommand } from '../../../renderer/app/palette/commands.ts'
import { found } from '../../../renderer/app/palette/found.ts'
import { rank } from '../../../renderer/app/rank.ts'
import { machineRows, obstaclesOf } from '../../../renderer/features/machines/rows.ts'
import {
  diskSize,
  disks,
  nics,
  processor,
  speed,
  stateKind,
  stateWord,
  summary,
  uptime,
  virtualisation,
} from '../../../renderer/features/machines/words.ts'
import { firstAddress, freeName } from '../../../renderer/features/start/firstAddress.ts'
import { duration, mebibytes } from '../../../renderer/ui/time.ts'

describe('times and sizes', () => {
  it.each([
    [840, '840 ms'],
    [4200, '4.2 s'],
    [59_400, '59 s'],
    [185_000, '3:05'],
    [3_723_000, '1:02:03'],
  ])('%d milliseconds are %s', (milliseconds, text) => {
    expect(duration(milliseconds)).toBe(text)
  })

  it.each([
    [512, '512 MiB'],
    [3891, '3.8 GiB'],
    [65_536, '64 GiB'],
  ])('%d MiB are %s', (value, text) => {
    expect(mebibytes(value)).toBe(text)
  })

  it.each([
    [512_110_190_592, '512 GB'],
    [2_000_398_934_016, '2.0 TB'],
    [999_999_999, '1.0 GB'],
    [0, '0 B'],
  ])('a disk of %d bytes has %s', (bytes, text) => {
    expect(diskSize(bytes)).toBe(text)
  })

  it.each([
    [300, '5 min'],
    [12_000, '3 h 20 min'],
    [1_048_000, '12 d 3 h'],
    [172_800, '2 d'],
  ])('%d seconds up are %s', (seconds, text) => {
    expect(uptime(seconds)).toBe(text)
  })
})

describe('a machine in few words', () => {
  it.each([
    ['Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz', 28, '28 × Xeon E5-2680 v4'],
    ['AMD Ryzen 7 5700G with Radeon Graphics', 16, '16 × Ryzen 7 5700G'],
    ['AMD EPYC 7302P 16-Core Processor', 32, '32 × EPYC 7302P'],
    ['', 4, '4 cores'],
  ])('processor %j', (model, cores, text) => {
    expect(processor({ model, cores })).toBe(text)
  })

  it('names virtualisation as the maker does, and a guest', () => {
    expect(virtualisation({ processor: { model: '', cores: 1, virtualisation: 'svm' } })).toBe('AMD-V')
    expect(virtualisation({ processor: { model: '', cores: 1 }, guest: 'kvm' })).toBe('None (kvm guest)')
  })

  it('counts real disks only', () => {
    const disk = { path: '/dev/sda', bytes: 2e12, type: 'hdd', empty: true, mounts: [] } as const
    expect(disks([disk, { ...disk, type: 'loop' }])).toBe('1 · 2.0 TB · 1 empty')
    expect(disks([])).toBe('None seen')
  })

  it('says how many cards have a link, and the fastest of those', () => {
    const nic = { name: 'eno1', mac: '', link: true, wireless: false, addresses: [], carriesSsh: true, mtu: 1500 }
    expect(
      nics([
        { ...nic, speed: 1000 },
        { ...nic, speed: 2500 },
      ]),
    ).toBe('2 · 2.5 Gbit/s')
    expect(
      nics([
        { ...nic, speed: 100 },
        { ...nic, speed: 10_000, link: false },
      ]),
    ).toBe('2 · 1 linked · 100 Mbit/s')
    expect(speed(undefined)).toBe('')
  })

  it('sums up a cloud', () => {
    expect(summary([{ phase: 'unknown' }, { phase: 'probing', doing: 'Connecting', since: 0 }])).toBe(
      '2 machines: 1 being looked at, 1 not looked at',
    )
    expect(summary([])).toBe('')
  })

  it('says of a machine seen before the app was opened when that was, and not that it is ready', () => {
    const day = 24 * 60 * 60_000
    const state = { phase: 'seen', at: 0, probe: {} as MachineProbe } as const
    expect([stateWord(state, 6 * day), stateKind(state)]).toEqual(['Seen 6 days ago', 'off'])
    expect(summary([state])).toBe('1 machine: 1 seen earlier')
  })
})

describe('rows of machines', () => {
  const file = { machines: { a: { address: '10.0.0.1', roles: [] }, b: { address: '10.0.0.2', roles: [] } } }

  it('stand in the order of the file, known or not', () => {
    const error = { code: 'unreachable', message: 'a did not answer.' } as const
    const states = { machines: { b: { phase: 'failed', at: 1, error, credentials: ['password'] } } } as const
    const rows = machineRows(file as never, states)
    expect(rows.map(({ name, state }) => [name, state.phase])).toEqual([
      ['a', 'unknown'],
      ['b', 'failed'],
    ])
    expect(rows[1]?.credentials).toEqual(['password'])
  })
})

describe('what stands in the way', () => {
  it('is said once for all roles it concerns, the grave first', () => {
    const obstacles = [
      { role: 'network', level: 'warning', why: 'One card only.' },
      { role: 'controller', level: 'error', why: 'Debian 12.' },
      { role: 'compute', level: 'error', why: 'Debian 12.' },
    ]
    expect(obstaclesOf({ probe: { obstacles } } as never)).toEqual([
      { why: 'Debian 12.', level: 'error', roles: ['controller', 'compute'] },
      { why: 'One card only.', level: 'warning', roles: ['network'] },
    ])
    expect(obstaclesOf({ probe: undefined } as never)).toEqual([])
  })
})

describe('the palette', () => {
  const order = (typed: string, titles: string[]): string[] =>
    titles
      .map((title) => ({ title, score: rank(title, typed) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .map(({ title }) => title)

  it('puts starts of titles before starts of words before letters within', () => {
    expect(order('ma', ['Add machines', 'Machines', 'Format'])).toEqual(['Machines', 'Add machines'])
    expect(order('mac', ['Add machines', 'Machines', 'Stomach'])).toEqual(['Machines', 'Add machines', 'Stomach'])
  })

  it('takes words in any order, initials and other words for the same thing', () => {
    expect(rank('Probe all machines', 'machines probe')).toBeGreaterThan(0.8)
    expect(rank('Probe all machines', 'pam')).toBeGreaterThan(0)
    expect(rank('Plan', 'diff', ['diff'])).toBeGreaterThan(rank('Plan', 'pln'))
    expect(rank('Plan', 'xyz', ['diff'])).toBe(0)
  })

  it('lists the group with the best answer first, whichever comes first where nothing is typed', () => {
    const command = (title: string, group: 'Actions' | 'Clouds') => ({ title, group }) as PaletteCommand
    const all = [command('Create application credential', 'Actions'), command('Cloud attic', 'Clouds')]
    const titles = (typed: string) => found(all, typed).flatMap(({ commands }) => commands.map(({ title }) => title))
    expect(titles('attic')).toEqual(['Cloud attic', 'Create application credential'])
    expect(titles('')).toEqual(['Create application credential', 'Cloud attic'])
  })
})

describe('where the window opens', () => {
  const clouds = [{ id: 'home' }, { id: 'lab' }]

  it('is the place left last, while its cloud is there', () => {
    expect(firstAddress(clouds, { cloud: 'lab', route: '/clouds/lab/design' })).toBe('/clouds/lab/design')
    expect(firstAddress(clouds, { cloud: 'gone', route: '/clouds/gone/design' })).toBe('/clouds/home/machines')
    expect(firstAddress(clouds, { cloud: 'lab', route: '/clouds/home/design' })).toBe('/clouds/lab/machines')
    expect(firstAddress([], { cloud: 'lab' })).toBeUndefined()
  })

  it('gives a new cloud a name that is free', () => {
    expect(freeName('home', [])).toBe('home')
    expect(freeName('home', ['home', 'home-2'])).toBe('home-3')
  })
})
