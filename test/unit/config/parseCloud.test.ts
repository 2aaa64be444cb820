/** Tests of what a cloud.yaml becomes, and of every mistake it can hold. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checkCloud, parseCloud, readCloud } from '../../../provisioner/config/parseCloud.ts'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { altered, problemLines, SOUND_CLOUD } from '../../support/clouds.ts'

describe('a sound cloud.yaml', () => {
  const cloud = parseCloud(SOUND_CLOUD, 'cloud.yaml')

  it('fills in ssh defaults, addresses and NICs', () => {
    const [controller, compute1, compute2] = cloud.machines
    expect(controller).toMatchObject({
      ssh: { host: '10.83.0.11', user: 'debian', key: '~/.ssh/id_ed25519' },
      management: '10.83.0.11',
      tunnel: '10.83.0.11',
      providerNic: 'lan0',
    })
    expect(compute1?.providerNic).toBe('enp2s0')
    expect(compute2).toMatchObject({ ssh: { port: 2222 }, management: '10.83.0.13', tunnel: '10.85.0.13' })
  })

  it('places every part by role, and by placement where that says otherwise', () => {
    const [controller, compute1] = cloud.machines
    expect(compute1?.parts).toEqual(['horizon', 'nova-compute', 'neutron-ovn-metadata-agent'])
    expect(controller?.parts).not.toContain('horizon')
    expect(controller?.parts).toContain('ovn-gateway')
  })

  it('keeps settings raw', () => {
    expect(cloud.settings).toEqual({ nova: { cpuMode: 'host-model' } })
  })

  it('has defaults for what may be left out', () => {
    const text = altered(
      'region: RegionOne\n',
      '',
      altered('dns: [9.9.9.9], ', '', altered(', dns: [9.9.9.9] }', ' }')),
    )
    expect(parseCloud(text, 'cloud.yaml')).toMatchObject({
      region: 'RegionOne',
      release: '2025.1',
      networks: { provider: { dns: ['10.84.0.1'] }, tenant: { dns: ['10.84.0.1'] } },
    })
    const bare =
      'name: a\nmachines: { m: { address: 10.0.0.1, roles: [controller, compute] } }\nnetworks: { management: { subnet: 10.0.0.0/24 } }'
    expect(parseCloud(bare, 'cloud.yaml').networks).toEqual({
      management: { subnet: '10.0.0.0/24' },
      tenant: { subnet: '192.168.120.0/24', dns: [] },
    })
  })

  it('takes anchors, and jump: none against a default', () => {
    const text = altered(
      'ssh: {',
      'ssh: { jump: gate,',
      altered('address: 10.83.0.12', 'address: 10.83.0.12, jump: none'),
    )
    const anchored = altered(
      'dns: [9.9.9.9], nic',
      'dns: &dns [9.9.9.9], nic',
      altered('dns: [9.9.9.9] }\nplace', 'dns: *dns }\nplace', text),
    )
    const { machines, networks } = parseCloud(anchored, 'cloud.yaml')
    expect(machines.map((machine) => machine.ssh.jump)).toEqual(['gate', undefined, 'gate'])
    expect(networks.tenant.dns).toEqual(['9.9.9.9'])
  })
})

/** What is replaced, by what, and the line that must come of it (alone). */
const MISTAKES: readonly [name: string, from: string, to: string, line: string | RegExp][] = [
  [
    'unknown role',
    '[controller, network]',
    '[controler, network]',
    /^cloud.yaml:5:46: machines.controller.roles\[0\]: "controler" is not known here. Did you mean controller\?$/,
  ],
  ['unknown key', 'region:', 'regoin:', /^cloud.yaml:2:1: regoin: .*Did you mean region\?/],
  [
    'unknown machine key',
    'address: 10.83.0.11',
    'address: 10.83.0.11, adres: x',
    /^cloud.yaml:5:38: machines.controller.adres: .*Did you mean address\?/,
  ],
  ['unknown part', 'horizon:', 'horizn:', /^cloud.yaml:12:14: placement.horizn: .*Did you mean horizon\?/],
  [
    'unknown machine in placement',
    'horizon: compute-1',
    'horizon: compute-9',
    /^cloud.yaml:12:23: placement.horizon: "compute-9" is not one of the machines. Did you mean compute-1\?/,
  ],
  ['unknown component', 'nova: {', 'nvoa: {', /^cloud.yaml:13:13: settings.nvoa: .*Did you mean nova\?/],
  [
    'two machines of one name',
    'compute-2:',
    'compute-1:',
    /^cloud.yaml:7:3: "compute-1" is written a second time here/,
  ],
  [
    'two machines of one address',
    'address: 10.83.0.12',
    'address: 10.83.0.11',
    /^cloud.yaml:6:25: machines.compute-1.address: controller has 10.83.0.11 as well/,
  ],
  [
    'two management addresses alike',
    'management: 10.83.0.13',
    'management: 10.83.0.12',
    /^cloud.yaml:7:68: machines.compute-2.management: compute-1 has 10.83.0.12 as well/,
  ],
  [
    'two tunnel addresses alike',
    'tunnel: 10.85.0.13',
    'tunnel: 10.83.0.12',
    /^cloud.yaml:7:88: machines.compute-2.tunnel: compute-1 has 10.83.0.12/,
  ],
  ['upper case in a name', 'compute-2:', 'Compute_2:', /^cloud.yaml:7:3: machines.Compute_2: .*Write compute-2\.$/],
  ['a name of digits', 'compute-2:', '2:', /^cloud.yaml:7:3: machines.2: A name of digits only/],
  [
    'management address unknown',
    ' management: 10.83.0.13,',
    '',
    /^cloud.yaml:7:25: machines.compute-2.address: .*Add "management:"/,
  ],
  [
    'management address outside',
    'management: 10.83.0.13',
    'management: 10.99.0.13',
    /10.99.0.13 is not inside the management network 10.83.0.0\/24/,
  ],
  [
    'management address is the broadcast',
    'management: 10.83.0.13',
    'management: 10.83.0.255',
    /kept for the network itself/,
  ],
  [
    'host bits',
    'subnet: 10.84.0.0/24',
    'subnet: 10.84.0.7/24',
    /^cloud.yaml:10:23: networks.provider.subnet: .*Write 10.84.0.0\/24\.$/,
  ],
  ['no prefix', 'subnet: 192.168.120.0/24', 'subnet: 192.168.120.5', /Add the prefix length: 192.168.120.0\/24/],
  ['IPv6 network', 'subnet: 192.168.120.0/24', 'subnet: "fd00::/64"', /IPv6 comes in a later release/],
  ['IPv6 machine', 'address: 10.83.0.12', 'address: "fd00::12"', /^cloud.yaml:6:25: .*IPv6 comes in a later release/],
  [
    'range outside',
    '10.84.0.100-10.84.0.199',
    '10.84.1.100-10.84.1.199',
    /^cloud.yaml:10:68: networks.provider.instances: .*inside 10.84.0.1-10.84.0.254/,
  ],
  ['range backwards', '10.84.0.100-10.84.0.199', '10.84.0.199-10.84.0.100', /Write 10.84.0.100-10.84.0.199/],
  [
    'range holds the gateway',
    '10.84.0.100-10.84.0.199',
    '10.84.0.1-10.84.0.199',
    /The range holds the gateway 10.84.0.1/,
  ],
  [
    'range holds a machine',
    'tunnel: 10.85.0.13',
    'tunnel: 10.84.0.150',
    /The range holds 10.84.0.150, the address of compute-2/,
  ],
  ['range holds the broadcast', '10.84.0.100-10.84.0.199', '10.84.0.100-10.84.0.255', /kept for the network/],
  ['no range', '10.84.0.100-10.84.0.199', '10.84.0.100', /is not a range of addresses/],
  ['gateway outside', 'gateway: 10.84.0.1', 'gateway: 10.85.0.1', /^cloud.yaml:10:46: networks.provider.gateway: /],
  [
    'tenant overlaps',
    'subnet: 192.168.120.0/24',
    'subnet: 10.84.0.0/16',
    /The tenant network 10.84.0.0\/16 overlaps the provider network 10.84.0.0\/24/,
  ],
  [
    'one LAN for both',
    'provider: { subnet: 10.84.0.0/24, gateway: 10.84.0.1, instances: 10.84.0.100-10.84.0.199',
    'provider: { subnet: 10.83.0.0/24, gateway: 10.83.0.1, instances: 10.83.0.100-10.83.0.199',
    /Sharing one LAN and one network card comes in a later release/,
  ],
  [
    'several controllers',
    'roles: [compute], nics',
    'roles: [compute, controller], nics',
    /^cloud.yaml:6:37: machines.compute-1.roles: controller and compute-1 both have the role controller.*later release.*placement: \{ mariadb: compute-1 \}/,
  ],
  [
    'a single part twice',
    'horizon: compute-1',
    'horizon: [compute-1, controller]',
    /A cloud has one horizon, and controller and compute-1 are named/,
  ],
  ['a part nowhere', 'horizon: compute-1', 'horizon: []', /No machine is named for horizon/],
  [
    'no controller',
    '[controller, network]',
    '[network]',
    /No machine runs mariadb, rabbitmq.*Give a machine the role controller/,
  ],
  [
    'compute parts apart',
    'horizon: compute-1',
    'horizon: compute-1, nova-compute: compute-1',
    /belong on the same machines, and compute-2/,
  ],
  [
    'idle machine',
    'placement: {',
    'placement: { nova-compute: compute-1, neutron-ovn-metadata-agent: compute-1,',
    /machines.compute-2: .*puts all its parts elsewhere/,
  ],
  [
    'no NIC',
    ', nic: lan0',
    '',
    /^cloud.yaml:5:3: machines.controller: Its network card on the provider network is not named/,
  ],
  ['NIC that is none', 'nic: lan0', 'nic: "lan 0"', /is not a network interface/],
  [
    'port too large',
    'port: 2222',
    'port: 99999',
    /^cloud.yaml:7:50: machines.compute-2.port: A whole number from 1 to 65535 is expected here, not 99999\.$/,
  ],
  [
    'number for text',
    'user: debian',
    'user: 5',
    /^cloud.yaml:3:14: ssh.user: Text is expected here, not 5\. Put it in "quotes"/,
  ],
  ['option as user', 'user: debian', 'user: "-oProxyCommand=x"', /is not a login name/],
  ['option as address', 'node2.example.org', '"-oProxyCommand=x"', /is neither an IPv4 address nor a host name/],
  [
    'list for a group',
    'placement: { horizon: compute-1 }',
    'placement: [horizon]',
    /^cloud.yaml:12:1: placement: A group of "key: value" lines is expected here, not a list/,
  ],
  [
    'newline in a setting',
    'cpuMode: host-model',
    'cpuMode: "host\\nmodel"',
    /^cloud.yaml:13:30: .*line break or control character/,
  ],
  ['newline in a key', 'cpuMode: host-model', '"cpu\\nMode": x', /line break or control character/],
  [
    'missing field',
    'gateway: 10.84.0.1, ',
    '',
    /^cloud.yaml:10:3: networks.provider: gateway is missing: The LAN's router. Add "gateway: 10.84.0.1"\.$/,
  ],
  ['missing name', 'name: home\n', '', /^cloud.yaml:1:1: name is missing/],
  ['prototype as key', 'settings: {', '__proto__: { nova: 1 }\nsettings: {', /This cannot be used as a key/],
  ['broken YAML', 'roles: [compute], nics', 'roles: [compute, nics', /^cloud.yaml:\d+:\d+: /],
]

