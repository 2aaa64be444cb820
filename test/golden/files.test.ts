/** The files of each component, whole, for the shipped layouts: a change of a template shows here as a diff. */
import { describe, expect, test } from 'vitest'
import type { Component } from '../../provisioner/components/component.ts'
import { glance } from '../../provisioner/components/glance/component.ts'
import { horizon } from '../../provisioner/components/horizon/component.ts'
import { memcached } from '../../provisioner/components/memcached/component.ts'
import { placement } from '../../provisioner/components/placement/component.ts'
import { rabbitmq } from '../../provisioner/components/rabbitmq/component.ts'
import { cloudOf, contextOf, filesOf } from '../support/components.ts'

const COMPONENTS: readonly Component[] = [rabbitmq, memcached, placement, glance, horizon]
const CLOUDS = { 'all-in-one': cloudOf('all-in-one', 1), 'every-component-apart': cloudOf('every-component-apart', 9) }

describe.each(Object.entries(CLOUDS))('%s', (layout, cloud) => {
  test.each(COMPONENTS.map((component) => [component.id, component] as const))('%s', async (id, component) => {
    const files = filesOf(component, contextOf(cloud))
    expect(files.size).toBeGreaterThan(0)
    await expect(`${[...files.values()].join('\n')}`).toMatchFileSnapshot(`${id}/${layout}.txt`)
  })
})

test('no file shows a secret in a preview', () => {
  for (const cloud of Object.values(CLOUDS)) {
    for (const component of COMPONENTS) {
      for (const phase of component.phases(contextOf(cloud))) {
        expect(JSON.stringify(phase)).not.toContain('secret:')
      }
    }
  }
})
