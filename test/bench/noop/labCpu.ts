/** CPU of lab machines: what their control groups have used, and how much of it they use when nobody asks anything. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { hierarchies } from '../../../provisioner/lab/cgroup.ts'
import { containerName } from '../../../provisioner/lab/names.ts'

export interface LabCpu {
  /** CPU seconds of a machine so far. */
  of(machine: string): number
}

/** Undefined where these are not machines of a lab on this computer. */
export function labCpu(lab: string, machines: readonly string[]): LabCpu | undefined {
  const file = (machine: string): string => join(hierarchies().unified, containerName(lab, machine), 'cpu.stat')
  if (!machines.every((machine) => existsSync(file(machine)))) return undefined
  return {
    of: (machine) => {
      const found = /^usage_usec (\d+)/m.exec(readFileSync(file(machine), 'utf8'))
      return Number(found?.[1]) / 1e6
    },
  }
}

/** Milliseconds in which sessions end and services finish what they were asked. */
const TAIL = 500

/**
 * CPU seconds each machine needed for some work: what it used meanwhile, less what it uses in the same time anyway, which
 * is measured just before.
 * @param idle seconds to watch it doing nothing
 */
export async function cpuFor<T>(
  cpu: LabCpu | undefined,
  machines: readonly string[],
  idle: number,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly used: ReadonlyMap<string, number> | undefined }> {
  if (cpu === undefined) return { result: await work(), used: undefined }
  const now = (): number[] => machines.map((machine) => cpu.of(machine))
  const rest = now()
  const restBegin = performance.now()
  await delay(idle * 1000)
  const begin = performance.now()
  const before = now()
  const result = await work()
  await delay(TAIL)
  const after = now()
  const seconds = (performance.now() - begin) / 1000
  const watched = (begin - restBegin) / 1000
  const used = machines.map((machine, index): [string, number] => {
    const of = (values: readonly number[]): number => values[index] ?? 0
    const rate = (of(before) - of(rest)) / watched
    return [machine, of(after) - of(before) - rate * seconds]
  })
  return { result, used: new Map(used) }
}
