/** What a person may write under settings: each reaches its file, and nonsense is refused where it was written. */
import { describe, expect, test } from 'vitest'
import type { Component } from '../../provisioner/components/component.ts'
import { glance } from '../../provisioner/components/glance/component.ts'
import { horizon } from '../../provisioner/components/horizon/component.ts'
import { memcached } from '../../provisioner/components/memcached/component.ts'
import { placement } from '../../provisioner/components/placement/component.ts'
import { rabbitmq } from '../../provisioner/components/rabbitmq/component.ts'
import { cloudOf, contextOf, filesOf } from '../support/components.ts'

const allFiles = (component: Component, settings: unknown): string =>
  [...filesOf(component, contextOf(cloudOf('all-in-one', 1, { [component.id]: settings }))).values()].join('\n')

describe('settings', () => {
  test.each<[Component, Record<string, unknown>, string]>([
    [glance, { image_size_cap: 5_000_000_000 }, 'image_size_cap = 5000000000'],
    [glance, { disk_formats: ['raw', 'qcow2'] }, 'disk_formats = raw,qcow2\n'],
    [glance, { workers: 3 }, 'workers = 3'],
    [placement, { processes: 2 }, 'processes = 2'],
    [memcached, { memory: 256 }, '-m 256'],
    [rabbitmq, { memory_high_watermark: 0.25 }, 'vm_memory_high_watermark.relative = 0.25'],
    [horizon, { allowed_hosts: ['cloud.example.org'] }, '"127.0.0.1", "cloud.example.org"]'],
    [horizon, { time_zone: 'Europe/Vienna' }, 'TIME_ZONE = "Europe/Vienna"'],
    [horizon, { session_timeout: 600 }, 'SESSION_TIMEOUT = 600'],
  ])('$id takes %o', (component, settings, line) => {
    expect(allFiles(component, {})).not.toContain(line)
    expect(allFiles(component, settings)).toContain(line)
  })

  test.each<[Component, Record<string, unknown>]>([
    [glance, { disk_formats: ['floppy'] }],
    [glance, { workers: 0 }],
    [glance, { image_size_kap: 1 }],
    [placement, { processes: 'many' }],
    [memcached, { memory: 1 }],
    [rabbitmq, { memory_high_watermark: 40 }],
    [horizon, { allowed_hosts: ["x'; import os #"] }],
    [horizon, { time_zone: 'UTC"\nDEBUG = True' }],
  ])('$id refuses %o', (component, settings) => {
    expect(component.settings.safeParse(settings).success).toBe(false)
  })

  test('every setting says what it is and where that is written', () => {
    for (const component of [glance, placement, memcached, rabbitmq, horizon]) {
      const { shape } = component.settings as unknown as { shape: Record<string, { description?: string }> }
      for (const [name, field] of Object.entries(shape)) {
        expect(`${component.id}.${name}: ${field.description}`).toMatch(/Source: .+/)
      }
    }
  })
})
