/** The operating system: release, architecture, init, name and identity of a machine, and its clock. */
import { type ExecResult, sh } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'

export interface OsState {
  /** ID of os-release: "debian". */
  readonly id: string
  /** VERSION_ID: "13"; empty on testing and sid, which have none. */
  readonly version: string
  /** PRETTY_NAME: "Debian GNU/Linux 13 (trixie)". */
  readonly title: string
  /** As dpkg says: "amd64"; as the kernel says where there is no dpkg. */
  readonly architecture: string
  /** Program of process 1: "systemd". */
  readonly init: string
  /** The user the engine's commands run as; 0 is root. */
  readonly uid: number
}

export const osState: Fact<OsState> = singleFact(
  'os',
  sh`
    sed 's/^/release\t/' /etc/os-release
    printf 'architecture\t%s\n' "$(dpkg --print-architecture 2>/dev/null || uname -m)"
    printf 'init\t%s\n' "$(cat /proc/1/comm)"
    printf 'uid\t%s\n' "$(id -u)"`,
  (result) => {
    const rows = lines(result).map(columns)
    const release = new Map(rows.flatMap(([kind, text]) => (kind === 'release' && text ? [setting(text)] : [])))
    const value = (name: string) => rows.find(([kind]) => kind === name)?.[1] ?? ''
    return {
      id: release.get('ID') ?? '',
      version: release.get('VERSION_ID') ?? '',
      title: release.get('PRETTY_NAME') ?? release.get('ID') ?? 'an unknown system',
      architecture: value('architecture'),
      init: value('init'),
      uid: Number(value('uid') || 'NaN'),
    }
  },
)

export interface IdentityState {
  readonly hostname: string
  /** /etc/machine-id, made at installation: equal on two machines only when one is a copy of the other. */
  readonly machineId: string
  /** Addresses the machine's own name resolves to, as the machine sees it. */
  readonly addresses: readonly string[]
}

export const identityState: Fact<IdentityState> = singleFact(
  'identity',
  sh`
    name=$(cat /proc/sys/kernel/hostname)
    printf 'hostname\t%s\n' "$name"
    printf 'machine-id\t%s\n' "$(cat /etc/machine-id 2>/dev/null)"
    timeout 5 getent ahosts "$name" | awk '{ print "address\t" $1 }' | sort -u`,
  (result) => {
    const rows = lines(result).map(columns)
    return {
      hostname: rows.find(([kind]) => kind === 'hostname')?.[1] ?? '',
      machineId: rows.find(([kind]) => kind === 'machine-id')?.[1] ?? '',
      addresses: rows.flatMap(([kind, address]) => (kind === 'address' && address ? [address] : [])),
    }
  },
)

/** The machine's clock when it was asked, in milliseconds since the epoch. */
export const clockState: Fact<number> = singleFact('clock', sh`date +%s.%N`, (result) => {
  const seconds = Number(result.stdout.trim())
  if (!Number.isFinite(seconds) || seconds === 0) throw new Error('the clock could not be read')
  return seconds * 1000
})

function lines(result: ExecResult): string[] {
  return result.stdout.split('\n').filter((line) => line !== '')
}

/** A line's kind and the rest of it. */
function columns(line: string): [string, string] {
  const tab = line.indexOf('\t')
  return tab === -1 ? [line, ''] : [line.slice(0, tab), line.slice(tab + 1)]
}

/** NAME="value" of os-release, with either kind of quotes or none. */
function setting(line: string): [string, string] {
  const equals = line.indexOf('=')
  const value = line.slice(equals + 1).trim()
  return [line.slice(0, equals), value.replace(/^(["'])(.*)\1$/, '$2')]
}
