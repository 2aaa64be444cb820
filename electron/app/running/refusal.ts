/** Why a cloud refused an action, in words that say what helps: policy, a quota, a state that does not allow it. */
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { ACTIONS, type Action, type ActionName } from '../../contract/actions.ts'

export interface Tried {
  readonly action: ActionName
  /** As the action's schema gives it; absent where it makes no difference to who may. */
  readonly input?: unknown
  /** Of whoever tried, in the project. */
  readonly roles: readonly string[]
}

export function refusal(error: unknown, tried: Tried): unknown {
  if (!(error instanceof StacksteadError)) return error
  const remedy = remedyFor(error, tried)
  return remedy === undefined ? error : new StacksteadError({ ...error.data, remedy }, { cause: error })
}

function remedyFor({ data }: StacksteadError, { action, input, roles }: Tried): string | undefined {
  const { message, status } = data
  // Nova says 403 or 413 for a quota, Neutron 409.
  if (/quota|limit.*exceeded|exceeds/i.test(message) && (status === 403 || status === 409 || status === 413))
    return "Delete what is no longer needed, or have an administrator raise the project's quota."
  if (status === 403) {
    const mine = roles.length === 0 ? 'You have no role here' : `Your roles here are ${roles.join(', ')}`
    const { needsAdmin, role } = ACTIONS[action] as Action
    if (role === undefined && roles.length > 0 && roles.every((one) => one === 'reader'))
      return `${mine}, which lets you look and change nothing. Ask an administrator for the role member.`
    return role === 'admin' || (input !== undefined && needsAdmin?.(input) === true)
      ? `${mine}; the cloud's policy lets only administrators do this. Ask one of them.`
      : `${mine}; the cloud's policy asks for another one, or for the owner. Ask an administrator.`
  }
  if (status === 409 && /already exists|duplicate|same name/i.test(message))
    return 'Choose another name: this one is taken.'
  if (status === 409 && /in use|still has|one or more/i.test(message))
    return 'Take away first what still uses it; the message or its details name that.'
  if (status === 409) return 'Wait until what is going on with it has ended, or choose what its present state allows.'
  if (status === 404) return 'It is gone, or belongs to another project; the list shows what is there now.'
  return undefined
}
