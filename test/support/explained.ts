/** An action with an input, as it is sent and as a person would do it by hand. */
import {
  ACTIONS,
  type Action,
  type ActionName,
  type Explained,
  explain,
  type InputOfAction,
} from '../../provisioner/actions/index.ts'

/** Parses first, as the app does. */
export function explained<N extends ActionName>(name: N, input: InputOfAction<N>): Explained {
  const action = ACTIONS[name] as Action
  return explain(action, action.input.parse(input))
}

/** Each request as "METHOD /path" and its body. */
export function sent<N extends ActionName>(name: N, input: InputOfAction<N>): readonly unknown[] {
  return explained(name, input).requests.map(({ body, line }) =>
    body === undefined ? line : [line, JSON.parse(body) as unknown],
  )
}

export function typed<N extends ActionName>(name: N, input: InputOfAction<N>): readonly string[] {
  return explained(name, input).commands
}

/** The first thing wrong with an input, or undefined. */
export function refused(name: ActionName, input: unknown): string | undefined {
  const checked = ACTIONS[name].input.safeParse(input)
  return checked.success ? undefined : checked.error.issues[0]?.message
}
