/** Does an action: its requests one after the other, in the words the action gives. */
import { z } from 'zod'
import {
  ACTIONS,
  type Action,
  type ActionName,
  type ApiCall,
  type InputOfAction,
  type OutputOfAction,
  type ParsedInput,
} from '../actions/index.ts'
import { StacksteadError } from '../core/errors.ts'
import { parsed } from './answer.ts'
import type { Session } from './session.ts'

/**
 * What is to be deleted and gone already counts as done.
 * @param input as the action's schema gives it. Rejects with `api` and the service's own message for the first request refused.
 */
export async function perform<N extends ActionName>(
  session: Session,
  name: N,
  input: ParsedInput<N>,
): Promise<OutputOfAction<N>> {
  const { answer = z.unknown().transform(() => null), attempted, calls }: Action = ACTIONS[name] as Action
  const words = attempted(input)
  await guarded(session, name, input)
  const done: ApiCall[] = []
  let text = ''
  for (const request of calls(input)) {
    const call = { ...request, attempted: words }
    try {
      if (call.method === 'DELETE') await session.remove(call)
      else text = await session.send(call)
    } catch (error) {
      throw afterOthers(error, done)
    }
    done.push(call)
  }
  return parsed(words, answer, text) as OutputOfAction<N>
}

/** Rejects with `blocked` where the action must not even be tried. */
async function guarded<N extends ActionName>(session: Session, name: N, input: ParsedInput<N>): Promise<void> {
  const { attempted, guard }: Action = ACTIONS[name] as Action
  if (guard === undefined) return
  const { finds, request } = guard(input)
  const found = await session.ask({ ...request, attempted: attempted(input) }, finds)
  if (found === undefined) return
  const { message, remedy } = found
  throw new StacksteadError({ code: 'blocked', message: `${attempted(input)} is not possible: ${message}`, remedy })
}

/** The same with an input nobody has checked yet. Rejects with `invalid-input` for one the action does not take. */
export async function checkAndPerform<N extends ActionName>(
  session: Session,
  name: N,
  input: InputOfAction<N>,
): Promise<OutputOfAction<N>> {
  const checked = ACTIONS[name].input.safeParse(input)
  if (checked.success) return perform(session, name, checked.data as ParsedInput<N>)
  throw new StacksteadError({ code: 'invalid-input', message: z.prettifyError(checked.error) })
}

/** The same failure, with what had been done before it and stays. */
function afterOthers(error: unknown, done: readonly ApiCall[]): unknown {
  if (!(error instanceof StacksteadError) || done.length === 0) return error
  const before = `Done before and not taken back: ${done.map(({ method, path }) => `${method} ${path}`).join(', ')}.`
  const { data } = error
  const detail = data.detail === undefined ? before : `${data.detail}\n${before}`
  return new StacksteadError({ ...data, detail }, { cause: error })
}
