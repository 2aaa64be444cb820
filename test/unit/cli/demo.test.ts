/** The demo's machines and cloud, and the packages ready lab machines would have. */
import { expect, test } from 'vitest'
import { demoFolder, demoMachines } from '../../../provisioner/cli/demoCloud.ts'
import { phasesText } from '../../../provisioner/cli/render/phases.ts'
import { painter } from '../../../provisioner/cli/render/text.ts'
import {
  checkCloud,
  LAYOUTS,
  type LabState,
  labLayers,
  practiceCloudText,
  SETTINGS,
} from '../../../provisioner/index.ts'

function labOf(names: readonly string[]): LabState {
  return {
    name: 'demo',
    createdAt: '2026-11-22T16:00:00.000Z',
    networks: {
      management: { subnet: '10.83.7.0/24', gateway: '10.83.7.1', bridge: 'sl-demo-m' },
      provider: { subnet: '10.84.7.0/24', gateway: '10.84.7.1', bridge: 'sl-demo-p' },
    },
    machines: names.map((name, index) => ({
      name,
      running: true,
      management: `10.83.7.${11 + index}`,
      nics: { management: 'enp1s0', provider: 'enp2s0' },
      disks: [],
      ready: false,
      console: '/x',
    })),
    user: 'debian',
    sshKey: '/labs/demo/id_ed25519',
    knownHosts: '/labs/demo/known_hosts',
    knownHostsContent: '',
  }
}

test.each(LAYOUTS)('the lab of the layout %s becomes a sound cloud', (layout) => {
  const names = demoMachines(layout)
  const { cloud, problems } = checkCloud(practiceCloudText(labOf(names), ['10.0.0.53'], layout), SETTINGS)
  expect(problems).toEqual([])
  expect(cloud?.machines.map((machine) => machine.name)).toEqual(names)
  expect(cloud?.networks.provider).toEqual({
    subnet: '10.84.7.0/24',
    gateway: '10.84.7.1',
    instances: { first: '10.84.7.100', last: '10.84.7.199' },
    dns: ['10.0.0.53'],
  })
})

test('without a layout the machines are there and wait for their roles', () => {
  const text = practiceCloudText(labOf(['controller', 'compute-1']), ['10.0.0.53'])
  expect(text).not.toContain('roles: [')
  const { problems } = checkCloud(text, SETTINGS)
  expect(problems.length).toBeGreaterThan(0)
  const given = text
    .replace('  controller:\n', '  controller:\n    roles: [controller, network]\n')
    .replace('  compute-1:\n', '  compute-1:\n    roles: [compute]\n')
  expect(checkCloud(given, SETTINGS).problems).toEqual([])
})

test('names say what a machine is, where one is something', () => {
  expect(demoMachines('controller-and-computes', 2)).toEqual(['controller', 'compute-1'])
  expect(demoMachines('every-component-apart', 4)).toEqual(['node-1', 'node-2', 'node-3', 'node-4'])
  expect(demoFolder('demo')).toMatch(/stackstead\/demo$/)
})

test('ready layers hold what each machine would install, and differ by its role', () => {
  const layers = labLayers(['controller', 'compute-1', 'compute-2'])
  expect(layers.controller?.packages).toEqual(expect.arrayContaining(['keystone', 'mariadb-server']))
  expect(layers['compute-1']?.packages).not.toContain('mariadb-server')
  expect(layers['compute-1']?.packages).toEqual(layers['compute-2']?.packages)
  expect(labLayers(['solo']).solo?.packages).toEqual(
    expect.arrayContaining([...(layers.controller?.packages ?? ['?'])]),
  )
})

test('the table of phases sums up phases, not the parts that overlap in them', () => {
  const parts = [
    { title: 'keystone', took: 40_000 },
    { title: 'glance', took: 50_000 },
  ]
  const phases = [
    { title: 'Check', took: 2_000, outcome: '15 findings' },
    { title: 'Apply', took: 60_000, outcome: 'done', parts },
  ]
  expect(phasesText(phases, { paint: painter(false), columns: 80 })).toBe(
    `Phase             Time
Check            2.0 s  15 findings
Apply       1 min 00 s  done
  keystone        40 s
  glance          50 s
Together    1 min 02 s`,
  )
})
