/** Asks before something is made or lost that is not easily taken back. */
import { StacksteadError } from '../../core/errors.ts'
import { askYes } from '../ask.ts'
import type { Place } from './openPlace.ts'

/** @param question what is lost, like "Delete the instance web with its disk?" */
export async function confirmed({ explains, session: { terminal } }: Place, yes: boolean, question: string) {
  if (yes || explains) return true
  if (terminal.interactive) return askYes(terminal, question)
  throw new StacksteadError({
    code: 'invalid-input',
    message: 'This asks before it begins, and nobody can answer here.',
    remedy: 'Add --yes.',
  })
}
