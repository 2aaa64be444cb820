/** What the steps of a run under way have printed last: bounded, because the journal has all of it. */

/** Lines kept of one step. */
export const LINES = 500
/** Ended steps whose lines are still kept; by then the journal surely has those of the others on disk. */
const ENDED = 64

interface Held {
  readonly lines: string[]
  /** Nothing was dropped yet. */
  whole: boolean
}

export interface StepLines {
  add(step: string, line: string): void
  /** It prints nothing more; after some others have ended too, its lines are forgotten. */
  end(step: string): void
  /** Undefined where nothing was printed, or what was is forgotten. */
  of(step: string): { readonly lines: readonly string[]; readonly whole: boolean } | undefined
}

export function stepLines(): StepLines {
  const held = new Map<string, Held>()
  const ended: string[] = []
  return {
    add(step, line) {
      const own = held.get(step) ?? { lines: [], whole: true }
      held.set(step, own)
      own.lines.push(line)
      // In pieces, so that a step that prints much does not move all of its lines with each of them.
      if (own.lines.length < 2 * LINES) return
      own.lines.splice(0, LINES)
      own.whole = false
    },
    end(step) {
      if (!held.has(step)) return
      ended.push(step)
      const oldest = ended.length > ENDED ? ended.shift() : undefined
      if (oldest !== undefined) held.delete(oldest)
    },
    of: (step) => held.get(step),
  }
}
