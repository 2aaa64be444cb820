/** A part that was moved: what is found on the machine it left, what is stopped there, and what only comes along with the facts. */
import { mkdirSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { departed, PROGRAMS } from '../../../provisioner/components/departed.ts'
import { KEPT } from '../../../provisioner/config/kept.ts'
import { PARTS } from '../../../provisioner/config/parts.ts'
import type { Step } from '../../../provisioner/core/step.ts'
import { keptData } from '../../../provisioner/facts/keptData.ts'
import { cloudOf, readOf } from '../../support/components.ts'
import { StandInMachine } from '../../support/standInMachine.ts'

vi.setConfig({ testTimeout: 60_000 })

function stepOn(machine: string): Step {
  const { phases } = departed(cloudOf('controller-and-computes', 3), [])
  const step = phases.flatMap(({ steps }) => steps).find((one) => one.machine === machine)
  if (step === undefined) throw new Error(`no step on ${machine}`)
  return step
}

/** What `systemctl show` prints of the units a step asks for, those named running and enabled. */
function shown(step: Step, running: readonly string[]): string {
  const units = step.reads.filter(({ subject }) => subject.name === 'units').map(({ question }) => String(question))
  return units
    .map((unit) =>
      running.includes(unit)
        ? 'LoadState=loaded\nActiveState=active\nUnitFileState=enabled'
        : 'LoadState=not-found\nActiveState=inactive\nUnitFileState=',
    )
    .join('\n\n')
}

describe('on the machine a part has left', () => {
  const step = stepOn('m2')
  const read = (own: readonly string[], running: readonly string[]) =>
    readOf(step.reads, {
      'own-packages': { stdout: own.join('\n') },
      units: { stdout: shown(step, running) },
    })

  test('what came with our packages is stopped and no longer starts at boot', () => {
    const found = read(['memcached', 'glance-api', 'nova-compute'], ['memcached.service', 'nova-compute.service'])
    expect(step.check(found)).toEqual({
      state: 'change',
      changes: [{ kind: 'unit', operation: 'update', subject: 'memcached.service', summary: 'stop and disable' }],
    })
    using machine = new StandInMachine()
    machine.program('systemctl')
    machine.apply(step.actions(found))
    expect(machine.calls()).toEqual(['systemctl disable --now --quiet memcached.service'])
  })

  test('what the person installed goes on', () => {
    expect(step.check(read(['keystone'], ['memcached.service', 'apache2.service']))).toEqual({ state: 'ok' })
  })

  test('every part with a program of its own can leave, and none that stays is stopped', () => {
    const known = new Set(PROGRAMS.flatMap(({ parts }) => parts))
    expect(PARTS.map(({ id }) => id).filter((id) => !known.has(id))).toEqual([])
    const cloud = cloudOf('controller-and-computes', 3)
    for (const { name, parts } of cloud.machines) {
      const asked = stepOn(name).reads.map(({ question }) => question)
      for (const one of PROGRAMS.filter((program) => program.parts.some((part) => parts.includes(part))))
        for (const unit of one.units) expect(asked).not.toContain(unit)
    }
  })
})

test('a cloud of one machine has nowhere to move a part to', () => {
  expect(departed(cloudOf('all-in-one', 1), []).phases).toEqual([])
})

test('what parts keep is read on every machine, also where everything is', () => {
  for (const name of ['m1', 'm2', 'm3']) {
    const asked = stepOn(name).reads.filter(({ subject }) => subject.name === 'kept-data')
    expect(asked).toHaveLength(KEPT.length)
  }
})

test('data are found where they lie, and ours by what we wrote', () => {
  using machine = new StandInMachine()
  machine.write('/manifest/files', '/etc/one.conf\n/etc/three.conf\n')
  machine.write('/one/images/3af18eea', 'an image')
  mkdirSync(machine.path('/two/images'), { recursive: true })
  machine.write('/three/_base/disk', 'made again')
  const [one, two, three, four] = [
    { folder: machine.path('/one/images'), name: '*', mark: '/etc/one.conf' },
    { folder: machine.path('/two/images'), name: '*', mark: '/etc/two.conf' },
    { folder: machine.path('/three'), name: '*-*-*-*-*', mark: '/etc/three.conf' },
    { folder: machine.path("/it's not there"), name: '*', mark: '/etc/two.conf' },
  ].map(keptData)
  const read = machine.facts([one, two, three, four].flatMap((fact) => fact ?? []))
  const state = (fact: typeof one) => (fact === undefined ? undefined : read(fact))
  expect(state(one)).toEqual({ present: true, ours: true })
  expect(state(two)).toEqual({ present: false, ours: false })
  expect(state(three)).toEqual({ present: false, ours: true })
  expect(state(four)).toEqual({ present: false, ours: false })
})
