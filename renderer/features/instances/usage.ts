/** What an instance uses, from two readings of its counters. Pure. */
import type { Diagnostics } from '../../../electron/contract/servers.ts'

export interface Reading {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly counters: Diagnostics
}

/** Undefined where the hypervisor does not tell, or a counter began anew. */
export interface Usage {
  /** Percent of all its CPUs together. */
  readonly cpu: number | undefined
  /** MiB. */
  readonly memory: number | undefined
  /** Bytes a second. */
  readonly read: number | undefined
  readonly written: number | undefined
  readonly received: number | undefined
  readonly sent: number | undefined
}

export function usage(before: Reading, after: Reading): Usage {
  const seconds = (after.at - before.at) / 1000
  const [a, b] = [before.counters, after.counters]
  const rate = (from: number | undefined, to: number | undefined): number | undefined =>
    from === undefined || to === undefined || to < from || seconds <= 0 ? undefined : (to - from) / seconds
  const busy = rate(sum(a.cpus.map(({ time }) => time)), sum(b.cpus.map(({ time }) => time)))
  return {
    // Nanoseconds of work in a second of each CPU.
    cpu: busy === undefined ? undefined : Math.min(100, (busy / 1e9 / Math.max(1, b.cpus.length)) * 100),
    memory: b.memory.used,
    read: rate(sum(a.disks.map(({ read }) => read.bytes)), sum(b.disks.map(({ read }) => read.bytes))),
    written: rate(sum(a.disks.map(({ written }) => written.bytes)), sum(b.disks.map(({ written }) => written.bytes))),
    received: rate(
      sum(a.nics.map(({ received }) => received.bytes)),
      sum(b.nics.map(({ received }) => received.bytes)),
    ),
    sent: rate(sum(a.nics.map(({ sent }) => sent.bytes)), sum(b.nics.map(({ sent }) => sent.bytes))),
  }
}

/** Undefined where there is nothing to add, or one of them is not known. */
function sum(values: readonly (number | undefined)[]): number | undefined {
  let total = 0
  for (const value of values) {
    if (value === undefined) return undefined
    total += value
  }
  return values.length === 0 ? undefined : total
}

/** 840 B/s, 1.2 MB/s. */
export function byteRate(bytes: number): string {
  const units = ['B/s', 'kB/s', 'MB/s', 'GB/s']
  let [rest, unit] = [bytes, 0]
  while (rest >= 999.5 && unit < units.length - 1) {
    rest /= 1000
    unit += 1
  }
  return `${unit > 0 && rest < 9.95 ? rest.toFixed(1) : Math.round(rest)} ${units[unit]}`
}
