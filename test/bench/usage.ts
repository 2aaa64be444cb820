/** What processes use: CPU of a server and all it has started, memory of a tree of processes, CPU of a lab machine. */
import { existsSync, readFileSync } from 'node:fs'

/** USER_HZ of Linux on every architecture Debian runs OpenStack on. */
const TICKS = 100

/**
 * CPU seconds of a process and of the children it has waited for. What a child still running has used is not in it:
 * ask when the work is over.
 */
export function cpuOf(pid: number): number {
  const text = textOf(`/proc/${pid}/stat`)
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  // utime, stime, cutime and cstime are fields 14 to 17 of proc_pid_stat(5); the first here is field 3.
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  return ticks / TICKS
}

/** Direct children that run now. */
export function childrenOf(pid: number): number[] {
  return textOf(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
}

/** MiB of a process and everything below it; what several of them share counts once. */
export function memoryOf(pid: number): number {
  return proportional(pid) + childrenOf(pid).reduce((sum, child) => sum + memoryOf(child), 0)
}

/** PSS of one process in MiB. */
export function proportional(pid: number): number {
  const found = /^Pss:\s+(\d+) kB/m.exec(textOf(`/proc/${pid}/smaps_rollup`))
  return Number(found?.[1] ?? 0) / 1024
}

/** Processes come and go while they are looked at. */
function textOf(path: string): string {
  if (!existsSync(path)) return ''
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ESRCH') return ''
    throw error
  }
}
