/** How a machine is doing, in words. Pure. */
import type { MachineHealth } from '../../../electron/contract/overview.ts'
import type { StatusKind } from '../../ui/Status.tsx'
import { mebibytes, partOf } from '../../ui/time.ts'
import { count } from '../../ui/words.ts'

/** Of a service on its way up systemd says "failed" soon enough, if it is. */
export const RUNS: ReadonlySet<string> = new Set(['active', 'activating', 'reloading'])

/** For sorting: what needs somebody comes first. */
export const STATE_ORDER: Readonly<Record<StatusKind, number>> = {
  ...{ failed: 0, 'needs-you': 1, progress: 2, works: 3, off: 4 },
}

export function machineState(machine: MachineHealth): { readonly kind: StatusKind; readonly words: string } {
  if (machine.state === 'asking') return { kind: 'progress', words: 'Asking' }
  if (machine.state === 'lost') return { kind: 'failed', words: 'No answer' }
  const down = (machine.services ?? []).filter(({ active }) => !RUNS.has(active)).length
  return down === 0 ? { kind: 'works', words: 'Answers' } : { kind: 'failed', words: `${count(down, 'service')} down` }
}

/** Undefined where none is to run, or it is not known. */
export function runningServices({
  services = [],
  state,
}: MachineHealth): { readonly kind: StatusKind; readonly words: string } | undefined {
  if (services.length === 0) return undefined
  const running = services.filter(({ active }) => active === 'active').length
  const words = `${running} of ${services.length}`
  if (state === 'lost') return { kind: 'off', words }
  const coming = services.filter(({ active }) => active === 'activating' || active === 'reloading').length
  if (running === services.length) return { kind: 'works', words }
  return { kind: running + coming === services.length ? 'progress' : 'failed', words }
}

interface FullestDisk {
  readonly mount: string
  /** MiB. */
  readonly used: number
  readonly size: number
  /** 0 to 1. */
  readonly share: number
  readonly words: string
}

export function fullest({ disks = [] }: MachineHealth): FullestDisk | undefined {
  const all = disks
    .filter(({ size }) => size > 0)
    .map(({ available, mount, size }) => {
      const used = size - available
      return { mount, used, size, share: used / size, words: partOf(mebibytes(used), mebibytes(size)) }
    })
  return all.sort((a, b) => b.share - a.share)[0]
}

/** 40 min, 5 h, 12 days; from seconds. */
export function days(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`
  return `${Math.floor(minutes / (24 * 60))} days`
}
