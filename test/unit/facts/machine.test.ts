/** What machines answer about their hardware, as recorded and in awkward forms. */
import { describe, expect, it } from 'vitest'
import type { ExecResult } from '../../../provisioner/core/command.ts'
import { type Fact, factBatch } from '../../../provisioner/core/fact.ts'
import { blockDevices } from '../../../provisioner/facts/blockDevices.ts'
import { computerState } from '../../../provisioner/facts/computer.ts'
import { networkCards } from '../../../provisioner/facts/networkCards.ts'

function parsed<A>(fact: Fact<A>, answer: Partial<ExecResult>): A {
  const result = { status: 0, stdout: '', stderr: '', ...answer }
  return factBatch([fact]).answer(new Map([[fact.subject.name, result]]))(fact)
}

const NOTHING = { rota: false, ro: false, model: null, tran: null, fstype: null, pttype: null, mountpoints: [null] }

function disks(...blockdevices: readonly object[]) {
  return parsed(blockDevices, {
    stdout: JSON.stringify({ blockdevices: blockdevices.map((one) => ({ ...NOTHING, ...one })) }),
  })
}

describe('disks', () => {
  it('are told apart, with what is on them', () => {
    const root = { ...NOTHING, name: 'nvme0n1p2', type: 'part', size: 1, fstype: 'LVM2_member' }
    const volumes = [
      { ...NOTHING, name: 'vg-root', type: 'lvm', size: 1, fstype: 'ext4', mountpoints: ['/', '/var'] },
      { ...NOTHING, name: 'vg-swap', type: 'lvm', size: 1, fstype: 'swap', mountpoints: ['[SWAP]'] },
    ]
    expect(
      disks(
        {
          name: 'nvme0n1',
          path: '/dev/nvme0n1',
          type: 'disk',
          size: 512_110_190_592,
          model: 'Samsung SSD 980 PRO ',
          tran: 'nvme',
          pttype: 'gpt',
          children: [{ ...root, children: volumes }],
        },
        { name: 'sda', path: '/dev/sda', type: 'disk', size: '4000787030016', rota: true, tran: 'sata' },
        { name: 'sdb', path: '/dev/sdb', type: 'disk', size: 1e12, tran: 'usb', fstype: 'linux_raid_member' },
        { name: 'vda', path: '/dev/vda', type: 'disk', size: 1e10, rota: true, mountpoints: ['/'] },
        { name: 'loop3', path: '/dev/loop3', type: 'loop', size: 1e10 },
      ),
    ).toEqual([
      {
        path: '/dev/nvme0n1',
        bytes: 512_110_190_592,
        type: 'nvme',
        model: 'Samsung SSD 980 PRO',
        empty: false,
        mounts: ['/', '/var', '[SWAP]'],
      },
      { path: '/dev/sda', bytes: 4_000_787_030_016, type: 'hdd', empty: true, mounts: [] },
      { path: '/dev/sdb', bytes: 1e12, type: 'ssd', empty: false, mounts: [] },
      { path: '/dev/vda', bytes: 1e10, type: 'virtual', empty: false, mounts: ['/'] },
      { path: '/dev/loop3', bytes: 1e10, type: 'loop', empty: true, mounts: [] },
    ])
  })

  it('are not what cannot hold anything', () => {
    expect(
      disks(
        { name: 'sr0', path: '/dev/sr0', type: 'rom', size: 1e9 },
        { name: 'fd0', path: '/dev/fd0', type: 'disk', size: 4096 },
        { name: 'zram0', path: '/dev/zram0', type: 'disk', size: 1e9 },
        { name: 'nbd0', path: '/dev/nbd0', type: 'disk', size: 0 },
        { name: 'loop0', path: '/dev/loop0', type: 'loop', size: 1e9, ro: true },
      ),
    ).toEqual([])
  })

  it('are unknown where lsblk fails', () => {
    expect(() => parsed(blockDevices, { status: 127, stderr: 'sh: lsblk: not found\n' })).toThrow('lsblk: not found')
    expect(() => parsed(blockDevices, { stdout: 'nothing' })).toThrow()
  })
})

describe('network cards', () => {
  it('have address, speed and kind', () => {
    const links = [
      { ifname: 'lo', address: '00:00:00:00:00:00' },
      { ifname: 'enp1s0', address: '52:54:00:3d:63:f8' },
      { ifname: 'enp2s0', address: '52:54:00:3d:63:f9' },
      { ifname: 'veth0', address: '52:54:00:3d:63:fa', linkinfo: { info_kind: 'veth' } },
      { ifname: 'tun0' },
    ]
    const stdout = `${JSON.stringify(links)}\n\nenp1s0\t2500\nenp2s0\t-1\nlo\t\nveth0\t4294967295\n`
    expect(Object.fromEntries(parsed(networkCards, { stdout }))).toEqual({
      lo: { mac: '00:00:00:00:00:00' },
      enp1s0: { mac: '52:54:00:3d:63:f8', speed: 2500 },
      enp2s0: { mac: '52:54:00:3d:63:f9' },
      veth0: { mac: '52:54:00:3d:63:fa', kind: 'veth' },
      tun0: { mac: '' },
    })
    expect(() => parsed(networkCards, { status: 1 })).toThrow()
  })
})

describe('the computer', () => {
  it('tells model, kernel, uptime and whether it is a guest', () => {
    const stdout =
      'model\tIntel(R)  Core(TM) i5-8500T CPU @ 2.10GHz\nkernel\t6.12.48+deb13-amd64\nuptime\t93721.55\nhostname\tdesk\nguest\tnone\n'
    expect(parsed(computerState, { stdout })).toEqual({
      model: 'Intel(R) Core(TM) i5-8500T CPU @ 2.10GHz',
      kernel: '6.12.48+deb13-amd64',
      uptime: 93_721,
      hostname: 'desk',
    })
    expect(parsed(computerState, { stdout: stdout.replace('none', 'systemd-nspawn') }).guest).toBe('systemd-nspawn')
    expect(parsed(computerState, { stdout: 'uptime\t1\n' })).toEqual({ model: '', kernel: '', uptime: 1, hostname: '' })
    expect(() => parsed(computerState, { stdout: '' })).toThrow('/proc/uptime')
  })
})
