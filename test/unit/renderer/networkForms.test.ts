import { describe, expect, test } from 'vitest'
import { cloudJsonSchema, readDesign, SETTINGS } from '../../../provisioner/index.ts'
import {
  checkAddresses,
  checkRange,
  checkSubnet,
  listOf,
  subnetOf,
} from '../../../renderer/features/network/addresses.ts'
import { meaning, otherProblems, problemsAt } from '../../../renderer/features/network/fieldProblems.ts'
import { nicChoices } from '../../../renderer/features/network/nicChoices.ts'
import { checkSetting, kindOf, readSetting, settingsIn } from '../../../renderer/features/network/settings.ts'
import { subnetPicture } from '../../../renderer/features/network/subnetPicture.ts'
import { managementSeen, usualGateway, usualRange } from '../../../renderer/features/network/suggestions.ts'

describe('the picture of a subnet', () => {
  test('has a cell for each address, and says who is where', () => {
    const picture = subnetPicture('10.84.0.0/24', {
      gateway: '10.84.0.1',
      instances: '10.84.0.100-10.84.0.199',
      machines: [
        { name: 'one', address: '10.84.0.9' },
        { name: 'two', address: '10.84.0.150' },
        { name: 'elsewhere', address: '10.83.0.9' },
      ],
    })
    const kinds = picture?.cells.map((cell) => cell.kind) ?? []
    expect(kinds).toHaveLength(256)
    expect([kinds[0], kinds[1], kinds[2], kinds[9], kinds[99], kinds[100], kinds[150], kinds[199], kinds[255]]).toEqual(
      ['kept', 'router', 'free', 'machine', 'free', 'instances', 'clash', 'instances', 'kept'],
    )
    expect(picture?.cells[150]?.words).toBe('10.84.0.150: meant for instances, and two has it')
    expect(picture?.instances).toBe(100)
  })

  test('stands for blocks where there are too many addresses, and for nothing where there is no subnet', () => {
    const large = subnetPicture('10.0.0.0/16', { instances: '10.0.1.0-10.0.1.255', machines: [] })
    expect(large?.each).toBe(256)
    expect(large?.cells.map((cell) => cell.kind).indexOf('instances')).toBe(1)
    expect(subnetPicture('10.0.0.0/30', { machines: [] })?.cells).toHaveLength(4)
    expect(subnetPicture('10.0.0.0', { machines: [] })).toBeUndefined()
    expect(subnetPicture('10.84.0.0/24', { instances: '10.85.0.1-10.85.0.9', machines: [] })?.instances).toBe(0)
  })
})

describe('what is typed', () => {
  test('is checked before it is written, as the engine checks it', () => {
    expect(checkSubnet('10.83.0.0/24')).toBeUndefined()
    expect(checkSubnet('10.83.0.5/24')).toContain('10.83.0.0/24')
    expect(checkSubnet('10.83.0.0/31')).toBeDefined()
    expect(checkSubnet('10.83.0.0')).toBeDefined()
    expect(checkRange('10.84.0.100-10.84.0.199')).toBeUndefined()
    expect(checkRange('10.84.0.199-10.84.0.100')).toContain('10.84.0.100-10.84.0.199')
    expect(checkRange('10.84.0.1-10.84.0.1')).toBeDefined()
    expect(checkAddresses('9.9.9.9, 1.1.1.1')).toBeUndefined()
    expect(checkAddresses('9.9.9.9, dns')).toContain('"dns"')
    expect(listOf(' 9.9.9.9,1.1.1.1 ')).toEqual(['9.9.9.9', '1.1.1.1'])
  })

  test('is offered where it is usual: usable inside the subnet, router and range apart', () => {
    for (const cidr of ['10.84.0.0/24', '10.0.0.0/16', '192.168.1.0/28']) {
      const subnet = subnetOf(cidr)
      if (subnet === undefined) throw new Error(cidr)
      const text = `name: home
machines:
  one: { address: 172.16.0.11, roles: [controller, network, compute], nics: { provider: enp2s0 } }
networks:
  management: { subnet: 172.16.0.0/24 }
  provider: { subnet: ${cidr}, gateway: ${usualGateway(subnet)}, instances: ${usualRange(subnet)} }
`
      expect(readDesign(text).problems).toEqual([])
    }
  })

  test('may come from what the machines were seen to have', () => {
    const nic = (addresses: string[], carriesSsh: boolean) => ({
      name: 'enp1s0',
      mac: '',
      link: true,
      wireless: false,
      addresses,
      carriesSsh,
      mtu: 1500,
    })
    const ready = (address: string) => ({
      phase: 'ready' as const,
      at: 0,
      credentials: [],
      probe: { nics: [nic([address, 'fe80::1/64'], true), nic(['10.9.9.9/24'], false)] } as never,
    })
    const states = { one: ready('10.83.0.11/24'), two: ready('10.83.0.12/24'), three: ready('10.1.0.3/16') }
    expect(managementSeen(states)).toEqual({ cidr: '10.83.0.0/24', machines: 2 })
    expect(managementSeen({})).toBeUndefined()
  })

  test('cannot be the card ssh comes by, and a card that is gone stays to be seen', () => {
    const card = { mac: '', link: true, wireless: false, addresses: [], mtu: 1500, speed: 2500 }
    const choices = nicChoices(
      [
        { ...card, name: 'enp1s0', carriesSsh: true },
        { ...card, name: 'enp2s0', carriesSsh: false },
      ],
      'enp9s0',
    )
    expect(choices.map(({ value, disabled }) => [value, disabled])).toEqual([
      ['enp1s0', true],
      ['enp2s0', false],
      ['enp9s0', false],
    ])
    expect(choices[1]?.label).toBe('enp2s0: link 2.5 Gbit/s, no address')
  })
})