describe('a mistake in cloud.yaml', () => {
  it.each(MISTAKES)('%s', (_name, from, to, line) => {
    const lines = problemLines(altered(from, to))
    expect(lines[0]).toMatch(line)
  })

  it('gives one line each, so that nobody corrects one mistake twice', () => {
    const several = MISTAKES.filter(([name]) => name !== 'broken YAML').map(([name, from, to]) => [
      name,
      problemLines(altered(from, to)).length,
    ])
    expect(several.filter(([, count]) => count !== 1)).toEqual([])
  })

  it('says all of them at once, in the order of the file', () => {
    const text = altered('horizon:', 'horizn:', altered('region:', 'regoin:', altered('10.84.0.0/24', '10.84.0.9/24')))
    const thrown = catching(() => parseCloud(text, 'my.yaml'))
    expect(thrown.data.code).toBe('invalid-input')
    expect(thrown.message.split('\n').map((line) => line.split(': ')[0])).toEqual([
      'my.yaml has 3 problems; nothing was changed.',
      'my.yaml:2:1',
      'my.yaml:10:23',
      'my.yaml:12:14',
    ])
  })

  it('is refused where a text would blow up or never end', () => {
    const bomb = Array.from(
      { length: 12 },
      (_, i) =>
        `k${i}: &a${i} [${
          i === 0
            ? 'x'
            : Array(9)
                .fill(`*a${i - 1}`)
                .join()
        }]`,
    )
    expect(problemLines(bomb.join('\n'))[0]).toMatch(/alias/i)
    expect(problemLines('a: &a [*a]')).not.toEqual([])
    expect(problemLines('['.repeat(100_000))).not.toEqual([])
    expect(problemLines(`a: ${'x'.repeat(1024 * 1024)}`)).toEqual([expect.stringMatching(/larger than 1 MiB/)])
  })

  it.each(['', '# nothing', '---\n', 'null'])('is told for an empty file (%j)', (text) => {
    expect(problemLines(text)).toEqual([expect.stringMatching(/^cloud.yaml:1:1: The file is empty. "stackstead init"/)])
  })

  it.each(['[]', 'just text', '5'])('is told for a file of another kind (%j)', (text) => {
    expect(problemLines(text)).toEqual([
      expect.stringMatching(/^cloud.yaml:1:1: A group of "key: value" lines is expected/),
    ])
  })
})

