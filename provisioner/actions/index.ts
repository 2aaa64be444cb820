/** All actions by name. One file for each resource; a new one is named here and nowhere else. */
import type { z } from 'zod'
import type { ActionInput, ActionOutput } from './action.ts'
import { serverActions } from './servers.ts'

export const ACTIONS = {
  ...serverActions,
}

export type ActionName = keyof typeof ACTIONS
export type InputOfAction<N extends ActionName> = ActionInput<(typeof ACTIONS)[N]>
export type OutputOfAction<N extends ActionName> = ActionOutput<(typeof ACTIONS)[N]>
export type ParsedInput<N extends ActionName> = z.output<(typeof ACTIONS)[N]['input']>

export type { Action, Request } from './action.ts'
export { type ApiCall, path, type ServiceType } from './apiCall.ts'
export { type Explained, type ExplainedRequest, explain } from './explain.ts'
