/** Facts in, changes and actions out: Open vSwitch's bridges and settings. */
import { describe, expect, test } from 'vitest'
import { StacksteadError } from '../../provisioner/core/errors.ts'
import type { Read } from '../../provisioner/core/fact.ts'
import type { Step } from '../../provisioner/core/step.ts'
import { ovnConnected } from '../../provisioner/steps/ovnConnected.ts'
import { ovsBridge } from '../../provisioner/steps/ovsBridge.ts'
import { ovsSettings } from '../../provisioner/steps/ovsSettings.ts'
import { readOf } from '../support/components.ts'

interface Bridge {
  readonly name: string
  readonly datapath: string
  readonly ports: readonly string[]
}

/** What `ovs-vsctl --format=json --data=json list …` prints. */
function ovsdb(wanted: {
  bridges?: readonly Bridge[]
  ids?: Record<string, string>
  managers?: readonly string[]
}): string {
  const { bridges = [], ids = {}, managers = [] } = wanted
  const ports = bridges.flatMap((bridge) => bridge.ports)
  const table = (headings: string[], data: unknown[][]): string => JSON.stringify({ headings, data })
  const uuid = (name: string): [string, string] => ['uuid', `id-of-${name}`]
  return [
    table(
      ['external_ids', 'other_config'],
      [
        [
          ['map', Object.entries(ids)],
          ['map', []],
        ],
      ],
    ),
    table(
      ['name', 'datapath_type', 'ports'],
      bridges.map((one) => [one.name, one.datapath, ['set', one.ports.map(uuid)]]),
    ),
    table(['_uuid', 'name'], [...ports.map((port) => [uuid(port), port])]),
    table(['target'], [...managers.map((target) => [target])]),
  ].join('\n\n')
}

function network(cards: Record<string, string>, ssh?: string): string {
  const links = Object.entries(cards).map(([ifname, address]) => ({
    ifname,
    mtu: 1500,
    flags: ['UP', 'LOWER_UP'],
    addr_info: address === '' ? [] : [{ family: 'inet', local: address, prefixlen: 24, scope: 'global' }],
  }))
  return `${JSON.stringify(links)}\n${ssh === undefined ? '' : `ssh\t10.83.0.1 40000 ${ssh} 22\n`}`
}

function scripts(step: Step, read: Read): string[] {
  return step.actions(read).map((action) => (action.kind === 'run' ? action.command.script : action.path))
}

describe('the bridge of the provider network', () => {
  const step = ovsBridge({
    id: 'ovn/br-ex@m1',
    machine: 'm1',
    bridge: 'br-ex',
    nic: 'enp2s0',
    management: '10.83.0.11',
    explains: 'for a test',
  })
  const state = (ovs: string, kernel: boolean, cards: Record<string, string>, ssh?: string): Read =>
    readOf(step.reads, {
      openvswitch: { stdout: ovs },
      network: { stdout: network(cards, ssh) },
      'openvswitch-module': { status: kernel ? 0 : 1 },
    })
  const cards = { enp1s0: '10.83.0.11', enp2s0: '' }

  test('is made with the kernel datapath where there is one, in userspace otherwise', () => {
    const kernel = state(ovsdb({}), true, cards)
    expect(step.check(kernel)).toMatchObject({ state: 'change', changes: [{ operation: 'create', subject: 'br-ex' }] })
    expect(scripts(step, kernel).join()).toContain('datapath_type=system')
    expect(scripts(step, state(ovsdb({}), false, cards)).join()).toContain('datapath_type=netdev')
  })

  test.each([
    ['system', true],
    ['', true],
    ['netdev', false],
  ])('datapath "%s" with its card is as it should be (kernel: %s)', (datapath, kernel) => {
    const ovs = ovsdb({ bridges: [{ name: 'br-ex', datapath, ports: ['br-ex', 'enp2s0'] }] })
    expect(step.check(state(ovs, kernel, cards))).toEqual({ state: 'ok' })
  })

  test('takes the card where it is missing', () => {
    const ovs = ovsdb({ bridges: [{ name: 'br-ex', datapath: 'netdev', ports: ['br-ex'] }] })
    expect(step.check(state(ovs, false, cards))).toEqual({
      state: 'change',
      changes: [{ kind: 'network', operation: 'update', subject: 'br-ex', summary: 'takes enp2s0' }],
    })
  })

  test.each([
    ['the management address', { enp1s0: '', enp2s0: '10.83.0.11' }, undefined],
    ['the address ssh came by', { enp1s0: '10.83.0.11', enp2s0: '192.0.2.7' }, '192.0.2.7'],
  ])('never takes the card that holds %s', (_what, held, ssh) => {
    expect(() => step.actions(state(ovsdb({}), true, held, ssh))).toThrow(StacksteadError)
    expect(() => step.actions(state(ovsdb({}), true, held, ssh))).toThrow(/cannot go into br-ex/)
  })
})

describe('the settings of Open vSwitch', () => {
  const step = ovsSettings({
    id: 'ovn/settings@m1',
    machine: 'm1',
    explains: 'for a test',
    manager: 'ptcp:6640:127.0.0.1',
    externalIds: () => ({ 'ovn-remote': 'tcp:10.83.0.11:6642', 'ovn-cms-options': undefined }),
  })
  const state = (ids: Record<string, string>, managers: string[]): Read =>
    readOf(step.reads, { openvswitch: { stdout: ovsdb({ ids, managers }) } })

  test('as they should be', () => {
    const ids = { 'ovn-remote': 'tcp:10.83.0.11:6642', other: "somebody else's" }
    expect(step.check(state(ids, ['ptcp:6640:127.0.0.1']))).toEqual({ state: 'ok' })
  })

  test('writes what differs, removes what must not be, and nothing else', () => {
    const read = state({ 'ovn-remote': 'tcp:10.83.0.99:6642', 'ovn-cms-options': 'enable-chassis-as-gw' }, [])
    expect(step.check(read)).toMatchObject({
      changes: [
        {
          operation: 'update',
          subject: 'external-ids:ovn-remote',
          summary: 'tcp:10.83.0.99:6642 → tcp:10.83.0.11:6642',
        },
        { operation: 'delete', subject: 'external-ids:ovn-cms-options' },
        { operation: 'update', subject: 'manager' },
      ],
    })
    expect(scripts(step, read)).toEqual([
      `ovs-vsctl --timeout=20 set Open_vSwitch . 'external-ids:ovn-remote="tcp:10.83.0.11:6642"'`,
      'ovs-vsctl --timeout=20 remove Open_vSwitch . external-ids ovn-cms-options',
      'ovs-vsctl --timeout=20 set-manager ptcp:6640:127.0.0.1',
    ])
  })

  test('unknown while Open vSwitch does not run', () => {
    const read = readOf(step.reads, { openvswitch: { status: 1 } })
    expect(() => step.check(read)).toThrow('Open vSwitch does not answer yet')
  })
})

test.each([
  ['connected', 'ok'],
  ['not connected', 'change'],
  ['', 'change'],
])('ovn-controller "%s": %s', (status, state) => {
  const step = ovnConnected({ id: 'ovn/connected@m1', machine: 'm1', central: '10.83.0.11:6642' })
  expect(step.check(readOf(step.reads, { 'ovn-connection': { stdout: `${status}\n` } })).state).toBe(state)
})