describe('problems', () => {
  const { problems } = readDesign(`name: home
machines:
  one: { address: 10.83.0.11, roles: [controller, network, compute] }
networks:
  management: { subnet: 10.83.0.0/24 }
  provider: { subnet: 10.84.0.0/24, gateway: 10.85.0.1 }
`)

  test('stand beside the field they are about, those about its absence too', () => {
    expect(problemsAt(problems, ['networks', 'provider', 'gateway']).join()).toContain('10.85.0.1')
    expect(problemsAt(problems, ['networks', 'provider', 'instances']).join()).toContain('instances is missing')
    expect(problemsAt(problems, ['networks', 'provider', 'subnet'])).toEqual([])
  })

  test('are never lost: what no field shows is shown by itself', () => {
    const fields = [
      ['networks', 'provider', 'gateway'],
      ['networks', 'provider', 'instances'],
    ]
    const others = otherProblems(problems, fields)
    expect(others.map((problem) => problem.where)).toEqual(['machines.one'])
  })
})

describe('settings of components', () => {
  const all = settingsIn(cloudJsonSchema(SETTINGS))

  test('are all there, each with a control, a meaning and a default that its own check takes', () => {
    expect(all.length).toBeGreaterThan(15)
    for (const { component, key, schema } of all) {
      const name = `${component}.${key}`
      expect(meaning(schema.description).words, name).not.toBe('')
      expect(schema.default, name).toBeDefined()
      if (kindOf(schema) !== 'number') continue
      expect(checkSetting(schema, String(schema.default)), name).toBeUndefined()
      expect(readSetting(schema, String(schema.default)), name).toBe(schema.default)
      expect(checkSetting(schema, 'many'), name).toBeDefined()
    }
  })

  test('refuse what lies outside of their bounds', () => {
    const of = (key: string) => all.find((one) => `${one.component}.${one.key}` === key)?.schema ?? {}
    expect(checkSetting(of('keystone.token_expiration'), '10')).toBe('Write 300 or more.')
    expect(checkSetting(of('nova.cpu_allocation_ratio'), '0')).toBe('Write more than 0.')
    expect(checkSetting(of('nova.processes'), '1.5')).toBe('Write a whole number.')
    expect(kindOf(of('nova.virt_type'))).toBe('choice')
    expect(kindOf(of('glance.disk_formats'))).toBe('choices')
    expect(kindOf(of('horizon.allowed_hosts'))).toBe('list')
    expect(checkSetting(of('horizon.allowed_hosts'), 'cloud.example.org, -bad-')).toContain('"-bad-"')
  })
})
