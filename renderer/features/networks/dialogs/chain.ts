/** Forms whose later requests need the ids of what the earlier ones make: these words stand for them until then. Pure. */
import type { ActionStep } from '../../../ui/explained.ts'

/** Shown in "How this is done" where the id will be. */
export const MADE = {
  network: 'ID-of-the-new-network',
  subnet: 'ID-of-the-new-subnet',
  router: 'ID-of-the-new-router',
  group: 'ID-of-the-new-group',
} as const

/** The step with ids in place of the words: the answer of the step at that place. */
export function withIds(
  step: ActionStep,
  answers: readonly unknown[],
  places: { readonly [K in keyof typeof MADE]?: number },
): ActionStep {
  const ids = new Map<string, unknown>(
    Object.entries(places).map(([kind, place]) => [MADE[kind as keyof typeof MADE], answers[place]]),
  )
  return { ...step, input: replaced(step.input, ids) }
}

function replaced(value: unknown, ids: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') return ids.get(value) ?? value
  if (Array.isArray(value)) return value.map((one) => replaced(one, ids))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, ids)]))
}
