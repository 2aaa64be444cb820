/** Failures that say the same of the same machine, told once. Pure. */
import type { StepProgress } from '../../../electron/contract/index.ts'

export interface AlikeFailures {
  readonly first: StepProgress
  readonly others: readonly StepProgress[]
}

/** In the order of their first: one lost connection fails every step that was under way. */
export function alike(failures: readonly StepProgress[]): readonly AlikeFailures[] {
  const said = ({ id, machine, error }: StepProgress): string =>
    error === undefined ? id : JSON.stringify([machine, error.code, error.message, error.detail])
  return [...Map.groupBy(failures, said).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ first, others }],
  )
}
