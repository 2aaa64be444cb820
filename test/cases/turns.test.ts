/** Which packages come when on which machine, and what waits for which of them. */
import { describe, expect, test } from 'vitest'
import { COMPONENTS, planOf } from '../../provisioner/components/registry.ts'
import { type Transaction, transactionsOf } from '../../provisioner/components/turns.ts'
import type { LayoutName } from '../../provisioner/config/layouts.ts'
import { cloudOf, contextOf } from '../support/components.ts'

function transactions(layout: LayoutName, machines: number): Record<string, readonly Transaction[]> {
  const cloud = cloudOf(layout, machines)
  return Object.fromEntries(cloud.machines.map((one) => [one.name, transactionsOf(COMPONENTS, cloud, one)]))
}
const turns = (those: readonly Transaction[] = []) => those.map(({ turn, components }) => [turn, components[0]])

describe('packages', () => {
  test('of what all wait for come first, those of horizon last; a machine without them has one transaction', () => {
    const { m1, m2 } = transactions('controller-and-computes', 2)
    expect(turns(m1)).toEqual([
      ['first', 'base'],
      ['next', 'placement'],
      ['last', 'horizon'],
    ])
    expect(turns(m2)).toEqual([['next', 'base']])
    expect(m1?.[0]?.components).toEqual(['base', 'mariadb', 'rabbitmq', 'memcached', 'keystone'])
  })

  test.each([
    ['all-in-one', 1],
    ['controller-and-computes', 3],
    ['every-component-apart', 6],
  ] as const)('%s on %i machines: each package once on a machine, none forgotten', (layout, count) => {
    const cloud = cloudOf(layout, count)
    for (const machine of cloud.machines) {
      const wanted = new Set(COMPONENTS.flatMap((one) => one.packages(cloud, machine)))
      const come = transactionsOf(COMPONENTS, cloud, machine).flatMap(({ packages }) => [...packages.keys()])
      expect(come).toHaveLength(wanted.size)
      expect(new Set(come)).toEqual(wanted)
    }
  })

  test('are waited for by what needs them, and by nothing else', () => {
    const { phases } = planOf(contextOf(cloudOf('controller-and-computes', 3)))
    const waits = (component: string) => phases.find((phase) => phase.component === component)?.after
    expect(waits('mariadb')).toEqual(['base/0'])
    expect(waits('ovn')).toEqual(['base/1'])
    expect(waits('horizon')).toContain('base/2')
    expect(phases.find((phase) => phase.id === 'base/1')?.after).toEqual(['base/0'])
  })
})
