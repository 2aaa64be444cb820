/** Which steps a search means. Pure. */
import type { StepProgress } from '../../../electron/contract/index.ts'

export interface StepQuery {
  readonly text: string
  readonly component: string | undefined
}

/** Every word must be found in the title, the component, the machine or the id. */
export function findSteps(
  ids: readonly string[],
  step: (id: string) => StepProgress | undefined,
  { text, component }: StepQuery,
): readonly string[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0 && component === undefined) return ids
  return ids.filter((id) => {
    const found = step(id)
    if (found === undefined || (component !== undefined && found.component !== component)) return false
    const all = `${found.title} ${found.component} ${found.machine} ${id}`.toLowerCase()
    return words.every((word) => all.includes(word))
  })
}

/** How long it took, or takes already; undefined for what never began. */
export function tookOf({ startedAt, endedAt, state }: StepProgress, now: number): number | undefined {
  if (startedAt === undefined) return undefined
  if (endedAt !== undefined) return endedAt - startedAt
  return state === 'running' ? Math.max(0, now - startedAt) : undefined
}
