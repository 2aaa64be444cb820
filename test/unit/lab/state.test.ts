/** Reading what the lab keeps on disk and what the computer tells it. */
import { describe, expect, test } from 'vitest'
import { hierarchies } from '../../../provisioner/lab/cgroup.ts'
import { parseServers } from '../../../provisioner/lab/dns.ts'
import { layerKey } from '../../../provisioner/lab/layer.ts'
import { ruleset } from '../../../provisioner/lab/network.ts'
import { type LabRecord, parseRecord } from '../../../provisioner/lab/state.ts'

const record: LabRecord = {
  version: 1,
  name: 'practice',
  number: 7,
  createdAt: '2026-11-22T16:15:10.199Z',
  askingUser: false,
  machines: [
    {
      name: 'controller',
      index: 0,
      base: '/cache/base-1',
      disks: [1024],
      macs: { management: '52:54:00:00:00:01', provider: '52:54:00:00:00:02' },
    },
  ],
}

describe('parseRecord', () => {
  test('reads what was written', () => {
    expect(parseRecord(JSON.stringify(record), 'lab.json')).toEqual(record)
  })

  test.each([
    ['half a file', JSON.stringify(record).slice(0, 60)],
    ['nothing', ''],
    ['another version', JSON.stringify({ ...record, version: 2 })],
    ['a number no network has', JSON.stringify({ ...record, number: 255 })],
    ['something unknown', JSON.stringify({ ...record, more: true })],
  ])('says which file is damaged and what to do: %s', (_what, text) => {
    expect(() => parseRecord(text, '/x/lab.json')).toThrow(
      expect.objectContaining({
        data: expect.objectContaining({
          code: 'lab',
          message: expect.stringContaining('/x/lab.json'),
          remedy: expect.stringContaining('destroy'),
        }),
      }),
    )
  })
})

describe('hierarchies', () => {
  test('a computer with systemd and cgroup v2 alone', () => {
    expect(hierarchies('cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid 0 0\n')).toEqual({ unified: '/sys/fs/cgroup' })
  })

  test('v2 beside v1', () => {
    const mounts = [
      'tmpfs /sys/fs/cgroup tmpfs rw 0 0',
      'cgroup /sys/fs/cgroup/memory cgroup rw,relatime,memory 0 0',
      'cgroup /sys/fs/cgroup/systemd cgroup rw,relatime,name=systemd 0 0',
      'cgroup2 /sys/fs/cgroup/unified cgroup2 rw,relatime 0 0',
    ]
    expect(hierarchies(mounts.join('\n'))).toEqual({
      unified: '/sys/fs/cgroup/unified',
      systemd: '/sys/fs/cgroup/systemd',
    })
  })

  test('v1 alone is refused with the way to mend it', () => {
    expect(() => hierarchies('cgroup /sys/fs/cgroup/systemd cgroup rw,name=systemd 0 0')).toThrow(
      expect.objectContaining({
        data: expect.objectContaining({ remedy: expect.stringContaining('mount -t cgroup2') }),
      }),
    )
  })
})

describe('parseServers', () => {
  test('leaves out servers that only this computer can ask', () => {
    expect(parseServers('search lan\nnameserver 127.0.0.53\nnameserver 192.168.1.1\nnameserver ::1\n')).toEqual([
      '192.168.1.1',
    ])
    expect(parseServers('# nameserver 1.2.3.4\noptions edns0')).toEqual([])
  })
})

test('a layer is known by its packages, whatever their order, and by the base it stands on', () => {
  const key = layerKey('/cache/base-1', ['b', 'a'])
  expect(layerKey('/elsewhere/base-1', ['a', 'b', 'a'])).toBe(key)
  expect(layerKey('/cache/base-2', ['a', 'b'])).not.toBe(key)
  expect(layerKey('/cache/base-1', ['a', 'b', 'c'])).not.toBe(key)
})

test('only what comes from the lab is translated, and its networks do not reach each other through this computer', () => {
  const rules = ruleset('mylab', 7)
  expect(rules).toContain('table ip stackstead_mylab')
  expect(rules).toContain('ip saddr 10.83.7.0/24 oifname != { "sl-mylab-m", "sl-mylab-p" } masquerade')
  expect(rules).toContain('iifname "sl-mylab-p" oifname "sl-mylab-m" drop')
})
