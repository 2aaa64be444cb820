/** Check: compares every step with the facts of its machine. One round trip a machine, all machines at once. */
import { batchCommand, batchResults } from './batch.ts'
import { type ErrorData, errorData, lastLines, StacksteadError } from './errors.ts'
import { type Fact, factBatch, type Read, UnknownFact } from './fact.ts'
import type { MachineName, Transport } from './machine.ts'
import { type Plan, stepsOf } from './plan.ts'
import type { Step, Verdict } from './step.ts'

/** Where connections come from; a machine that cannot be reached rejects with a StacksteadError. */
export interface Fleet {
  transport(machine: MachineName): Promise<Transport>
}

/** What applying a plan would change, before anything is touched. */
export interface Preview {
  readonly verdicts: ReadonlyMap<Step['id'], Verdict>
  /** Machines whose facts could not be read, with the reason. Their steps are `unknown`. */
  readonly unreadable: ReadonlyMap<MachineName, ErrorData>
}

/** Reads many facts of one machine in one round trip. */
export async function readFacts(
  transport: Pick<Transport, 'machine' | 'exec'>,
  facts: readonly Fact<unknown>[],
  signal?: AbortSignal,
): Promise<Read> {
  const batch = factBatch(facts)
  if (batch.commands.length === 0) return batch.answer(new Map())
  const result = await transport.exec(batchCommand(batch.commands), signal === undefined ? {} : { signal })
  const results = batchResults(result)
  if (results.size === 0) {
    throw new StacksteadError({
      code: 'unknown-state',
      machine: transport.machine,
      message: `The state of ${transport.machine} could not be read (status ${result.status}).`,
      detail: lastLines(result.stderr || result.stdout),
    })
  }
  return batch.answer(results)
}

/** A step's verdict, with a fact that could not be read turned into `unknown`. */
export function checkStep(step: Step, read: Read): Verdict {
  try {
    return step.check(read)
  } catch (error) {
    if (error instanceof UnknownFact) return { state: 'unknown', reason: error.message, expected: step.expected ?? [] }
    throw error
  }
}

/**
 * Checks every step of a plan. A machine that cannot be read does not keep the others from being shown.
 * @param onRead given the facts of each machine, for who wants to ask steps for more than their verdict
 * @param more facts to be read on the same trip, for `onRead`
 */
export async function checkPlan(
  plan: Plan,
  fleet: Fleet,
  signal?: AbortSignal,
  onRead?: (machine: MachineName, read: Read) => void,
  more: readonly Fact<unknown>[] = [],
): Promise<Preview> {
  const byMachine = Map.groupBy(stepsOf(plan), (step) => step.machine)
  const verdicts = new Map<string, Verdict>()
  const unreadable = new Map<MachineName, ErrorData>()
  const checkMachine = async (machine: MachineName, steps: readonly Step[]): Promise<void> => {
    try {
      const read = await readFacts(
        await fleet.transport(machine),
        [...steps.flatMap((step) => step.reads), ...more],
        signal,
      )
      for (const step of steps) verdicts.set(step.id, checkStep(step, read))
      onRead?.(machine, read)
    } catch (error) {
      const data = errorData(error)
      unreadable.set(machine, data)
      for (const step of steps)
        verdicts.set(step.id, { state: 'unknown', reason: data.message, expected: step.expected ?? [] })
    }
  }
  await Promise.all([...byMachine].map(([machine, steps]) => checkMachine(machine, steps)))
  return { verdicts, unreadable }
}

/** Whether nothing is left to do. */
export function isConverged(preview: Preview): boolean {
  return [...preview.verdicts.values()].every((verdict) => verdict.state === 'ok')
}
