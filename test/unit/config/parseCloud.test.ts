/** Tests of what a sound cloud.yaml becomes. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checkCloud, parseCloud, readCloud } from '../../../provisioner/config/parseCloud.ts'
import { altered, SOUND_CLOUD } from '../../support/clouds.ts'

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
