/** What a step would do, as a person would type it. No secret is read here: secrets know themselves what may be shown. */
import { type Read, UnknownFact } from '../../../provisioner/core/fact.ts'
import { Secret, shownText } from '../../../provisioner/core/secret.ts'
import type { Action, Step, Verdict } from '../../../provisioner/core/step.ts'
import type { StepAction } from '../../contract/index.ts'

/** Machines that could not be read answer nothing; some steps can tell all the same. */
export const NOTHING_READ: Read = () => {
  throw new UnknownFact('it was not read')
}

/** @param shown takes a cloud's secrets out of any text */
export function shownActions(
  step: Step,
  verdict: Verdict | undefined,
  read: Read,
  shown: (text: string) => string,
): readonly StepAction[] {
  if (verdict === undefined || verdict.state === 'ok') return []
  return actionsOf(step, verdict, read).map((action) => shownAction(action, shown))
}

function actionsOf(step: Step, verdict: Verdict, read: Read): readonly Action[] {
  try {
    return step.actions(read)
  } catch (error) {
    // What follows from a fact nobody could read yet cannot be said yet.
    if (error instanceof UnknownFact || verdict.state === 'unknown') return []
    throw error
  }
}

function shownAction(action: Action, shown: (text: string) => string): StepAction {
  if (action.kind === 'run') {
    const { input, script } = action.command
    return { kind: 'run', text: shown(script), ...contentOf(input, shown) }
  }
  const { group, mode, owner } = action.meta
  const meta = `${owner}:${group} ${mode.toString(8).padStart(4, '0')}`
  return { kind: 'put', text: action.path, meta, ...contentOf(action.content, shown) }
}

function contentOf(
  content: string | Uint8Array | Secret | undefined,
  shown: (text: string) => string,
): { readonly content?: string } {
  if (content === undefined) return {}
  const text =
    content instanceof Uint8Array ? decoded(content) : content instanceof Secret ? shownText(content) : content
  return text === undefined ? {} : { content: shown(text) }
}

/** Undefined for bytes that are no text. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}
