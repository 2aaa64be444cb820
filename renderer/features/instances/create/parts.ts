/** What every part of the form is given. */
import type { Chosen } from './chosen.ts'
import type { Draft } from './draft.ts'
import type { World } from './world.ts'

export interface FormPart {
  readonly cloud: string
  readonly draft: Draft
  readonly chosen: Chosen
  readonly world: World
  readonly set: (fields: Partial<Draft>) => void
  /** What is wrong with a field the person has left, or tried to send. */
  readonly problem: (field: string) => string | undefined
  /** The field was left: it may complain from now on. */
  readonly left: (field: string) => void
}

/** For an input of Mantine: its message, what marks it as left, and how it is found to be put the focus on. */
export function field({ left, problem }: Pick<FormPart, 'problem' | 'left'>, name: string) {
  return { 'data-field': name, error: problem(name), onBlur: () => left(name) }
}
