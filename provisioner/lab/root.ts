/** A machine's file system: base, ready layer and its own writable layer joined, and what makes it this machine. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StacksteadError } from '../core/errors.ts'
import { labNetworks, managementAddress } from './addresses.ts'
import { host } from './host.ts'
import { labFolder, machinePlaces } from './places.ts'
import type { LabRecord, MachineRecord } from './state.ts'

/** NIC names inside every machine, as a PC with two network cards has them. */
export const NICS = { management: 'enp1s0', provider: 'enp2s0' } as const

export const LOGIN = 'debian'
/** The user for whom sudo asks for a password. The space is on purpose: passwords have them. */
export const ASKING = { user: 'asks', password: 'lab password' } as const

/** Joins the layers at the machine's root. Nothing to do where they are joined already. */
export async function mountRoot(lab: string, machine: MachineRecord): Promise<void> {
  const { upper, work, root } = machinePlaces(lab, machine.name)
  for (const folder of [upper, work, root]) await mkdir(folder, { recursive: true })
  if (isMounted(root)) return
  const lower = machine.layer === undefined ? machine.base : `${machine.layer}:${machine.base}`
  await mountOverlay(lower, upper, work, root, `stackstead-${lab}-${machine.name}`)
}

/** @throws StacksteadError `lab` where the file system cannot carry a writable layer, or a base is gone. */
export async function mountOverlay(
  lower: string,
  upper: string,
  work: string,
  root: string,
  label: string,
): Promise<void> {
  for (const folder of lower.split(':'))
    if (!existsSync(folder))
      throw new StacksteadError({
        code: 'lab',
        message: `The base of this machine, ${folder}, is gone.`,
        remedy: 'Destroy the lab (`stackstead lab destroy`) and make it anew.',
      })
  await host(['mount', '-t', 'overlay', label, '-o', `lowerdir=${lower},upperdir=${upper},workdir=${work}`, root], {
    to: 'join the layers of a machine',
    remedy:
      'The folders of XDG_STATE_HOME and XDG_CACHE_HOME must lie on ext4, xfs or btrfs, without , : \\ in their path.',
  })
}

export function isMounted(folder: string): boolean {
  return readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .some((line) => line.split(' ')[1] === folder.replaceAll(' ', '\\040'))
}

export async function unmount(folder: string): Promise<void> {
  if (isMounted(folder)) await host(['umount', folder], { to: `unmount ${folder}` })
}

/** Whether {@link giveIdentity} was completed for this machine once. */
export function hasIdentity(lab: string, machine: string): boolean {
  return existsSync(join(machinePlaces(lab, machine).upper, 'etc/machine-id'))
}

/** Writes what tells this machine from others: names, addresses, keys. Only at its making. */
export async function giveIdentity(record: LabRecord, machine: MachineRecord, dns: readonly string[]): Promise<void> {
  const { root } = machinePlaces(record.name, machine.name)
  const { management } = labNetworks(record.number)
  const address = managementAddress(record.number, machine.index)
  const write = (path: string, content: string, mode = 0o644): Promise<void> =>
    writeFile(join(root, path), content, { mode })
  await write('etc/hostname', `${machine.name}\n`)
  await write('etc/hosts', hostsFile(machine.name))
  await rm(join(root, 'etc/resolv.conf'), { force: true })
  await write('etc/resolv.conf', dns.map((server) => `nameserver ${server}\n`).join(''))
  await write(
    'etc/systemd/network/10-management.network',
    `[Match]\nName=${NICS.management}\n\n[Link]\nMACAddress=${machine.macs.management}\n\n[Network]\nAddress=${address}/24\nGateway=${management.gateway}\nLinkLocalAddressing=no\nIPv6AcceptRA=no\n`,
  )
  await write(
    'etc/systemd/network/20-provider.network',
    `[Match]\nName=${NICS.provider}\n\n[Link]\nMACAddress=${machine.macs.provider}\nRequiredForOnline=no\n\n[Network]\nLinkLocalAddressing=no\nIPv6AcceptRA=no\n`,
  )
  await host(['ssh-keygen', '-A', '-f', root], { to: `make the host keys of ${machine.name}` })
  const key = await readFile(join(labFolder(record.name), 'id_ed25519.pub'), 'utf8')
  await host(['chroot', root, 'sh', '-ec', AUTHORIZE, 'sh', LOGIN], { to: `let ${LOGIN} log in`, input: key })
  if (record.askingUser) await addAskingUser(root, key)
  // Last: its presence says that all of this was done.
  await write('etc/machine-id', `${randomBytes(16).toString('hex')}\n`)
}

async function addAskingUser(root: string, key: string): Promise<void> {
  const { user, password } = ASKING
  await host(['chroot', root, 'sh', '-ec', ADD_ASKING, 'sh', user, `${user}:${password}`], {
    to: `add the user ${user}`,
  })
  await host(['chroot', root, 'sh', '-ec', AUTHORIZE, 'sh', user], { to: `let ${user} log in`, input: key })
}

const AUTHORIZE = `
home=$(getent passwd "$1" | cut -d: -f6)
install -d -m 700 -o "$1" -g "$1" "$home/.ssh"
cat > "$home/.ssh/authorized_keys"
chown "$1:" "$home/.ssh/authorized_keys"
chmod 600 "$home/.ssh/authorized_keys"
`

const ADD_ASKING = `
id "$1" >/dev/null 2>&1 || useradd --create-home --shell /bin/bash --groups sudo "$1"
printf '%s\\n' "$2" | chpasswd
`

/** As Debian's installer writes it. */
export function hostsFile(name: string): string {
  return `127.0.0.1\tlocalhost\n127.0.1.1\t${name}\n\n# The following lines are desirable for IPv6 capable hosts\n::1     localhost ip6-localhost ip6-loopback\nff02::1 ip6-allnodes\nff02::2 ip6-allrouters\n`
}

/** The machine's public host keys as known_hosts lines for its address; none before it was made. */
export async function knownHostLines(record: LabRecord, machine: MachineRecord): Promise<string[]> {
  if (!hasIdentity(record.name, machine.name)) return []
  const folder = join(machinePlaces(record.name, machine.name).upper, 'etc/ssh')
  const files = (await readdir(folder)).filter((file) => /^ssh_host_.*\.pub$/.test(file)).sort()
  const keys = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  const address = managementAddress(record.number, machine.index)
  return keys.map((key) => `${address} ${key.split(' ').slice(0, 2).join(' ').trim()}`)
}
