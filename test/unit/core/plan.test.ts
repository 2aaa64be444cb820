/** The order a plan gives to phases: one after the other, or beside one another. */
import { describe, expect, test } from 'vitest'
import { buildPlan } from '../../../provisioner/core/plan.ts'
import type { Phase } from '../../../provisioner/core/step.ts'

const phase = (title: string, more: Partial<Phase> = {}): Phase => ({ title, scope: 'cloud', steps: [], ...more })
const order = (...components: Parameters<typeof buildPlan>[0]) =>
  Object.fromEntries(buildPlan(components).phases.map(({ title, after }) => [title, after]))

describe('the phases of a component', () => {
  test('come one after the other, after all it requires', () => {
    expect(
      order(
        { component: 'nova', requires: ['keystone'], phases: [phase('first'), phase('second', { requires: ['ovn'] })] },
        { component: 'keystone', requires: [], phases: [phase('keys')] },
        { component: 'ovn', requires: [], phases: [phase('flows')] },
      ),
    ).toEqual({ keys: [], flows: [], first: ['keystone/0'], second: ['nova/0', 'ovn/0'] })
  })

  test('beside one another wait for the same, each for its own requirements, and are all waited for', () => {
    const phases = [
      phase('prepare'),
      phase('api'),
      phase('console', { beside: true, requires: ['ovn'] }),
      phase('worker', { beside: true }),
      phase('proof'),
    ]
    expect(
      order({ component: 'ovn', requires: [], phases: [phase('flows')] }, { component: 'nova', requires: [], phases }),
    ).toEqual({
      flows: [],
      prepare: [],
      api: ['nova/0'],
      console: ['nova/0', 'ovn/0'],
      worker: ['nova/0'],
      proof: ['nova/1', 'nova/2', 'nova/3'],
    })
  })

  test('at the end are all waited for by who requires the component; one without phases passes on what it requires', () => {
    expect(
      order(
        { component: 'a', requires: [], phases: [phase('one'), phase('two', { beside: true })] },
        { component: 'b', requires: ['a'], phases: [] },
        { component: 'c', requires: ['b'], phases: [phase('three')] },
      ),
    ).toEqual({ one: [], two: [], three: ['a/0', 'a/1'] })
  })

  test('can be waited for singly, before the component is done', () => {
    expect(
      order(
        { component: 'base', requires: [], phases: [phase('first'), phase('next')] },
        { component: 'db', requires: ['base/0'], phases: [phase('run')] },
      ),
    ).toEqual({ first: [], next: ['base/0'], run: ['base/0'] })
  })

  test('that there are not cannot be required', () => {
    expect(() =>
      order(
        { component: 'base', requires: [], phases: [phase('first')] },
        { component: 'db', requires: ['base/1'], phases: [phase('run')] },
      ),
    ).toThrow('db requires base/1, which there is not')
  })

  test('cannot be built where components require each other', () => {
    expect(() =>
      order(
        { component: 'a', requires: ['b'], phases: [phase('one')] },
        { component: 'b', requires: ['a'], phases: [phase('two')] },
      ),
    ).toThrow('a → b → a')
  })
})
