/** The bare machine: what Debian's installer leaves with "SSH server" and "standard system utilities" chosen. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeFolder } from './folders.ts'
import { host } from './host.ts'
import { withLock } from './lock.ts'
import { BASE_LOCK, cacheFolder } from './places.ts'
import { type OnProgress, tell } from './progress.ts'

/** Everything the base is made from. A change of any of it makes a new base, because its folder is named by the hash. */
const RECIPE = {
  version: 4,
  suite: 'trixie',
  packages: [
    ...['systemd-sysv', 'libpam-systemd', 'dbus', 'udev', 'systemd-timesyncd', 'kmod', 'procps', 'e2fsprogs'],
    ...[
      'openssh-server',
      'sudo',
      'ca-certificates',
      'python3',
      'iproute2',
      'iputils-ping',
      'nftables',
      'netbase',
      'linux-sysctl-defaults',
    ],
    ...['less', 'nano', 'bash-completion', 'logrotate', 'cron', 'file', 'lsof', 'wget', 'bind9-host', 'xz-utils'],
  ],
  files: {
    '/etc/sudoers.d/debian': 'debian ALL=(ALL:ALL) NOPASSWD: ALL\n',
    '/etc/default/locale': 'LANG=C.UTF-8\n',
  },
  /** Its machines have no screen, and a getty on a console nobody reads only restarts for ever. */
  masked: ['console-getty.service', 'getty-static.service'],
  enabled: ['systemd-networkd.service'],
} as const

export function baseKey(): string {
  return createHash('sha256').update(JSON.stringify(RECIPE)).digest('hex').slice(0, 12)
}

/** Gives the folder of the base system, building it where this computer has none yet: about a minute, once. */
export async function ensureBase(onProgress: OnProgress): Promise<string> {
  // Only root may look inside: programs in there may have known holes once it is old.
  await makeFolder(dirname(cacheFolder()))
  await mkdir(cacheFolder(), { recursive: true, mode: 0o700 })
  const folder = join(cacheFolder(), `base-${baseKey()}`)
  if (existsSync(folder)) return folder
  const title = 'Wait for another process that builds the base system'
  return withLock(join(cacheFolder(), BASE_LOCK), title, onProgress, async () => {
    if (!existsSync(folder)) await tell(onProgress, 'Build the Debian 13 base system', (line) => build(folder, line))
    return folder
  })
}

/**
 * mmdebstrap resolves and unpacks with apt, security updates included: half the time debootstrap and an upgrade take.
 * Without a mirror it takes Debian's own, with updates and security, and leaves them in the machine's sources.
 */
async function build(folder: string, onLine: (line: string) => void): Promise<void> {
  const unfinished = `${folder}.building`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true })
  // In a mount namespace of its own, so that no /proc stays mounted in the folder when the build is interrupted.
  const own = ['unshare', '--mount', '--propagation', 'private']
  const how = [
    '--mode=root',
    '--variant=minbase',
    '--dpkgopt=force-unsafe-io',
    `--include=${RECIPE.packages.join(',')}`,
  ]
  await host([...own, 'mmdebstrap', ...how, RECIPE.suite, unfinished], {
    to: 'build the base system',
    remedy: "Check that this computer reaches Debian's mirrors.",
    onLine,
  })
  for (const [path, content] of Object.entries(RECIPE.files))
    await writeFile(join(unfinished, path), content, { mode: path.startsWith('/etc/sudoers.d') ? 0o440 : 0o644 })
  await host(['chroot', unfinished, 'sh', '-ec', FINISH], { to: 'finish the base system', onLine })
  for (const unit of RECIPE.masked) await symlink('/dev/null', join(unfinished, 'etc/systemd/system', unit))
  for (const key of await readdir(join(unfinished, 'etc/ssh')))
    if (key.startsWith('ssh_host_')) await rm(join(unfinished, 'etc/ssh', key))
  await rename(unfinished, folder)
}

/** Adds the person who logs in, as the installer does, and leaves nothing of the computer it was built on. */
const FINISH = `
useradd --create-home --shell /bin/bash --groups sudo --password '*' debian
systemctl enable ${RECIPE.enabled.join(' ')}
rm -f /etc/machine-id /etc/hostname /etc/resolv.conf /etc/dpkg/dpkg.cfg.d/99mmdebstrap
`
