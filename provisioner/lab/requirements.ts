/** What a computer needs to host a lab, what this one lacks, and installing what Debian packages can mend. */
import { existsSync, readFileSync } from 'node:fs'
import { platform } from 'node:os'
import { join } from 'node:path'
import { StacksteadError } from '../core/errors.ts'
import { hierarchies } from './cgroup.ts'
import { host } from './host.ts'
import { type OnProgress, tell } from './progress.ts'

export interface Lack {
  /** What is missing, one sentence. */
  readonly what: string
  readonly remedy: string
  /** Debian packages that bring it, where some do; the remedy is the line that installs them. */
  readonly packages?: readonly string[]
  /** It is root's rights that are missing. */
  readonly rights?: true
}

/** Programs the lab runs, and the Debian packages they come in. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'systemd-nspawn': 'systemd-container',
  mmdebstrap: 'mmdebstrap',
  nft: 'nftables',
  ip: 'iproute2',
  ssh: 'openssh-client',
  'ssh-keygen': 'openssh-client',
  mount: 'mount',
  losetup: 'mount',
  flock: 'util-linux',
}

/** Folders programs are looked for in; Debian leaves the sbin ones out of an ordinary person's PATH. */
function folders(): string[] {
  return [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin', '/usr/bin', '/bin']
}

/** Everything this computer lacks for a lab. Reads only. */
export function labRequirements(): Lack[] {
  if (platform() !== 'linux')
    return [{ what: 'Lab machines need Linux.', remedy: 'Use a Debian computer or a virtual machine with Debian.' }]
  return [...missingPrograms(), ...kernel(), ...rights()]
}

/** Debian packages that would bring what is missing. */
export function missingPackages(lacks: readonly Lack[] = labRequirements()): string[] {
  return lacks.flatMap((lack) => lack.packages ?? [])
}

/** The exact line that installs what is missing. */
export function installLine(packages: readonly string[]): string {
  return `sudo apt-get install --yes --no-install-recommends ${packages.join(' ')}`
}

/** One lack for all of them, because one line mends it. */
export function missingPrograms(isThere: (path: string) => boolean = existsSync): Lack[] {
  const absent = Object.entries(PROGRAMS).filter(([name]) => !folders().some((folder) => isThere(join(folder, name))))
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'
  if (!isThere(keyring)) absent.push([keyring, 'debian-archive-keyring'])
  if (absent.length === 0) return []
  const packages = [...new Set(absent.map(([, from]) => from))].sort()
  const names = absent.map(([name]) => name).join(', ')
  return [{ what: `Not installed: ${names}.`, remedy: installLine(packages), packages }]
}

function kernel(): Lack[] {
  const lacks: Lack[] = []
  const systems = readFileSync('/proc/filesystems', 'utf8')
  if (!/\boverlay\b/.test(systems) && !existsSync('/sys/module/overlay'))
    lacks.push({ what: 'The kernel has no overlay file system loaded.', remedy: 'sudo modprobe overlay' })
  try {
    hierarchies()
  } catch (error) {
    if (!(error instanceof StacksteadError)) throw error
    lacks.push({ what: error.data.message, remedy: error.data.remedy ?? '' })
  }
  return lacks
}

function rights(): Lack[] {
  if (process.getuid?.() === 0) return []
  const what = 'Making machines, bridges and mounts needs root.'
  return [{ what, remedy: 'Run the same command with sudo.', rights: true }]
}

/**
 * Installs Debian packages this computer lacks for a lab; needs root. Gives the packages it installed.
 * @throws StacksteadError `lab` where apt fails.
 */
export async function installRequirements(onProgress: OnProgress): Promise<string[]> {
  const packages = missingPackages()
  if (packages.length === 0) return []
  const words = ['apt-get', '-qy', '-o', 'DPkg::Lock::Timeout=300', '--no-install-recommends', 'install', ...packages]
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await tell(onProgress, `Install ${packages.join(', ')} on this computer`, async (onLine) => {
    await host(['apt-get', '-q', 'update'], { to: 'read the package lists', onLine, env })
    await host(words, { to: `install ${packages.join(', ')}`, onLine, env, remedy: installLine(packages) })
  })
  return packages
}

/** @throws StacksteadError `lab` naming everything this computer lacks. */
export async function requireCapable(): Promise<void> {
  const lacks = labRequirements()
  if (lacks.length === 0) return
  throw new StacksteadError({
    code: 'lab',
    message: 'This computer cannot host lab machines yet.',
    detail: lacks.map((lack) => lack.what).join('\n'),
    remedy: [...new Set(lacks.map((lack) => lack.remedy))].join('\n'),
  })
}
