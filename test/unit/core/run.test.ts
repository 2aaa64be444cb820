import { describe, expect, test } from 'vitest'
import { checkPlan, isConverged } from '../../../provisioner/core/check.ts'
import type { RunEvent } from '../../../provisioner/core/event.ts'
import { UnknownFact } from '../../../provisioner/core/fact.ts'
import { buildPlan, type ComponentPlan } from '../../../provisioner/core/plan.ts'
import { runPlan } from '../../../provisioner/core/run.ts'
import type { Phase, Step } from '../../../provisioner/core/step.ts'
import { type FakeFleet, fakeFleet, wants } from '../../support/fakeMachines.ts'

function phase(scope: Phase['scope'], ...steps: Step[]): Phase {
  return { title: 'phase', scope, steps }
}

function component(id: string, requires: string[], ...phases: Phase[]): ComponentPlan {
  return { component: id, requires, phases }
}

async function run(fleet: FakeFleet, components: ComponentPlan[], signal?: AbortSignal) {
  const plan = buildPlan(components)
  const preview = await checkPlan(plan, fleet)
  const events: RunEvent[] = []
  const emit = (event: RunEvent) => events.push(event)
  const shown = (text: string) => text.replaceAll('hunter2', '••••')
  const options = { run: 'r', operation: 'apply', fleet, preview, emit, shown } as const
  const outcome = await runPlan(plan, signal === undefined ? options : { ...options, signal })
  const of = (type: RunEvent['type']) =>
    events.flatMap((event) => (event.type === type && 'step' in event ? [event.step] : []))
  return { outcome, events, of, plan }
}

