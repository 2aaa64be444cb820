/** CPU that some work costs lab machines, told apart from what they use while nobody asks anything. */
import { setTimeout as delay } from 'node:timers/promises'
import { labCpu } from '../labMachines.ts'

/** Milliseconds in which sessions end and services finish what they were asked. */
const TAIL = 500

export interface WithCpu<T> {
  readonly result: T
  /** CPU seconds by machine. */
  readonly used: ReadonlyMap<string, number>
}

/**
 * What each machine used during some work, less what it uses in the same time anyway, as measured just before.
 * @param idle seconds to watch it doing nothing
 */
export async function withExtraCpu<T>(
  lab: string,
  machines: readonly string[],
  idle: number,
  work: () => Promise<T>,
): Promise<WithCpu<T>> {
  const now = () => ({ at: performance.now(), cpu: machines.map((machine) => labCpu(lab, machine)) })
  const rest = now()
  await delay(idle * 1000)
  const before = now()
  const result = await work()
  await delay(TAIL)
  const after = now()
  const share = (after.at - before.at) / (before.at - rest.at)
  const used = machines.map((machine, index): [string, number] => {
    const at = ({ cpu }: { cpu: number[] }): number => cpu[index] ?? 0
    return [machine, at(after) - at(before) - (at(before) - at(rest)) * share]
  })
  return { result, used: new Map(used) }
}
