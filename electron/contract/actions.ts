/**
 * Doing something with the running cloud: one request for all actions. The page has the actions themselves too, to check a
 * form before it is sent and to show what it would send; kept apart from the index, which the first paint loads.
 */
import { z } from 'zod'
import { ACTIONS, type ActionName, type InputOfAction, type OutputOfAction } from '../../provisioner/actions/index.ts'
import { request } from './call.ts'
import { cloudId } from './names.ts'

/** An action by name with its input, of one cloud. */
export type ActionRequest = {
  readonly [N in ActionName]: { readonly cloud: string; readonly action: N; readonly input: InputOfAction<N> }
}[ActionName]

const named = Object.entries(ACTIONS).map(([name, { input }]) =>
  z.strictObject({ cloud: cloudId, action: z.literal(name), input }),
)

/** What came of it: ids of what was made. Secrets an API gives (private keys, application credentials) have requests of their own. */
export type ActionAnswer = OutputOfAction<ActionName>

export interface ActionDone {
  readonly value: ActionAnswer
  /** When the cloud had taken it, milliseconds since the epoch: rows of this moment or later (their `at`) tell what it has changed. */
  readonly at: number
}

export const actions = {
  'actions.do': request<ActionDone>()(
    z.discriminatedUnion('action', named as [(typeof named)[number]]) as unknown as z.ZodType<
      ActionRequest,
      ActionRequest
    >,
  ),
}

export {
  ACTIONS,
  type Action,
  type ActionName,
  DISK_FORMATS,
  type Explained,
  explain,
  FLAVOR_SPECS,
  IMAGE_PROPERTIES,
  type InputOfAction,
  isInside,
  type OutputOfAction,
  type ParsedInput,
  RULE_PRESETS,
  type RulePreset,
  rulesOf,
} from '../../provisioner/actions/index.ts'