describe('a run', () => {
  test('applies what differs, in order, and then finds nothing to do with one read a machine', async () => {
    const fleet = fakeFleet('a', 'b')
    const cloud = [
      component('two', ['one'], phase('cloud', wants('a', 'late'))),
      component(
        'one',
        [],
        phase('cloud', wants('a', 'first'), wants('b', 'first')),
        phase('cloud', wants('b', 'second')),
      ),
    ]
    const { outcome, plan } = await run(fleet, cloud)
    expect(outcome).toBe('done')
    expect(fleet.log.slice(0, 2).sort()).toEqual(['a: set first yes', 'b: set first yes'])
    expect(fleet.log.slice(2)).toEqual(['b: set second yes', 'a: set late yes'])
    fleet.reads.clear()
    expect(isConverged(await checkPlan(plan, fleet))).toBe(true)
    expect([...fleet.reads.values()]).toEqual([1, 1])
  })

  test('reads nothing again while nothing has changed', async () => {
    const fleet = fakeFleet('a')
    fleet.state.set('a', { first: 'yes' })
    const { of } = await run(fleet, [component('one', [], phase('cloud', wants('a', 'first')))])
    expect(of('step-ok')).toEqual(['first@a'])
    expect(fleet.reads.get('a')).toBe(1)
  })

  test('asks again where a state is not known at once, and fails where it stays so', async () => {
    const slow = (key: string, unknown: number): Step => {
      let asked = 0
      const step = wants('a', key)
      return {
        ...step,
        check: (read) => {
          asked += 1
          // The first check is the preview's.
          if (asked > 1 && asked <= 1 + unknown) throw new UnknownFact(`${key} does not answer yet`)
          return step.check(read)
        },
      }
    }
    const fleet = fakeFleet('a')
    const { of } = await run(fleet, [component('one', [], phase('machine', slow('slow', 2), slow('dead', 99)))])
    expect(of('step-changed')).toEqual(['slow@a'])
    expect(of('step-failed')).toEqual(['dead@a'])
    expect(fleet.log).toEqual(['a: set slow yes'])
  })

  test('a failing machine stops only itself where each stands for itself', async () => {
    const fleet = fakeFleet('a', 'b')
    fleet.failing.add('set bad yes')
    const { outcome, of } = await run(fleet, [
      component('compute', [], phase('machine', wants('a', 'bad'), wants('a', 'rest'), wants('b', 'good'))),
      component('after', ['compute'], phase('cloud', wants('b', 'later'))),
    ])
    expect(outcome).toBe('failed')
    expect(of('step-failed')).toEqual(['bad@a'])
    expect(of('step-skipped')).toEqual(['rest@a'])
    expect(of('step-changed')).toEqual(['good@b', 'later@b'])
  })

  test('a failure in what the whole cloud needs stops all that comes after it', async () => {
    const fleet = fakeFleet('a', 'b')
    fleet.failing.add('set database yes')
    const { of } = await run(fleet, [
      component('database', [], phase('cloud', wants('a', 'database'))),
      component('api', ['database'], phase('cloud', wants('b', 'api'))),
    ])
    expect(of('step-skipped')).toEqual(['api@b'])
    expect(fleet.log).toEqual(['a: set database yes'])
  })

  test('a step done elsewhere for a machine counts against that machine', async () => {
    const fleet = fakeFleet('controller', 'c1', 'c2')
    fleet.failing.add('set map-c1 yes')
    const map = (name: string) => wants('controller', `map-${name}`, { serves: name })
    const { of } = await run(fleet, [
      component(
        'nova',
        [],
        phase('machine', map('c1'), map('c2')),
        phase('machine', wants('c1', 'x'), wants('c2', 'x')),
      ),
    ])
    expect(of('step-changed').sort()).toEqual(['map-c2@controller', 'x@c2'])
    expect(of('step-skipped')).toEqual(['x@c1'])
  })

  test('an unreachable machine is named and does not keep the others', async () => {
    const fleet = fakeFleet('a', 'b')
    fleet.dead.add('a')
    const { events, of } = await run(fleet, [component('one', [], phase('machine', wants('a', 'x'), wants('b', 'x')))])
    const failed = events.find((event) => event.type === 'step-failed')
    expect(failed).toMatchObject({ step: 'x@a', error: { code: 'unreachable', machine: 'a' } })
    expect(of('step-changed')).toEqual(['x@b'])
  })

  test('a step that still differs after it was applied has failed', async () => {
    const fleet = fakeFleet('a')
    const idle = wants('a', 'x', { actions: () => [{ kind: 'run', command: { script: 'true' } }] })
    const { events } = await run(fleet, [component('one', [], phase('cloud', idle))])
    expect(events.find((event) => event.type === 'step-failed')).toMatchObject({ error: { code: 'not-converged' } })
  })

  test('after a cancel the step under way ends and no other begins', async () => {
    const fleet = fakeFleet('a')
    const stop = new AbortController()
    fleet.before = async () => stop.abort()
    const { outcome, of } = await run(
      fleet,
      [component('one', [], phase('cloud', wants('a', 'x'), wants('a', 'y')))],
      stop.signal,
    )
    expect(outcome).toBe('cancelled')
    expect(of('step-changed')).toEqual(['x@a'])
    expect(of('step-skipped')).toEqual(['y@a'])
  })

  test('what needs the same lock takes turns', async () => {
    const fleet = fakeFleet('a')
    let inside = 0
    let most = 0
    fleet.before = async () => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside -= 1
    }
    const locked = (key: string) => component(key, [], phase('cloud', wants('a', key, { lock: 'apt@a' })))
    await run(fleet, [locked('x'), locked('y'), locked('z')])
    expect(fleet.log).toHaveLength(3)
    expect(most).toBe(1)
  })

  test('a step that waited for its turn does not begin after a cancel', async () => {
    const fleet = fakeFleet('a')
    const stop = new AbortController()
    fleet.before = async () => {
      // The other waits for the lock by now.
      await new Promise((resolve) => setImmediate(resolve))
      stop.abort()
    }
    const locked = (key: string) => component(key, [], phase('cloud', wants('a', key, { lock: 'apt@a' })))
    const { events, of, outcome } = await run(fleet, [locked('x'), locked('y')], stop.signal)
    expect(outcome).toBe('cancelled')
    expect(fleet.log).toEqual(['a: set x yes'])
    expect(of('step-started')).toEqual(['x@a'])
    expect(events).toContainEqual(expect.objectContaining({ type: 'step-skipped', step: 'y@a', reason: 'cancelled' }))
  })

  test('masks what commands print, in events and errors', async () => {
    const fleet = fakeFleet('a')
    const leaky = wants('a', 'x', { actions: () => [{ kind: 'run', command: { script: 'set hunter2 yes' } }] })
    const { events } = await run(fleet, [component('one', [], phase('cloud', leaky))])
    expect(JSON.stringify(events)).not.toContain('hunter2')
    expect(JSON.stringify(events)).toContain('did set •••• yes')
  })
})

describe('a plan', () => {
  test('names a circle, an unknown requirement and a step that is there twice', () => {
    const ring = [component('a', ['b'], phase('cloud')), component('b', ['a'], phase('cloud'))]
    expect(() => buildPlan(ring)).toThrow('a → b → a')
    expect(() => buildPlan([component('a', ['ghost'])])).toThrow('a requires ghost')
    expect(() => buildPlan([component('a', [], phase('cloud', wants('m', 'x'), wants('m', 'x')))])).toThrow('x@m')
  })

  test('lets one phase wait for a component the others do not need', () => {
    const late = { ...phase('cloud', wants('m', 'register')), requires: ['keystone'] }
    const { phases } = buildPlan([
      component('glance', [], phase('cloud', wants('m', 'tables')), late),
      component('keystone', [], phase('cloud', wants('m', 'identity'))),
    ])
    expect(phases.find((one) => one.id === 'glance/0')?.after).toEqual([])
    expect(phases.find((one) => one.id === 'glance/1')?.after).toEqual(['glance/0', 'keystone/0'])
  })
})
