/** The design area: texts understood as far as they can be, edits, and suggestions by what machines have. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { MachineProbe, ProbedNic } from '../../../provisioner/engine/machineProbe.ts'
import { type AppRoom, openAppRoom } from '../../support/appRoom.ts'
import { SOUND_CLOUD } from '../../support/clouds.ts'
import { rejection } from '../../support/sshClient.ts'

function nic(name: string, addresses: readonly string[], more: Partial<ProbedNic> = {}): ProbedNic {
  return {
    name,
    mac: '52:54:00:00:00:01',
    link: true,
    wireless: false,
    addresses,
    carriesSsh: addresses.length > 0,
    mtu: 1500,
    ...more,
  }
}

function probe(memory: number, more: Partial<MachineProbe> = {}): MachineProbe {
  return {
    os: { title: 'Debian GNU/Linux 13 (trixie)', architecture: 'amd64', kernel: '6.12' },
    hostname: 'x',
    processor: { model: 'A processor', cores: 4, virtualisation: 'vmx' },
    memory: { total: memory, available: memory },
    disks: [],
    nics: [],
    uptime: 1,
    obstacles: [],
    ...more,
  }
}

describe('design', () => {
  let room: AppRoom
  beforeEach(async () => {
    room = await openAppRoom()
  })
  afterEach(() => room[Symbol.asyncDispose]())

  it('has a vocabulary: roles, parts, layouts and the schema', async () => {
    const { roles, parts, layouts, schema } = await room.ask('design.vocabulary', {})
    expect(roles).toContain('compute')
    expect(parts.find((part) => part.id === 'keystone')).toMatchObject({ role: 'controller', count: 'one' })
    expect(layouts.map(({ id, fewest }) => [id, fewest])).toContainEqual(['every-component-apart', 4])
    expect(schema.properties?.settings).toBeDefined()
    for (const { explains } of layouts) expect(explains).toMatch(/^[A-Z].*\.$/)
  })

  it('reads sound, broken and half-written texts', async () => {
    const sound = await room.ask('design.read', { text: SOUND_CLOUD })
    const [controller, compute] = sound.machines
    expect(controller).toMatchObject({ name: 'controller', address: '10.83.0.11', roles: ['controller', 'network'] })
    expect(controller?.parts).not.toContain('horizon')
    expect(compute?.parts).toContain('horizon')
    expect(compute?.forecast.memory).toBeGreaterThan(500)
    const half = await room.ask('design.read', {
      text: 'machines:\n  a: { address: 10.0.0.1, roles: [compute] }\n  b: {\n',
    })
    expect(half.machines.map(({ name }) => name)).toContain('a')
    expect(half.problems.length).toBeGreaterThan(0)
    const wrong = await room.ask('design.read', {
      text: 'machines: { a: { roles: [computer] }, b: { roles: [compute] } }',
    })
    expect(wrong.machines.map(({ name, roles }) => [name, roles])).toEqual([
      ['a', []],
      ['b', ['compute']],
    ])
    for (const text of ['', '[', '\0', '- a', '*x', '&a [*a]', '{'.repeat(3000)]) {
      const { machines, problems } = await room.ask('design.read', { text })
      expect([machines, problems.length > 0]).toEqual([[], true])
    }
  })

  it('edits one thing after the other, and nothing where one of them is wrong', async () => {
    const { text, design } = await room.ask('design.edit', {
      text: SOUND_CLOUD,
      edits: [
        { kind: 'rename-machine', machine: 'compute-1', name: 'desk' },
        { kind: 'roles', machine: 'desk', roles: ['compute', 'storage'] },
      ],
    })
    expect(parse(text).placement).toEqual({ horizon: 'desk' })
    expect(design.machines[1]).toMatchObject({ name: 'desk', roles: ['compute', 'storage'] })
    const wrong = room.ask('design.edit', {
      text: SOUND_CLOUD,
      edits: [
        { kind: 'remove-machine', machine: 'compute-1' },
        { kind: 'layout', layout: 'none' },
      ],
    })
    expect(await rejection(wrong)).toMatchObject({ data: { code: 'invalid-input' } })
  })

  /** What the app finds when it opens: a cloud, and what its machines were like when they were last seen. */
  async function given(text: string, probes: Readonly<Record<string, MachineProbe>>): Promise<void> {
    const { file } = await room.ask('clouds.create', { name: 'home' })
    await writeFile(file, text)
    const { machines } = await room.ask('design.read', { text })
    const cached = machines.flatMap(({ name, address }) =>
      probes[name] === undefined
        ? []
        : [[name, { way: JSON.stringify({ host: address }), at: 1, probe: probes[name] }]],
    )
    await mkdir(join(room.folder, 'probes'), { recursive: true })
    await writeFile(join(room.folder, 'probes', 'home.json'), JSON.stringify(Object.fromEntries(cached)))
    room = await room.reopen()
  }
  async function suggested(text: string) {
    const edited = await room.ask('design.edit', { text, edits: [{ kind: 'suggest', cloud: 'home' }] })
    return { ...edited, file: parse(edited.text) }
  }

  it('suggests a cloud without problems for machines it has seen', async () => {
    const text =
      'name: home\nmachines:\n  a: { address: 10.0.0.11 }\n  b: { address: 10.0.0.12 }\n  c: { address: big.lan }\n'
    const lan = nic('enp2s0', [])
    await given(text, {
      a: probe(8000, {
        nics: [
          nic('enp1s0', ['10.0.0.11/24']),
          nic('wlan0', [], { wireless: true }),
          nic('enp3s0', [], { link: false }),
          lan,
        ],
      }),
      b: probe(16_000, { nics: [nic('enp1s0', ['10.0.0.12/24', 'fd00::12/64'])] }),
      c: probe(64_000, {
        nics: [nic('enp1s0', ['192.168.9.4/24']), nic('enp4s0', ['10.0.0.13/24'], { carriesSsh: false }), lan],
      }),
    })
    const { file, design } = await suggested(text)
    expect(Object.entries(file.machines).map(([name, one]) => [name, (one as { roles: string[] }).roles])).toEqual([
      ['a', ['compute']],
      ['b', ['compute']],
      ['c', ['controller', 'network']],
    ])
    expect(file.networks).toEqual({ management: { subnet: '10.0.0.0/24' } })
    expect(file.machines.c).toMatchObject({ management: '10.0.0.13', nics: { provider: 'enp2s0' } })
    expect(file.machines.a.nics).toEqual({ provider: 'enp2s0' })
    expect(file.machines.b.nics).toBeUndefined()
    expect(design.problems).toEqual([])
    // What it suggests again is what is there.
    expect((await suggested((await suggested(text)).text)).text).toBe((await suggested(text)).text)
  })

  it('keeps machines that can virtualise for instances, as long as the other one is large enough', async () => {
    const text = 'name: home\nmachines: { a: { address: 10.0.0.1 }, b: { address: 10.0.0.2 } }\n'
    const { virtualisation: _none, ...plain } = probe(0).processor
    await given(text, { a: probe(64_000), b: probe(8000, { processor: plain }) })
    expect((await suggested(text)).file.machines.b.roles).toEqual(['controller', 'network'])
  })

  it('gives a machine alone everything, and guesses without having seen any', async () => {
    const text = 'name: home\nmachines: { a: { address: 10.0.0.1 } }\nplacement: { glance: a }\n'
    await given(text, {})
    const { file, design } = await suggested(text)
    expect(file.machines.a.roles).toEqual(['controller', 'network', 'compute'])
    expect(file.placement).toBeUndefined()
    expect(file.networks.management.subnet).toBe('10.0.0.0/24')
    expect(design.problems).toEqual([])
  })

  it('leaves the clock of containers to the computer they are on, unless the person or another machine says otherwise', async () => {
    const text = 'name: home\nmachines: { a: { address: 10.0.0.1 }, b: { address: 10.0.0.2 } }\n'
    const container = probe(64_000, { guest: 'systemd-nspawn' })
    await given(text, { a: container, b: container })
    const { file } = await suggested(text)
    expect(file.settings).toEqual({ base: { time_sync: false } })
    const said = await suggested(`${text}settings: { base: { time_sync: true } }\n`)
    expect(said.file.settings).toEqual({ base: { time_sync: true } })
  })

  it('keeps the clock of machines that have one of their own, also beside a container', async () => {
    const text = 'name: home\nmachines: { a: { address: 10.0.0.1 }, b: { address: 10.0.0.2 } }\n'
    await given(text, { a: probe(64_000, { guest: 'lxc' }), b: probe(64_000, { guest: 'kvm' }) })
    expect((await suggested(text)).file.settings).toBeUndefined()
  })

  it('leaves networks and cards the person has named as they are', async () => {
    const text =
      'name: home\nmachines: { a: { address: 10.0.0.1, management: 10.9.0.1, nics: { provider: mine0 } } }\nnetworks: { management: { subnet: 10.9.0.0/16 } }\n'
    await given(text, { a: probe(64_000, { nics: [nic('enp1s0', ['10.0.0.1/24']), nic('enp2s0', [])] }) })
    const { file } = await suggested(text)
    expect(file.machines.a).toMatchObject({ management: '10.9.0.1', nics: { provider: 'mine0' } })
    expect(file.networks).toEqual({ management: { subnet: '10.9.0.0/16' } })
  })
})
