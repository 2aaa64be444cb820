/** Does something with the running cloud: checked here first, marked in its row while under way, its failure told in words. */
import { useCallback, useState, useSyncExternalStore } from 'react'
import type { ActionName, InputOfAction, OutputOfAction } from '../../electron/contract/actions.ts'
import type { ErrorData, RequestInput } from '../../electron/contract/index.ts'
import { bridge } from './bridge.ts'
import { type Doing, doings } from './doings.ts'
import { problemsOf } from './problems.ts'
import { tellFailure } from './tellFailure.ts'
import { loadActions } from './useActions.ts'

export interface DoOptions {
  /** Ids of the rows it is done to, and the words that stand in them meanwhile: "Stopping". */
  readonly mark?: { readonly ids: readonly string[]; readonly words: string }
  /** The form or dialog shows the error in its place: no toast then. */
  readonly quiet?: boolean
}

export type Done<N extends ActionName> =
  | { readonly ok: true; readonly value: OutputOfAction<N>; readonly at: number }
  | {
      readonly ok: false
      readonly error: ErrorData
      /** By the field's path, like "networks.0.address": what its schema says. Nothing was sent then. */
      readonly fields: Readonly<Record<string, string>>
    }

export type Do = <N extends ActionName>(action: N, input: InputOfAction<N>, options?: DoOptions) => Promise<Done<N>>

const marks = doings()

/** By row id: what the page has asked for and the rows do not tell yet. */
export function useDoings(): ReadonlyMap<string, Doing> {
  return useSyncExternalStore(marks.subscribe, marks.now)
}

/** Never rejects. */
export function useDo(cloud: string): Do {
  return useCallback((action, input, options) => doAction(cloud, action, input, options), [cloud])
}

export async function doAction<N extends ActionName>(
  cloud: string,
  action: N,
  input: InputOfAction<N>,
  { mark, quiet = false }: DoOptions = {},
): Promise<Done<N>> {
  // Marked before anything is waited for: the row answers the click at once.
  const marked = mark === undefined ? undefined : marks.begin(mark.ids, mark.words)
  const done = await checkedAndSent(cloud, action, input)
  if (done.ok) marked?.accepted(done.at)
  else {
    marked?.failed()
    if (!quiet) tellFailure(done.error)
  }
  return done
}

async function checkedAndSent<N extends ActionName>(
  cloud: string,
  action: N,
  input: InputOfAction<N>,
): Promise<Done<N>> {
  const actions = await loadActions().catch(() => undefined)
  if (actions === undefined) return { ok: false, error: LOST, fields: {} }
  const { ACTIONS } = actions
  const fields = problemsOf(ACTIONS[action].input, input)
  const [first] = Object.values(fields)
  if (first !== undefined) return { ok: false, error: { code: 'invalid-input', message: first }, fields }
  const reply = await bridge.call('actions.do', { cloud, action, input } as RequestInput<'actions.do'>)
  if (!reply.ok) return { ...reply, fields: {} }
  const { at, value } = reply.value
  return { ok: true, value: value as OutputOfAction<N>, at }
}

/** For a dialog: one action at a time, with its error and whether it is under way. */
export function useDialogAction(cloud: string): {
  readonly busy: boolean
  readonly error: ErrorData | undefined
  readonly fields: Readonly<Record<string, string>>
  readonly run: Do
  /** Forgets the error. */
  readonly reset: () => void
} {
  const [state, setState] = useState<DialogState>(AT_REST)
  const run: Do = useCallback(
    async (action, input, options) => {
      setState({ ...AT_REST, busy: true })
      const done = await doAction(cloud, action, input, { quiet: true, ...options })
      setState(done.ok ? AT_REST : { busy: false, error: done.error, fields: done.fields })
      return done
    },
    [cloud],
  )
  return { ...state, run, reset: useCallback(() => setState(AT_REST), []) }
}

const LOST: ErrorData = {
  code: 'unreachable',
  message: 'A piece of the window could not be fetched, so nothing was sent.',
  remedy: 'Reload the window and try again.',
}

interface DialogState {
  readonly busy: boolean
  readonly error: ErrorData | undefined
  readonly fields: Readonly<Record<string, string>>
}

const AT_REST: DialogState = { busy: false, error: undefined, fields: {} }
