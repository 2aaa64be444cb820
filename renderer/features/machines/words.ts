/** Facts of a machine in the few words a table cell has. Pure. */
import type { ErrorData, MachineProbe, MachineState } from '../../../electron/contract/index.ts'
import type { StatusKind } from '../../ui/Status.tsx'
import { ago, count } from '../../ui/words.ts'

const FAILURES: Readonly<Partial<Record<ErrorData['code'], string>>> = {
  unreachable: 'No answer',
  'host-key': 'Host key',
  authentication: 'Login refused',
  sudo: 'No root',
  cancelled: 'Stopped',
  'unknown-state': 'Not readable',
}

/** "Ready", "Connecting", "No answer", "Seen 6 days ago". */
export function stateWord(state: MachineState, now = Date.now()): string {
  switch (state.phase) {
    case 'unknown':
      return 'Not looked at'
    case 'probing':
      return state.doing
    case 'seen':
      return `Seen ${ago(state.at, now)}`
    case 'ready':
      return 'Ready'
    case 'failed':
      return FAILURES[state.error.code] ?? 'Failed'
  }
}

export function stateKind(state: MachineState): StatusKind {
  if (state.phase === 'probing') return /answer/i.test(state.doing) ? 'needs-you' : 'progress'
  return ({ unknown: 'off', seen: 'off', ready: 'works', failed: 'failed' } as const)[state.phase]
}

/** "Trying again in 8 s.": what becomes of a machine whose connection went away. */
export function attemptWords({ retryAt }: { readonly retryAt?: number }, now: number): string {
  if (retryAt === undefined) return 'It is not tried again by itself: probe it when you can answer.'
  const seconds = Math.ceil((retryAt - now) / 1000)
  return seconds > 0 ? `Trying again in ${seconds} s.` : 'Trying again now.'
}

/** "8 × Xeon E5-2680 v4": cores first, then the model without what every model has. */
export function processor({ model, cores }: MachineProbe['processor']): string {
  const short = model
    .replace(/\((R|TM|C)\)/gi, '')
    .replace(/\s*(CPU|Processor)\b/gi, '')
    .replace(/\s*@\s*[\d.]+\s*GHz/i, '')
    .replace(/\b(\d+|Quad|Six|Eight|Twelve|Sixteen)-Core\b/gi, '')
    .replace(/^(Genuine )?(Intel|AMD)\s+/i, '')
    .replace(/\s+with Radeon .*$/i, '')
    .replace(/\s+/g, ' ')
    .trim()
  return short === '' ? count(cores, 'core') : `${cores} × ${short}`
}

/** "VT-x" and "AMD-V", as their makers call it. */
export function virtualisation({ processor, guest }: Pick<MachineProbe, 'processor' | 'guest'>): string {
  const name = { vmx: 'VT-x', svm: 'AMD-V' }
  const own = processor.virtualisation === undefined ? 'None' : name[processor.virtualisation]
  return guest === undefined ? own : `${own} (${guest} guest)`
}

/** 512 GB, 1.8 TB: as makers of disks count. */
export function diskSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']
  let [rest, unit] = [bytes, 0]
  while (rest >= 999.5 && unit < units.length - 1) {
    rest /= 1000
    unit += 1
  }
  return `${rest < 9.95 && unit > 2 ? rest.toFixed(1) : Math.round(rest)} ${units[unit]}`
}

/** "3 · 2.5 TB · 1 empty"; loop devices are no disks. */
export function disks(all: MachineProbe['disks']): string {
  const real = all.filter(({ type }) => type !== 'loop')
  if (real.length === 0) return 'None seen'
  const total = diskSize(real.reduce((sum, { bytes }) => sum + bytes, 0))
  const empty = real.filter((disk) => disk.empty).length
  return [real.length, total, ...(empty === 0 ? [] : [`${empty} empty`])].join(' · ')
}

/** 1 Gbit/s, 2.5 Gbit/s, 100 Mbit/s. */
export function speed(megabits: number | undefined): string {
  if (megabits === undefined) return ''
  return megabits >= 1000 ? `${megabits / 1000} Gbit/s` : `${megabits} Mbit/s`
}

/** "2 · 1 linked · 1 Gbit/s": the fastest that has a link. */
export function nics(all: MachineProbe['nics']): string {
  if (all.length === 0) return 'None seen'
  const linked = all.filter(({ link }) => link)
  const fastest = linked.reduce<number | undefined>(
    (best, nic) => ((nic.speed ?? 0) > (best ?? 0) ? nic.speed : best),
    undefined,
  )
  const how = linked.length === all.length ? '' : `${linked.length} linked`
  return [all.length, how, speed(fastest)].filter(Boolean).join(' · ')
}

/** "12 d 4 h", "3 h 20 min", "5 min". */
export function uptime(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
  return hours % 24 === 0 ? `${Math.floor(hours / 24)} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`
}

/** "3 machines: 1 ready, 1 being looked at, 1 failed." */
export function summary(states: readonly MachineState[]): string {
  const of = (phase: MachineState['phase']): number => states.filter((state) => state.phase === phase).length
  const parts = [
    [of('ready'), 'ready'],
    [of('probing'), 'being looked at'],
    [of('failed'), 'failed'],
    [of('seen'), 'seen earlier'],
    [of('unknown'), 'not looked at'],
  ] as const
  const words = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`)
  return states.length === 0 ? '' : `${count(states.length, 'machine')}: ${words.join(', ')}`
}
