/** What of the cache is kept and what goes: by rule, and in a cache folder of this test's own. */
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { bakedBy, bakePlaces, clearDeadBakes } from '../../../provisioner/lab/bake.ts'
import { KEPT, mountedLayers, noteUse, removeUnusedLayers, unusedLayers } from '../../../provisioner/lab/layerCache.ts'

const DAY = 24 * 60 * 60_000

describe('by rule', () => {
  test('a layer goes when nobody stands on it and nobody has used it for a month', () => {
    const now = 100 * DAY
    const layers = [
      { folder: '/cache/layer-young', lastUsed: now - DAY },
      { folder: '/cache/layer-edge', lastUsed: now - KEPT },
      { folder: '/cache/layer-old', lastUsed: now - KEPT - 1 },
      { folder: '/cache/layer-stood-on', lastUsed: 0 },
    ]
    expect(unusedLayers(layers, new Set(['/cache/layer-stood-on']), now)).toEqual(['/cache/layer-old'])
  })

  test('what overlays are made of is read from the mounts, whatever is in their names', () => {
    const mounts = [
      'sysfs /sys sysfs rw,nosuid 0 0',
      'stackstead-a-one /labs/a/one/root overlay rw,relatime,lowerdir=/cache/layer-1:/cache/base-1,upperdir=/u,workdir=/w 0 0',
      'overlay / overlay rw,lowerdir=/my\\040cache/base-2,upperdir=/u2,workdir=/w2 0 0',
      '/dev/sda1 /lowerdir=/x ext4 rw 0 0',
      '',
    ].join('\n')
    expect([...mountedLayers(mounts)].sort()).toEqual(['/cache/base-1', '/cache/layer-1', '/my cache/base-2'])
  })

  test('only what the lab has made is a bake', () => {
    expect(bakedBy('layer-0123456789ab.baking')).toBe('layer-0123456789ab')
    for (const entry of [
      'layer-0123456789ab',
      'my-layer-0123456789ab.baking',
      'layer-mine.baking',
      'base-0123456789ab.baking',
    ])
      expect(bakedBy(entry)).toBeUndefined()
  })
})

describe('in a cache folder', () => {
  let folder: string
  let cache: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stackstead-cache-'))
    vi.stubEnv('XDG_CACHE_HOME', folder)
    vi.stubEnv('XDG_STATE_HOME', join(folder, 'state'))
    cache = join(folder, 'stackstead', 'lab')
    await mkdir(cache, { recursive: true })
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true })
  })

  const layer = async (name: string, daysAgo: number): Promise<string> => {
    const path = join(cache, name)
    await mkdir(path)
    const used = new Date(Date.now() - daysAgo * DAY)
    await utimes(path, used, used)
    return path
  }
  const record = async (lab: string, text: string): Promise<void> => {
    const path = join(folder, 'state', 'stackstead', 'labs', lab)
    await mkdir(path, { recursive: true })
    await writeFile(join(path, 'lab.json'), text)
  }
  const OLD = 'layer-0123456789ab'

  test('what a killed bake left is cleared, and nothing beside it', async () => {
    for (const part of ['upper', 'work', 'root'])
      await mkdir(join(bakePlaces(join(cache, OLD)).folder, part), { recursive: true })
    for (const other of ['layer-aaaaaaaaaaaa', 'layer-mine.baking', 'base-0123456789ab']) await layer(other, 0)
    await clearDeadBakes()
    expect(await readdir(cache)).toEqual(['base-0123456789ab', 'layer-aaaaaaaaaaaa', 'layer-mine.baking'])
  })

  test('a layer of no use for a month goes; use makes it young', async () => {
    await layer(OLD, 31)
    const used = await layer('layer-aaaaaaaaaaaa', 31)
    await layer('layer-bbbbbbbbbbbb', 29)
    for (const other of ['layer-mine', 'base-0123456789ab', `${OLD}.baking`]) await layer(other, 400)
    await noteUse(used)
    expect(Date.now() - (await stat(used)).mtimeMs).toBeLessThan(DAY)
    await removeUnusedLayers()
    expect(await readdir(cache)).toEqual([
      'base-0123456789ab',
      `${OLD}.baking`,
      'layer-aaaaaaaaaaaa',
      'layer-bbbbbbbbbbbb',
      'layer-mine',
    ])
  })

  test('one that a machine was made from stays, running or not', async () => {
    const path = await layer(OLD, 400)
    const macs = { management: '52:54:00:00:00:01', provider: '52:54:00:00:00:02' }
    const machine = { name: 'one', index: 0, base: join(cache, 'base-1'), layer: path, disks: [], macs }
    const lab = { version: 1, name: 'a', number: 7, createdAt: '2026-11-22T16:15:10.199Z', askingUser: false }
    await record('a', JSON.stringify({ ...lab, machines: [machine] }))
    await removeUnusedLayers()
    expect(await readdir(cache)).toEqual([OLD])
  })

  test('where a record cannot be read, all stay', async () => {
    await layer(OLD, 400)
    await record('a', '{"version":')
    await removeUnusedLayers()
    expect(await readdir(cache)).toEqual([OLD])
  })
})
