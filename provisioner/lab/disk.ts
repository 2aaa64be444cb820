/** Extra disks: sparse files behind loop devices, which a machine sees as disks of its own. */
import { existsSync, statSync } from 'node:fs'
import { mkdir, readdir, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { host, succeeds } from './host.ts'
import { machinePlaces } from './places.ts'
import type { MachineRecord } from './state.ts'

/** Where a machine finds its disk, whichever loop device it is this time. */
export function diskPath(index: number): string {
  return `/dev/disk/by-id/lab-disk-${index + 1}`
}

/** Makes the machine's disk files where they are missing and gives each a loop device. */
export async function attachDisks(lab: string, machine: MachineRecord): Promise<string[]> {
  const devices: string[] = []
  for (const [index, bytes] of machine.disks.entries()) {
    const file = machinePlaces(lab, machine.name).disk(index)
    if (!existsSync(file)) {
      await writeFile(file, '', { mode: 0o600 })
      await truncate(file, bytes)
    }
    const [attached] = await devicesOf(file)
    devices.push(attached ?? (await attach(file)))
  }
  return devices
}

/**
 * Gives the file a loop device. Two machines may find the same free one, and then the slower tries the next; where /dev
 * is not the kernel's own, as in a container, the node of a new device has to be made.
 */
async function attach(file: string): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    // It may add "(lost)" when the node is missing.
    const [device = ''] = (await host(['losetup', '--find'], { to: 'find a free loop device' })).split(/\s/)
    const number = /^\/dev\/loop(\d+)$/.exec(device)?.[1]
    if (number !== undefined && !existsSync(device)) await succeeds(['mknod', '-m', '660', device, 'b', '7', number])
    if (await succeeds(['losetup', device, file])) return device
    if (tries === 20) await host(['losetup', device, file], { to: `attach the disk ${file}` })
  }
}

/** Takes the loop devices of a machine's disks away; the files stay. */
export async function detachDisks(folder: string): Promise<void> {
  const files = await readdir(folder).catch(() => [])
  for (const file of files.filter((name) => name.endsWith('.img')).map((name) => join(folder, name)))
    for (const device of await devicesOf(file)) await host(['losetup', '--detach', device], { to: `detach ${device}` })
}

async function devicesOf(file: string): Promise<string[]> {
  if (!existsSync(file)) return []
  const listed = await host(['losetup', '--associated', file, '--output', 'NAME', '--noheadings'], {
    to: 'list loop devices',
  })
  return listed.split('\n').filter((line) => line !== '')
}

/** Devices of this computer a machine gets nodes for, so that emulation, tunnels and FUSE work as on hardware. */
const SHARED = ['/dev/net/tun', '/dev/fuse', '/dev/kvm', '/dev/vhost-net', '/dev/vhost-vsock', '/dev/loop-control']

/** Lets systemd-tmpfiles make the device nodes at every boot, as udev does on hardware. */
export async function writeDeviceNodes(lab: string, machine: MachineRecord, loops: readonly string[]): Promise<void> {
  const shared = SHARED.filter((path) => existsSync(path)).map((path) => node('c', path, path, '0666', 'root'))
  const disks = loops.flatMap((device, index) => [
    node('b', device, device, '0660', 'disk'),
    `L+ ${diskPath(index)} - - - - ${device}`,
  ])
  const file = join(machinePlaces(lab, machine.name).root, 'etc/tmpfiles.d/lab-devices.conf')
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${[...shared, 'd /dev/disk/by-id 0755 root root -', ...disks].join('\n')}\n`)
}

/** A line of tmpfiles.d(5). The device number is split as Linux does for numbers below 4096. */
function node(type: 'b' | 'c', path: string, like: string, mode: string, group: string): string {
  const { rdev } = statSync(like)
  const major = (rdev >> 8) & 0xfff
  const minor = (rdev & 0xff) | ((rdev >> 12) & 0xfff00)
  return `${type}+ ${path} ${mode} root ${group} - ${major}:${minor}`
}
