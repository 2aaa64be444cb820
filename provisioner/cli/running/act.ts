/** Does an action, or shows what doing it would be. */
import type { z } from 'zod'
import { StacksteadError } from '../../core/errors.ts'
import {
  ACTIONS,
  type ActionName,
  type Explained,
  explain,
  type InputOfAction,
  type OutputOfAction,
  type ParsedInput,
  perform,
} from '../../index.ts'
import { explanation } from '../render/explanation.ts'
import type { Place } from './openPlace.ts'

/** Undefined where it was only explained. Rejects with `invalid-input` for what the service would not take. */
export async function act<N extends ActionName>(
  place: Place,
  name: N,
  input: InputOfAction<N>,
): Promise<{ readonly answer: OutputOfAction<N> } | undefined> {
  const checked = checkedInput(name, input)
  if (place.explains) {
    showExplained(place, explain(ACTIONS[name] as never, checked as never))
    return undefined
  }
  return { answer: await perform(place.os.session, name, checked) }
}

export function checkedInput<N extends ActionName>(name: N, input: InputOfAction<N>): ParsedInput<N> {
  const result = (ACTIONS[name].input as z.ZodType).safeParse(input)
  if (result.success) return result.data as ParsedInput<N>
  throw new StacksteadError({ code: 'invalid-input', message: result.error.issues.map(worded).join('\n') })
}

export function showExplained({ session: { options, terminal } }: Place, explained: Explained): void {
  if (options.json) terminal.json(explained)
  else terminal.out(explanation(explained, terminal))
}

/** The field first: "name: One line only." */
function worded({ message, path }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`
}
