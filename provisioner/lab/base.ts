/** The bare machine: what Debian's installer leaves with "SSH server" and "standard system utilities" chosen. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { host } from './host.ts'
import { withLock } from './lock.ts'
import { cacheFolder } from './places.ts'
import { type OnProgress, tell } from './progress.ts'

/** Everything the base is made from. A change of any of it makes a new base, because its folder is named by the hash. */
const RECIPE = {
  version: 1,
  suite: 'trixie',
  mirror: 'http://deb.debian.org/debian',
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
    '/etc/apt/sources.list.d/debian.sources': `Types: deb
URIs: http://deb.debian.org/debian
Suites: trixie trixie-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://deb.debian.org/debian-security
Suites: trixie-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`,
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

/** Gives the folder of the base system, building it where this computer has none yet: about a minute and a half, once. */
export async function ensureBase(onProgress: OnProgress): Promise<string> {
  const folder = join(cacheFolder(), `base-${baseKey()}`)
  if (existsSync(folder)) return folder
  const waiting = (): void =>
    onProgress({ title: 'Wait for another process that builds the base system', state: 'started', elapsed: 0 })
  return withLock(join(cacheFolder(), '.base.lock'), waiting, async () => {
    if (!existsSync(folder)) await tell(onProgress, 'Build the Debian 13 base system', (line) => build(folder, line))
    return folder
  })
}

async function build(folder: string, onLine: (line: string) => void): Promise<void> {
  const unfinished = `${folder}.building`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true })
  const { suite, mirror, packages } = RECIPE
  // In a mount namespace of its own, so that no /proc stays mounted in the folder when the build is interrupted.
  const own = ['unshare', '--mount', '--propagation', 'private']
  const remedy = `Check that this computer reaches ${mirror}.`
  await host(
    [...own, 'debootstrap', '--variant=minbase', `--include=${packages.join(',')}`, suite, unfinished, mirror],
    {
      to: 'build the base system',
      remedy,
      onLine,
    },
  )
  for (const [path, content] of Object.entries(RECIPE.files))
    await writeFile(join(unfinished, path), content, { mode: path.startsWith('/etc/sudoers.d') ? 0o440 : 0o644 })
  await rm(join(unfinished, 'etc/apt/sources.list'), { force: true })
  await host([...own, 'chroot', unfinished, 'sh', '-ec', FINISH], {
    to: 'bring the base system up to date',
    remedy,
    onLine,
  })
  for (const unit of RECIPE.masked) await symlink('/dev/null', join(unfinished, 'etc/systemd/system', unit))
  for (const key of await readdir(join(unfinished, 'etc/ssh')))
    if (key.startsWith('ssh_host_')) await rm(join(unfinished, 'etc/ssh', key))
  await rename(unfinished, folder)
}

/** Updates as the installer does, and adds the person who logs in. */
const FINISH = `
export DEBIAN_FRONTEND=noninteractive
mount -t proc proc /proc
printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d
chmod 755 /usr/sbin/policy-rc.d
apt-get -q update
apt-get -qy dist-upgrade
apt-get clean
rm /usr/sbin/policy-rc.d
useradd --create-home --shell /bin/bash --groups sudo --password '*' debian
systemctl enable ${RECIPE.enabled.join(' ')}
rm -f /etc/machine-id /etc/hostname
`
