/** Hardware: memory, processors, room on disk. */
import { sh } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'

export interface MemoryState {
  /** MiB */
  readonly total: number
  /** MiB that programs could get without swapping (MemAvailable). */
  readonly available: number
}

export const memoryState: Fact<MemoryState> = singleFact(
  'memory',
  sh`grep -E '^(MemTotal|MemAvailable):' /proc/meminfo`,
  (result) => {
    const mebibytes = (name: string): number => {
      const match = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(result.stdout)
      if (match === null) throw new Error(`/proc/meminfo has no ${name}`)
      return Math.floor(Number(match[1]) / 1024)
    }
    return { total: mebibytes('MemTotal'), available: mebibytes('MemAvailable') }
  },
)

export interface ProcessorState {
  readonly count: number
  /** Intel VT-x (vmx) or AMD-V (svm) as the kernel shows it; absent where the processor or the BIOS hides it. */
  readonly virtualisation?: 'vmx' | 'svm'
  /** Whether /dev/kvm is there. It proves nothing: only a guest that starts does. */
  readonly kvmDevice: boolean
}

export const processorState: Fact<ProcessorState> = singleFact(
  'processor',
  sh`
    nproc --all
    grep -m1 '^flags' /proc/cpuinfo | grep -ow -E 'vmx|svm' | head -n1
    [ ! -c /dev/kvm ] || echo kvm`,
  (result) => {
    const [count = '', ...rest] = result.stdout.trim().split('\n')
    if (!/^\d+$/.test(count)) throw new Error('nproc did not answer')
    const flag = rest.find((line) => line === 'vmx' || line === 'svm')
    return {
      count: Number(count),
      kvmDevice: rest.includes('kvm'),
      ...(flag === 'vmx' || flag === 'svm' ? { virtualisation: flag } : {}),
    }
  },
)

export interface DiskState {
  /** Where the file system is mounted that holds the folder. */
  readonly mount: string
  /** MiB that can still be written. */
  readonly available: number
  readonly readOnly: boolean
}

/** The file systems that hold / and /var, once where they are one. */
export const diskState: Fact<readonly DiskState[]> = singleFact(
  'disk',
  sh`
    for folder in / /var; do
      df -k --output=avail,target "$folder" | tail -n1
      findmnt -n -o OPTIONS --target "$folder" | tr ',' '\n' | grep -x -m1 -E 'ro|rw' || echo rw
    done`,
  (result) => {
    const rows = result.stdout.trimEnd().split('\n')
    const found = new Map<string, DiskState>()
    for (let index = 0; index < rows.length; index += 2) {
      const match = /^\s*(\d+)\s+(\/.*)$/.exec(rows[index] ?? '')
      if (match?.[2] === undefined) throw new Error(`df was not understood: ${rows[index]}`)
      const available = Math.floor(Number(match[1]) / 1024)
      found.set(match[2], { mount: match[2], available, readOnly: rows[index + 1] === 'ro' })
    }
    return [...found.values()]
  },
)
