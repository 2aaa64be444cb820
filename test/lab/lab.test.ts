/** The practice lab on this computer, for real: machines, networks, disks, power cuts, and nothing left behind. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runProgram } from '../../provisioner/adapters/localProcess.ts'
import {
  cutMachine,
  type LabState,
  labConsole,
  labDestroy,
  labDown,
  labRequirements,
  labStatus,
  labUp,
  startMachine,
} from '../../provisioner/lab/index.ts'
import { labFolder, labList, machinePlaces } from '../../provisioner/lab/places.ts'
import { footprint, settings } from '../support/footprint.ts'
import { onMachine, read } from '../support/labMachine.ts'

const lacks = labRequirements()
const possible = lacks.length === 0 || process.env.CI === 'true'
const mark = randomBytes(2).toString('hex')
const [one, other] = [`t${mark}a`, `t${mark}b`]
const GIB = 1024 ** 3

describe.skipIf(!possible)('a lab', () => {
  const before = { settings: settings(), labs: 0 }
  let lab: LabState

  beforeAll(async () => {
    expect(lacks).toEqual([])
    before.labs = (await labList()).length
    expect(await footprint([one, other])).toEqual([])
    lab = await labUp({ name: one, machines: ['controller', 'compute-1'], disks: [GIB, GIB], askingUser: true })
  })

  afterAll(async () => {
    for (const name of [one, other]) await labDestroy(name)
  })

  test('its machines are Debian 13 with systemd, and know their own name', async () => {
    for (const machine of lab.machines) {
      expect(machine.running).toBe(true)
      expect(await read(lab, machine.name, 'hostname -f')).toBe(machine.name)
      expect(await read(lab, machine.name, '. /etc/os-release && echo "$ID $VERSION_ID"')).toBe('debian 13')
      expect(await read(lab, machine.name, 'systemctl is-system-running --wait')).toBe('running')
    }
    expect(await read(lab, 'controller', 'cat /etc/machine-id')).not.toBe(
      await read(lab, 'compute-1', 'cat /etc/machine-id'),
    )
    expect(
      new Set(
        lab.knownHostsContent
          .trim()
          .split('\n')
          .map((line) => line.split(' ')[2]),
      ).size,
    ).toBe(6)
  })

  test('are bare: no package of OpenStack is installed', async () => {
    const packages = await read(lab, 'controller', 'dpkg --get-selections')
    expect(packages).not.toMatch(/nova|neutron|keystone|mariadb|rabbitmq|openvswitch|libvirt/)
  })

  test('sudo asks the first user for nothing and the second for a password with a space', async () => {
    expect(await read(lab, 'controller', 'sudo -n id -u')).toBe('0')
    const asking = lab.askingUser
    expect(asking).toBeDefined()
    const refused = await onMachine(lab, 'controller', 'sudo -n id -u', { user: asking?.user })
    expect(refused.status).not.toBe(0)
    const asked = await onMachine(lab, 'controller', 'sudo -S id -u', {
      user: asking?.user,
      input: `${asking?.password}\n`,
    })
    expect(asked.stdout.trim()).toBe('0')
  })

  test('two network cards: an address on one, and on the other whatever one gives it', async () => {
    const addresses = await read(lab, 'controller', 'ip -4 -br address show scope global')
    expect(addresses).toMatch(new RegExp(`^enp1s0\\S* +UP +${lab.machines[0]?.management}/24 *$`))
    expect(await read(lab, 'controller', 'cat /sys/class/net/enp2s0/operstate /sys/class/net/enp2s0/mtu')).toBe(
      'up\n1500',
    )
    const lan = lab.networks.provider.subnet.replace('.0/24', '')
    for (const [machine, address] of [
      ['controller', `${lan}.91`],
      ['compute-1', `${lan}.92`],
    ] as const)
      await read(lab, machine, `sudo ip address add ${address}/24 dev enp2s0`)
    expect(await read(lab, 'controller', `ping -c1 -W5 -I enp2s0 ${lan}.92 >/dev/null && echo answered`)).toBe(
      'answered',
    )
    expect(await read(lab, 'controller', `ping -c1 -W5 ${lan}.1 >/dev/null && echo answered`)).toBe('answered')
    const peer = lab.machines[1]?.management
    expect(await read(lab, 'controller', `ping -c1 -W5 -s 1472 -M do ${peer} >/dev/null && echo answered`)).toBe(
      'answered',
    )
  })

  test('this computer does not carry packets from the provider to the management network', async () => {
    const lan = lab.networks.provider.subnet.replace('.0/24', '')
    const peer = lab.machines[1]?.management
    const probe = `sudo ip route add ${peer}/32 via ${lan}.1 dev enp2s0; ping -c1 -W2 -I ${lan}.91 ${peer}; echo "status $?"; sudo ip route del ${peer}/32`
    expect(await read(lab, 'controller', probe)).toContain('status 1')
  })

  test('packages can be installed from Debian', async () => {
    const update = await onMachine(
      lab,
      'compute-1',
      'sudo apt-get -q update && sudo DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends tree',
    )
    expect(update.stderr).toBe('')
    expect(update.status).toBe(0)
  })

  test('extra disks are disks of their own', async () => {
    expect(lab.machines[0]?.disks.map((disk) => disk.bytes)).toEqual([GIB, GIB])
    const [first, second] = lab.machines[0]?.disks.map((disk) => disk.path) ?? []
    await read(
      lab,
      'controller',
      `sudo mkfs.ext4 -q ${first} && sudo mount ${first} /mnt && echo kept | sudo tee /mnt/file`,
    )
    await read(lab, 'controller', 'sync; sudo umount /mnt')
    expect(await read(lab, 'controller', `sudo blockdev --getsize64 ${second}`)).toBe(String(GIB))
    expect(await read(lab, 'controller', `sudo blkid -o value -s TYPE ${second} || echo empty`)).toBe('empty')
    const same = lab.machines[1]?.disks[0]?.path
    expect(await read(lab, 'compute-1', `sudo blkid -o value -s TYPE ${same} || echo empty`)).toBe('empty')
  })

  test('network namespaces, tap devices and nftables are a machine own', async () => {
    const probe = `sudo ip netns add t && sudo ip netns exec t ip link set lo up && sudo ip tuntap add tap9 mode tap &&
      sudo nft add table ip mine && sudo sysctl -qw net.ipv4.ip_forward=1 && sudo ip netns list`
    expect(await read(lab, 'controller', probe)).toBe('t')
    expect(existsSync('/sys/class/net/tap9')).toBe(false)
    expect((await runProgram('nft', ['list', 'tables'])).stdout).not.toContain('mine')
  })

  test('a power cut ends everything at once; what was written is there after the next start', async () => {
    const boot = await read(lab, 'controller', 'systemctl show -P UserspaceTimestampMonotonic; echo kept > file; sync')
    await onMachine(
      lab,
      'controller',
      'sudo systemd-run --unit=shutdown-witness --property=ExecStop="/bin/touch /stopped" sleep 1000',
    )
    const cut = await cutMachine(one, 'controller')
    expect(cut.machines.map((machine) => machine.running)).toEqual([false, true])
    expect((await onMachine(lab, 'controller', 'true')).status).toBe(255)
    lab = await startMachine(one, 'controller')
    expect(await read(lab, 'controller', 'cat file; test ! -e /stopped || echo "stopped in order"')).toBe('kept')
    expect(await read(lab, 'controller', 'systemctl show -P UserspaceTimestampMonotonic')).not.toBe(boot)
    const disk = lab.machines[0]?.disks[0]?.path
    expect(await read(lab, 'controller', `sudo mount ${disk} /mnt && cat /mnt/file; sudo umount /mnt`)).toBe('kept')
    expect(await labConsole(one, 'controller', 20)).toContain('OpenBSD Secure Shell server')
  })

  test('a machine that reboots itself comes back on its networks', async () => {
    const pid = lab.machines.find((machine) => machine.name === 'compute-1')?.pid
    await onMachine(lab, 'compute-1', 'sudo systemctl reboot')
    await expect.poll(async () => (await labStatus(one)).machines[1]?.pid ?? pid, { timeout: 60_000 }).not.toBe(pid)
    await expect
      .poll(async () => (await onMachine(lab, 'compute-1', 'true')).status, { timeout: 60_000, interval: 1000 })
      .toBe(0)
    lab = await labUp({ name: one })
    expect(await read(lab, 'compute-1', 'cat /sys/class/net/enp2s0/operstate')).toBe('up')
  })

  test('a second lab with machines of the same names stands beside it, from a ready layer', async () => {
    const layer = { name: 'cache', packages: ['memcached', 'uuid-runtime'] }
    const second = await labUp({ name: other, machines: ['controller'], layers: { controller: layer }, disks: [] })
    expect(second.networks.management.subnet).not.toBe(lab.networks.management.subnet)
    expect(second.machines[0]).toMatchObject({ ready: true, disks: [] })
    const state = 'systemctl is-enabled memcached uuidd.socket; systemctl is-active memcached uuidd.socket || true'
    expect(await read(second, 'controller', state)).toBe('enabled\nenabled\ninactive\ninactive')
    await labDown(other)
    const again = await labUp({ name: other })
    expect(await read(again, 'controller', state)).toBe('enabled\nenabled\nactive\nactive')
    expect(await read(lab, 'controller', 'test -e /usr/bin/memcached || echo bare')).toBe('bare')
    await labDestroy(other)
    expect(await footprint([other])).toEqual([])
    expect(await read(lab, 'controller', 'cat file')).toBe('kept')
  })

  test('down shuts machines down in order and takes the networks away; up brings the same machines back', async () => {
    const down = await labDown(one)
    expect(down.machines.every((machine) => !machine.running)).toBe(true)
    expect(existsSync(`/sys/class/net/${lab.networks.management.bridge}`)).toBe(false)
    expect(await footprint([one], { running: true })).toEqual([])
    const partly = await startMachine(one, 'compute-1')
    expect(partly.machines.map((machine) => machine.running)).toEqual([false, true])
    expect(await read(partly, 'compute-1', 'hostname')).toBe('compute-1')
    lab = await labUp({ name: one, machines: ['controller', 'compute-1', 'compute-2'] })
    expect(lab.machines.map((machine) => machine.name)).toEqual(['controller', 'compute-1', 'compute-2'])
    expect(await read(lab, 'controller', 'cat file')).toBe('kept')
    expect(await read(lab, 'compute-2', 'ping -c1 -W5 controller >/dev/null 2>&1; hostname')).toBe('compute-2')
  })

  test('a process killed while it starts machines leaves a lab that status tells of and up completes', async () => {
    const door = join(import.meta.dirname, '../../provisioner/lab/index.ts')
    const script = `import { labUp } from ${JSON.stringify(door)}; await labUp({ name: ${JSON.stringify(one)} })`
    for (const delay of [200, 400, 600, 900]) {
      await labDown(one)
      const killed = runProgram(process.execPath, ['--input-type=module', '-e', script], { timeout: delay })
      expect((await killed).status).toBe(137)
      expect((await labStatus(one)).machines).toHaveLength(3)
    }
    lab = await labUp({ name: one })
    for (const machine of lab.machines) expect(await read(lab, machine.name, 'sudo -n id -u')).toBe('0')
  })

  test('destroy leaves nothing on this computer, even where the record was lost', async () => {
    await writeFile(join(labFolder(one), 'lab.json'), '{"version":')
    await expect(labStatus(one)).rejects.toThrow('cannot be read')
    const { dev, ino } = await stat(machinePlaces(one, 'controller').root)
    await labDestroy(one)
    expect(await footprint([one])).toEqual([])
    expect(existsSync(`/run/systemd/nspawn/locks/inode-${dev}:${ino}`)).toBe(false)
    expect(existsSync(labFolder(one))).toBe(false)
    if (before.labs === 0) expect(settings()).toEqual(before.settings)
  })
})
