/** How a machine is doing at this moment: processor, memory, load, disks, uptime; one cheap command that needs no root. */
import { sh } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'

/** Counters of /proc/stat in ticks since boot (proc_stat(5)): two readings tell how busy it was in between. */
interface CpuTicks {
  readonly busy: number
  readonly total: number
}

export interface FileSystem {
  /** Where it is mounted; several folders of a cloud may be on the same one. */
  readonly mount: string
  /** MiB. */
  readonly size: number
  /** MiB left for whoever is not root, as df counts. */
  readonly available: number
}

export interface Vitals {
  readonly cpus: number
  readonly ticks: CpuTicks
  /** MiB; available: what can be had without swapping (proc_meminfo(5), MemAvailable). */
  readonly memory: { readonly total: number; readonly available: number }
  /** Of the last 1, 5 and 15 minutes. */
  readonly load: readonly [number, number, number]
  /** Seconds since boot. */
  readonly uptime: number
  /** Those the cloud's data and logs are on. */
  readonly disks: readonly FileSystem[]
}

/** Instances and their base images, images, databases, logs. */
const FOLDERS = ['/', '/var/lib/nova/instances', '/var/lib/glance', '/var/lib/mysql', '/var/log']

export const vitals: Fact<Vitals> = singleFact(
  'vitals',
  // A network file system whose server is gone holds df for ever.
  sh`
    sed -n 's/^cpu  */cpu\t/p' /proc/stat
    printf 'cpus\t%s\n' "$(grep -c '^cpu[0-9]' /proc/stat)"
    sed -n 's/^\(MemTotal\|MemAvailable\): *\([0-9]*\) kB$/\1\t\2/p' /proc/meminfo
    printf 'load\t%s\n' "$(cat /proc/loadavg)"
    printf 'uptime\t%s\n' "$(cat /proc/uptime)"
    timeout 3 df -P -k ${FOLDERS} 2>/dev/null | sed -n '2,$s/^/disk\t/p'
    true`,
  ({ stdout }) => {
    const rows = stdout.split('\n').flatMap((line) => {
      const [name = '', value] = line.split('\t')
      return value === undefined ? [] : [{ name, value }]
    })
    const numbers = (name: string, least: number): number[] => {
      const words =
        rows
          .find((row) => row.name === name)
          ?.value.trim()
          .split(/\s+/) ?? []
      const found = words.map((word) => (word === '' ? Number.NaN : Number(word)))
      const first = found.slice(0, least)
      if (first.length < least || first.some((one) => !Number.isFinite(one)))
        throw new Error(`${name} was not understood`)
      return found
    }
    const one = (name: string): number => numbers(name, 1)[0] as number
    const [oneMinute, five, fifteen] = numbers('load', 3) as [number, number, number]
    const disks = rows.filter(({ name }) => name === 'disk').flatMap(({ value }) => fileSystem(value) ?? [])
    return {
      cpus: Math.max(1, one('cpus')),
      ticks: ticksOf(numbers('cpu', 5)),
      memory: { total: mebibytes(one('MemTotal')), available: mebibytes(one('MemAvailable')) },
      load: [oneMinute, five, fifteen],
      uptime: Math.floor(one('uptime')),
      disks: [...new Map(disks.map((disk) => [disk.mount, disk])).values()],
    }
  },
)

/** How busy all processors were between two readings, in percent; undefined where the counters began anew or stood still. */
export function cpuPercent(before: CpuTicks, after: CpuTicks): number | undefined {
  const [busy, total] = [after.busy - before.busy, after.total - before.total]
  return total <= 0 || busy < 0 ? undefined : Math.min(100, (busy / total) * 100)
}

/** user nice system idle iowait irq softirq steal; guests are counted in user already. */
function ticksOf(counters: readonly number[]): CpuTicks {
  const counted = counters.slice(0, 8)
  const total = counted.reduce((sum, one) => sum + one, 0)
  return { total, busy: total - (counted[3] ?? 0) - (counted[4] ?? 0) }
}

/** "/dev/sda1 1024 512 512 50% /mount point" */
function fileSystem(line: string): FileSystem | undefined {
  const [, size, available, mount] = /\s(\d+)\s+\d+\s+(\d+)\s+\d+%\s+(\S.*)$/.exec(line) ?? []
  if (size === undefined || available === undefined || mount === undefined) return undefined
  return { mount, size: mebibytes(Number(size)), available: mebibytes(Number(available)) }
}

function mebibytes(kibibytes: number): number {
  return Math.floor(kibibytes / 1024)
}
