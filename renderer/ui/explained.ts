/** An action with its input as the three tabs of "How this is done" show it; where the input is not whole, what is missing. Pure. */
import type { ActionName, Explained } from '../../electron/contract/actions.ts'
import { problemsOf } from '../api/problems.ts'
import type { Actions } from '../api/useActions.ts'

/** An action with its input, as a form has it so far. */
export interface ActionStep {
  readonly action: ActionName
  readonly input: unknown
}

export interface ExplainedText {
  readonly rest: string
  readonly openstack: string
  /** Undefined where Terraform has nothing like it. */
  readonly terraform: string | undefined
}

export type Explanation =
  | { readonly whole: true; readonly text: ExplainedText }
  | { readonly whole: false; readonly missing: readonly string[] }

export function explained({ ACTIONS, explain }: Actions, steps: readonly ActionStep[]): Explanation {
  const missing = steps.flatMap(({ action, input }) =>
    Object.entries(problemsOf(ACTIONS[action].input, input)).map(([path, why]) =>
      path === '' ? why : `${path}: ${why}`,
    ),
  )
  if (missing.length > 0) return { whole: false, missing: [...new Set(missing)] }
  const all = steps.map(({ action, input }) =>
    explain(ACTIONS[action] as Parameters<typeof explain>[0], ACTIONS[action].input.parse(input)),
  )
  return { whole: true, text: explainedText(all) }
}

export function explainedText(all: readonly Explained[]): ExplainedText {
  const blocks = all.flatMap(({ terraform }) => (terraform === undefined || terraform === '' ? [] : terraform))
  return {
    rest: all.flatMap(({ requests }) => requests.map(requestText)).join('\n\n'),
    openstack: all.flatMap(({ commands }) => commands).join('\n'),
    terraform: blocks.length === 0 ? undefined : blocks.join('\n'),
  }
}

/** As HTTP writes it: the line, the headers that matter, the body. */
function requestText({ service, line, microversion, body }: Explained['requests'][number]): string {
  const headers = [
    `# ${service} service, with your token in X-Auth-Token`,
    line,
    ...(microversion === undefined ? [] : [`OpenStack-API-Version: ${microversion}`]),
    ...(body === undefined ? [] : ['Content-Type: application/json', '', body]),
  ]
  return headers.join('\n')
}
