/** How far ahead a lane of steps reads facts: far while all is well, near while every step changes something. */
import { readFacts } from './check.ts'
import type { Read } from './fact.ts'
import type { Transport } from './machine.ts'
import type { Step } from './step.ts'

export interface FactWindow {
  /** Facts that are still true at the step of this index, read now where they are not. */
  at(index: number, transport: Transport): Promise<Read>
  /** Something has changed: what was read is no longer true. */
  forget(): void
}

/**
 * Begins with all steps in one trip. After a change it reads the facts of the changed step together with its successor's,
 * and twice as many with each step that turns out to be fine: neither a trip a step nor all facts again at each.
 */
export function factWindow(steps: readonly Step[]): FactWindow {
  let span = steps.length
  let known: { readonly read: Read; readonly end: number } | undefined
  return {
    at: async (index, transport) => {
      if (known !== undefined && index < known.end) return known.read
      const end = Math.min(index + span, steps.length)
      const facts = steps.slice(index, end).flatMap((step) => step.reads)
      known = { read: await readFacts(transport, facts), end }
      span *= 2
      return known.read
    },
    forget: () => {
      known = undefined
      span = 2
    },
  }
}