describe('settings', () => {
  it('are checked by the schemas of the components, with their place', () => {
    const settings = { nova: z.strictObject({ cpuMode: z.enum(['host-passthrough']) }) }
    const { problems } = checkCloud(SOUND_CLOUD, settings)
    expect(problems).toEqual([
      {
        line: 13,
        column: 30,
        where: 'settings.nova.cpuMode',
        message: '"host-model" is not known here. Known here: host-passthrough.',
      },
    ])
  })
})

describe('notices', () => {
  const messages = (text: string) => readCloud(text, 'cloud.yaml').notices.map((notice) => notice.message)

  it('say nothing about a sound cloud', () => {
    expect(messages(SOUND_CLOUD)).toEqual([])
  })

  it('say that storage comes later, also for a machine that has no other role', () => {
    const text = altered('networks:\n', '  store: { address: 10.83.0.20, roles: [storage] }\nnetworks:\n')
    expect(messages(text)).toEqual([expect.stringMatching(/^store has the role storage.*nothing is installed/)])
  })

  it('say what a compute without a NIC lacks', () => {
    const text = altered(
      ', nic: lan0',
      '',
      altered('[controller, network]', '[controller, network], nics: { provider: lan0 }'),
    )
    expect(messages(text)).toEqual([expect.stringMatching(/^compute-2 has no network card/)])
  })
})

function catching(run: () => unknown): StacksteadError {
  try {
    run()
  } catch (error) {
    if (error instanceof StacksteadError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
