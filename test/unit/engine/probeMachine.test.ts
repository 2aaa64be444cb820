/** What a probe makes of a machine's answers: its parts, and what stands in the way of each role. */
import { describe, expect, it } from 'vitest'
import type { Command, ExecResult } from '../../../provisioner/core/command.ts'
import type { ExecOptions } from '../../../provisioner/core/machine.ts'
import { reveal, Secret } from '../../../provisioner/core/secret.ts'
import type { MachineProbe } from '../../../provisioner/engine/machineProbe.ts'
import { probeAsUser, probeMachine } from '../../../provisioner/engine/probeMachine.ts'

const MARK = '\u0001stackstead'

/** A bare machine of today, with two cards, as its commands answer. */
const ANSWERS = {
  os: 'release\tPRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nrelease\tVERSION_ID="13"\nrelease\tID=debian\narchitecture\tamd64\ninit\tsystemd\nuid\t0\n',
  computer: 'model\tAMD Ryzen 5\nkernel\t6.12.48\nuptime\t60.5\nhostname\tone\nguest\tnone\n',
  processor: '8\nsvm\nkvm\n',
  memory: 'MemTotal:       16777216 kB\nMemAvailable:   16000000 kB\n',
  network: `${JSON.stringify([
    {
      ifname: 'lo',
      mtu: 65_536,
      flags: ['LOOPBACK', 'UP', 'LOWER_UP'],
      addr_info: [{ family: 'inet', local: '127.0.0.1', prefixlen: 8 }],
    },
    {
      ifname: 'enp1s0',
      mtu: 1500,
      flags: ['UP', 'LOWER_UP'],
      addr_info: [{ family: 'inet', local: '10.0.0.11', prefixlen: 24 }],
    },
    { ifname: 'enp2s0', mtu: 9000, flags: ['UP'], addr_info: [] },
  ])}\n\nssh\t10.0.0.1 5000 10.0.0.11 22\n`,
  'network-cards': `${JSON.stringify([
    { ifname: 'lo', address: '00:00:00:00:00:00' },
    { ifname: 'enp1s0', address: '52:54:00:00:00:01' },
    { ifname: 'enp2s0', address: '52:54:00:00:00:02' },
  ])}\n\nenp1s0\t2500\nenp2s0\t-1\n`,
  'block-devices': JSON.stringify({
    blockdevices: [
      {
        name: 'sda',
        path: '/dev/sda',
        type: 'disk',
        size: 1e12,
        rota: false,
        ro: false,
        model: null,
        tran: 'sata',
        fstype: null,
        pttype: null,
        mountpoints: [null],
      },
    ],
  }),
  identity: 'hostname\tone\nmachine-id\tabc\naddress\t127.0.1.1\n',
  'earlier-cloud': '',
  disk: ' 90000000 /\nrw\n 90000000 /\nrw\n',
}
type Answers = Readonly<Record<keyof typeof ANSWERS, string>>

