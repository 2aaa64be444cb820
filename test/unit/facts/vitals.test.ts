/** How a machine is doing, from what /proc and df print; and which services a plan has watched. */
import { expect, test } from 'vitest'
import { factBatch } from '../../../provisioner/core/fact.ts'
import { watchedServices } from '../../../provisioner/engine/machineHealth.ts'
import { cpuPercent, type Vitals, vitals } from '../../../provisioner/facts/vitals.ts'
import { serviceRunning } from '../../../provisioner/steps/serviceRunning.ts'
import { serviceStopped } from '../../../provisioner/steps/serviceStopped.ts'
import { StandInMachine } from '../../support/standInMachine.ts'

const PRINTED = [
  'cpu\t100 5 45 800 50 0 0 0 90 0',
  'cpus\t4',
  'MemTotal\t8388608',
  'MemAvailable\t2097152',
  'load\t0.52 1.25 2.00 3/512 4711',
  'uptime\t86400.93 300000.00',
  'disk\t/dev/vda1           20511312 10255656   9188588      53% /',
  'disk\t/dev/mapper/a b-c   102400 51200 51200 50% /var/lib/nova/with space',
  'disk\t/dev/vda1           20511312 10255656   9188588      53% /',
  'disk\tdf: no table',
].join('\n')

function read(stdout: string): Vitals {
  return factBatch([vitals]).answer(new Map([['vitals', { status: 0, stdout, stderr: '' }]]))(vitals)
}

test('everything is read, a file system once however many folders are on it', () => {
  expect(read(PRINTED)).toEqual({
    cpus: 4,
    ticks: { busy: 150, total: 1000 },
    memory: { total: 8192, available: 2048 },
    load: [0.52, 1.25, 2],
    uptime: 86_400,
    disks: [
      { mount: '/', size: 20_030, available: 8_973 },
      { mount: '/var/lib/nova/with space', size: 100, available: 50 },
    ],
  })
})

test.each(['cpu', 'MemAvailable', 'load', 'uptime'])(
  'a machine that does not tell its %s is not understood',
  (name) => {
    const without = PRINTED.split('\n').filter((line) => !line.startsWith(`${name}\t`))
    expect(() => read(without.join('\n'))).toThrow(`${name} was not understood`)
  },
)

test('without df there are no disks, and everything else is there', () => {
  const without = PRINTED.split('\n').filter((line) => !line.startsWith('disk\t'))
  expect(read(without.join('\n'))).toMatchObject({ cpus: 4, disks: [] })
})

test('the command itself runs on this computer', () => {
  using machine = new StandInMachine()
  const read = machine.facts([vitals])(vitals)
  expect(read.cpus).toBeGreaterThan(0)
  expect(read.memory.total).toBeGreaterThan(read.memory.available)
  expect(read.ticks.total).toBeGreaterThan(read.ticks.busy)
})

test('how busy it was follows from two readings', () => {
  expect(cpuPercent({ busy: 100, total: 1000 }, { busy: 150, total: 1200 })).toBe(25)
  expect(cpuPercent({ busy: 100, total: 1000 }, { busy: 100, total: 1000 })).toBeUndefined()
  // After a reboot the counters begin anew.
  expect(cpuPercent({ busy: 900, total: 10_000 }, { busy: 10, total: 100 })).toBeUndefined()
})

test('watched is what a plan keeps running, each unit once, not what it stops', () => {
  const running = (id: string, machine: string, unit: string) =>
    serviceRunning({ id, machine, unit, explains: 'A step of a test.' })
  const stopped = serviceStopped({ id: 's', machine: 'one', unit: 'unwanted.service', explains: 'A step of a test.' })
  const phase = (component: string, steps: ReturnType<typeof running>[]) => ({
    ...{ id: `${component}/0`, title: component, component, after: [], steps, scope: 'cloud' as const },
  })
  const watched = watchedServices({
    phases: [
      phase('nova', [running('a', 'one', 'nova-api.service'), running('b', 'two', 'nova-compute.service')]),
      phase('late', [running('c', 'one', 'nova-api.service'), stopped]),
    ],
  })
  expect([...watched]).toEqual([
    ['one', [{ unit: 'nova-api.service', component: 'nova' }]],
    ['two', [{ unit: 'nova-compute.service', component: 'nova' }]],
  ])
})
