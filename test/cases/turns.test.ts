/** Which packages come when on which machine, and what waits for which of them. */
import { describe, expect, test } from 'vitest'
import { COMPONENTS, packagesOf, planOf } from '../../provisioner/components/registry.ts'
import { transactionsOf } from '../../provisioner/components/turns.ts'
import type { Cloud } from '../../provisioner/config/cloud.ts'
import { cloudOf, contextOf } from '../support/components.ts'

const turns = (cloud: Cloud, machine: string) =>
  transactionsOf(COMPONENTS, cloud)
    .filter((one) => one.machine.name === machine)
    .map(({ turn, components }) => [turn, components[0]])

describe('packages', () => {
  test('of what all wait for come first, those of horizon last; a machine without them has one transaction', () => {
    const cloud = cloudOf('controller-and-computes', 2)
    expect(turns(cloud, 'm1')).toEqual([
      ['first', 'base'],
      ['next', 'placement'],
      ['last', 'horizon'],
    ])
    expect(turns(cloud, 'm2')).toEqual([['next', 'base']])
    expect(transactionsOf(COMPONENTS, cloud)[0]?.components).toEqual([
      'base',
      'mariadb',
      'rabbitmq',
      'memcached',
      'keystone',
    ])
  })

  test.each([
    ['all-in-one', 1],
    ['controller-and-computes', 3],
    ['every-component-apart', 6],
  ] as const)('%s on %i machines: each package once on a machine, none forgotten', (layout, count) => {
    const cloud = cloudOf(layout, count)
    for (const machine of cloud.machines) {
      const wanted = new Set(COMPONENTS.flatMap((one) => one.packages(cloud, machine)))
      const come = packagesOf(cloud, machine)
      expect(come).toHaveLength(wanted.size)
      expect(new Set(come)).toEqual(wanted)
    }
  })

  test('are waited for by what needs them on their machine, and by nothing else', () => {
    const { phases } = planOf(contextOf(cloudOf('controller-and-computes', 3)))
    const waits = (component: string) => {
      const first = phases.find((phase) => phase.component === component)
      return phases
        .filter(({ id }) => first?.after.includes(id))
        .flatMap(({ steps }) => steps.map(({ id }) => id))
        .filter((id) => id.includes('packages'))
    }
    expect(waits('mariadb')).toEqual(['base/first-packages@m1'])
    expect(waits('glance')).toEqual(['base/packages@m1'])
    expect(waits('horizon')).toEqual(['base/last-packages@m1'])
    expect(waits('nova-compute')).toEqual(['base/packages@m2', 'base/packages@m3'])
    expect(phases.filter((phase) => phase.after.length === 0).map((phase) => phase.steps.at(-1)?.machine)).toEqual([
      'm1',
      'm2',
      'm3',
    ])
  })
})