async function probed(
  change: Partial<Answers> = {},
  probe = probeMachine,
): Promise<{ probe: MachineProbe; trips: number; asRoot: boolean }> {
  const answers: Readonly<Record<string, string>> = { ...ANSWERS, ...change }
  let trips = 0
  let asRoot = false
  const exec = async (command: Command, options: ExecOptions = {}): Promise<ExecResult> => {
    trips += 1
    asRoot ||= options.root !== false
    const asked = command.input instanceof Secret ? reveal(command.input) : ''
    const names = [...asked.matchAll(/stackstead start %s\\n' (\S+); /g)].map((match) => match[1] ?? '')
    const frames = names.map(
      (name) => `\n${MARK} start ${name}\n${answers[name] ?? ''}\n${MARK} end ${answers[name] === undefined ? 1 : 0}\n`,
    )
    return { status: 0, stdout: frames.join(''), stderr: '' }
  }
  return { probe: await probe({ machine: 'one', exec }), trips, asRoot }
}

const why = ({ obstacles }: MachineProbe, role: string) =>
  obstacles.filter((one) => one.role === role).map(({ level, why: text }) => `${level}: ${text}`)

describe('a probe', () => {
  it('knows a sound machine in one trip, and nothing stands in its way', async () => {
    const { probe, trips } = await probed()
    expect(trips).toBe(1)
    expect(probe).toEqual({
      os: { title: 'Debian GNU/Linux 13 (trixie)', architecture: 'amd64', kernel: '6.12.48' },
      hostname: 'one',
      processor: { model: 'AMD Ryzen 5', cores: 8, virtualisation: 'svm' },
      memory: { total: 16_384, available: 15_625 },
      disks: [{ path: '/dev/sda', bytes: 1e12, type: 'ssd', empty: true, mounts: [] }],
      nics: [
        {
          name: 'enp1s0',
          mac: '52:54:00:00:00:01',
          speed: 2500,
          link: true,
          wireless: false,
          addresses: ['10.0.0.11/24'],
          carriesSsh: true,
          mtu: 1500,
        },
        {
          name: 'enp2s0',
          mac: '52:54:00:00:00:02',
          link: false,
          wireless: false,
          addresses: [],
          carriesSsh: false,
          mtu: 9000,
        },
      ],
      uptime: 60,
      obstacles: [],
    })
  })

  it('shows the hardware to a user without root, and says that this stands in the way of every role', async () => {
    const { probe, trips, asRoot } = await probed({ os: ANSWERS.os.replace('uid\t0', 'uid\t1000') }, probeAsUser)
    expect({ trips, asRoot }).toEqual({ trips: 1, asRoot: false })
    expect(probe).toMatchObject({ ...(await probed()).probe, obstacles: expect.anything() })
    for (const role of ['controller', 'network', 'compute', 'storage'])
      expect(why(probe, role)).toEqual([expect.stringMatching(/^error: Commands on one do not run as root\. /)])
    expect((await probed()).asRoot).toBe(true)
  })

  it('says what stands in the way, role by role', async () => {
    const { probe: old } = await probed({ os: ANSWERS.os.replace('(trixie)', '(bookworm)').replace('"13"', '"12"') })
    for (const role of ['controller', 'network', 'compute', 'storage'])
      expect(why(old, role).join()).toContain('Upgrade it to Debian 13')
    expect(why(old, 'compute')[0]).toMatch(/^error: /)
    const { probe: weak } = await probed({
      processor: '2\n',
      memory: 'MemTotal: 1048576 kB\nMemAvailable: 900000 kB\n',
    })
    expect(why(weak, 'compute').join()).toMatch(/^warning: The processor of one shows no virtualisation/)
    expect(why(weak, 'controller').join()).toMatch(/^error: one has 1.0 GiB of memory; its parts need about/)
    expect(why(weak, 'storage')).toEqual([])
    const { probe: misnamed } = await probed({ identity: ANSWERS.identity.replace('one', 'debian') })
    expect(why(misnamed, 'compute').join()).toContain('hostnamectl set-hostname one')
    const { probe: full } = await probed({
      disk: ' 90000 /\nrw\n 90000 /\nrw\n',
      'block-devices': '{"blockdevices":[]}',
    })
    expect(why(full, 'controller').join()).toContain('free on /')
    expect(why(full, 'storage').join()).toContain('one has no empty disk.')
  })

  it('looks for a second card for the way to the LAN', async () => {
    const cut = (name: string, text: string) =>
      text.replace(new RegExp(`,\\{"ifname":"${name}"[^\\n]*?\\]\\}(?=\\])`), '')
    const { probe } = await probed({ network: cut('enp2s0', ANSWERS.network) })
    expect(probe.nics.map(({ name }) => name)).toEqual(['enp1s0'])
    expect(why(probe, 'network').join()).toMatch(/^warning: one has no second wired network card/)
  })

  it('tells cards from what containers, bridges and Open vSwitch have made, and finds ssh behind a bridge', async () => {
    const link = (ifname: string, master?: string, ...addresses: string[]) => ({
      ifname,
      mtu: 1500,
      flags: ['UP', 'LOWER_UP'],
      ...(master === undefined ? {} : { master }),
      addr_info: addresses.map((text) => ({
        family: text.includes(':') ? 'inet6' : 'inet',
        local: text,
        prefixlen: 24,
        scope: 'global',
      })),
    })
    const links = [
      link('br0', undefined, 'fd00::11'),
      link('enp1s0', 'br0'),
      link('bond0'),
      link('docker0', undefined, '172.17.0.1'),
      link('veth12ab', 'docker0'),
      link('enp9s0', 'ovs-system'),
      link('tap-ab', 'ovs-system'),
      link('ovs-system'),
      link('wg0'),
    ]
    const kinds: Record<string, string> = {
      br0: 'bridge',
      bond0: 'bond',
      docker0: 'bridge',
      veth12ab: 'veth',
      enp9s0: 'veth',
      'tap-ab': 'veth',
      'ovs-system': 'openvswitch',
      wg0: 'wireguard',
    }
    const cards = links.map(({ ifname }) => ({
      ifname,
      address: '',
      ...(kinds[ifname] === undefined ? {} : { linkinfo: { info_kind: kinds[ifname] } }),
    }))
    const { probe } = await probed({
      network: `${JSON.stringify(links)}\n\nssh\tfd00::1 5000 fd00::11 22\nwireless\tenp1s0\n`,
      'network-cards': `${JSON.stringify(cards)}\n\n`,
    })
    expect(probe.nics.map(({ name, carriesSsh, wireless, master }) => [name, carriesSsh, wireless, master])).toEqual([
      ['br0', true, false, undefined],
      ['enp1s0', true, true, 'br0'],
      ['bond0', false, false, undefined],
      ['enp9s0', false, false, 'ovs-system'],
    ])
  })

  it('shows a machine although disks or cards are not understood, and fails where nothing is', async () => {
    const { probe } = await probed({ 'block-devices': 'lsblk: what?', 'network-cards': '' })
    expect(probe.disks).toEqual([])
    expect(probe.nics.map(({ name, mac }) => [name, mac])).toEqual([
      ['enp1s0', ''],
      ['enp2s0', ''],
    ])
    await expect(probed({ memory: '' })).rejects.toMatchObject({
      data: {
        code: 'unknown-state',
        machine: 'one',
        message: expect.stringContaining('/proc/meminfo has no MemTotal'),
      },
    })
  })
})
