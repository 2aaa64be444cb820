/** Tests of layouts and of the cloud.yaml written from them. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cloud, machinesWith } from '../../../provisioner/config/cloud.ts'
import { LAYOUTS, type LayoutName, layout, newCloudFile } from '../../../provisioner/config/layouts.ts'
import { parseCloud, readCloud } from '../../../provisioner/config/parseCloud.ts'
import { PARTS, type PartId } from '../../../provisioner/config/parts.ts'
import { writeCloud, writeCloudFile } from '../../../provisioner/config/writeCloud.ts'
import { SOUND_CLOUD } from '../../support/clouds.ts'

const NETWORKS = {
  management: { subnet: '10.83.0.0/24' },
  provider: { subnet: '10.84.0.0/24', gateway: '10.84.0.1', instances: '10.84.0.100-10.84.0.199', nic: 'lan0' },
}

function laidOut(name: LayoutName, count: number): Cloud {
  const machines = Array.from({ length: count }, (_, i) => ({ name: `node-${i + 1}`, address: `10.83.0.${11 + i}` }))
  return parseCloud(
    writeCloudFile(newCloudFile({ name: 'demo', layout: name, machines, networks: NETWORKS })),
    'cloud.yaml',
  )
}

describe('layouts', () => {
  it('make a sound cloud of any number of machines, and leave none idle', () => {
    const counts: Record<LayoutName, number> = {
      'all-in-one': 1,
      'controller-and-computes': 2,
      'every-component-apart': 4,
    }
    for (const name of LAYOUTS)
      for (let count = counts[name]; count <= 12; count++) {
        const cloud = laidOut(name, count)
        expect(cloud.machines.filter((machine) => machine.parts.length === 0)).toEqual([])
      }
  })

  it('put everything on one machine, or computes beside a controller', () => {
    expect(laidOut('all-in-one', 1).machines[0]?.parts).toEqual(PARTS.map((part) => part.id))
    const cloud = laidOut('controller-and-computes', 3)
    expect(machinesWith(cloud, 'nova-compute').map((machine) => machine.name)).toEqual(['node-2', 'node-3'])
  })

  it('give each group of services a machine of its own where there are enough', () => {
    const cloud = laidOut('every-component-apart', 9)
    const owner = (part: PartId) =>
      machinesWith(cloud, part)
        .map((machine) => machine.name)
        .join()
    const parts: readonly PartId[] = [
      'mariadb',
      'rabbitmq',
      'keystone',
      'glance',
      'nova-api',
      'ovn-central',
      'horizon',
      'nova-compute',
    ]
    expect(parts.map(owner).join(' ')).toBe('node-1 node-2 node-3 node-4 node-5 node-6 node-7 node-8,node-9')
    expect(owner('ovn-gateway')).toBe('node-6')
  })

  it('say how many machines they need', () => {
    expect(() => layout('every-component-apart', ['a', 'b', 'c'])).toThrow(/needs at least 4 machines; 3 are given/)
    expect(() => layout('all-in-one', [])).toThrow(/at least 1/)
  })
})

describe('the layouts shipped', () => {
  const folder = new URL('../../../templates/clouds/', import.meta.url)
  const names = readdirSync(folder)

  it('are the ones that are known', () => {
    expect(names.sort()).toEqual(LAYOUTS.map((name) => `${name}.yaml`).sort())
  })

  it.each(names)('%s reads as it is, and says that its addresses are placeholders', (name) => {
    const { cloud, notices } = readCloud(readFileSync(new URL(name, folder), 'utf8'), name)
    expect(notices.map((notice) => notice.message)).toEqual([expect.stringMatching(/placeholder/)])
    const { length } = cloud.machines
    const drawn = laidOut(name.replace('.yaml', '') as LayoutName, length)
    expect(cloud.machines.map((machine) => machine.parts)).toEqual(drawn.machines.map((machine) => machine.parts))
  })
})

describe('writeCloud', () => {
  const there = (cloud: Cloud) => parseCloud(writeCloud(cloud), 'cloud.yaml')

  it('writes what reads back as the same cloud', () => {
    const cloud = parseCloud(SOUND_CLOUD, 'cloud.yaml')
    expect(there(cloud)).toEqual(cloud)
  })

  it('does so for any layout, ssh target, setting and placement', () => {
    const setting = fc.dictionary(
      fc.string().filter((key) => !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(key) && key !== '__proto__'),
      fc.oneof(
        fc.integer(),
        fc.boolean(),
        fc.string().filter((text) => !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text)),
        fc.constant(null),
      ),
    )
    const arbitrary = fc.record({
      name: fc.constantFrom(...LAYOUTS),
      count: fc.integer({ min: 4, max: 12 }),
      port: fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }),
      key: fc.option(fc.constantFrom('~/.ssh/a b', "/k'ey", '/yes', '/#5', '/schlüssel: x'), { nil: undefined }),
      horizon: fc.nat(3),
      nova: setting,
    })
    fc.assert(
      fc.property(arbitrary, ({ name, count, port, key, horizon, nova }) => {
        const cloud = laidOut(name, count)
        const ssh = { ...(port === undefined ? {} : { port }), ...(key === undefined ? {} : { key }) }
        const machines = cloud.machines.map((machine, index) => {
          const others = machine.parts.filter((part): boolean => part !== 'horizon')
          const parts = PARTS.map((part) => part.id).filter(
            (id) => others.includes(id) || (id === 'horizon' && index === horizon),
          )
          return { ...machine, ssh: { ...machine.ssh, ...ssh }, parts }
        })
        fc.pre(machines.every((machine) => machine.parts.length > 0))
        const wanted = { ...cloud, machines, settings: { nova } }
        expect(there(wanted)).toEqual(wanted)
      }),
      { numRuns: 60 },
    )
  })
})
