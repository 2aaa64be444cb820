/** What a run of a recipe looks like after a number of events: the one reduction behind journal, window and command line. */
import type { ErrorData } from '../core/errors.ts'
import type { Given } from './choices.ts'
import type { Kind } from './makers.ts'
import type { Result } from './parts.ts'

export interface PartRef {
  readonly id: string
  readonly title: string
  /** Absent: it waits for something. */
  readonly kind?: Kind
}

export interface OutputValue {
  readonly name: string
  readonly title: string
  readonly text?: string
  /** Absolute path of a file of mode 0600. */
  readonly file?: string
}

/** `at`: milliseconds since the epoch. A journal is a list of these. */
export type RecipeEvent = { readonly at: number } & (
  | {
      readonly type: 'started'
      readonly run: string
      /** Name of the recipe's file, without its end. */
      readonly recipe: string
      readonly title: string
      /** The recipe as it was then: going on must not depend on what somebody changed since. */
      readonly text: string
      readonly given: Given
      readonly parts: readonly PartRef[]
    }
  | { readonly type: 'resumed' }
  | { readonly type: 'part-started'; readonly part: string }
  /** `found`: it was there already. */
  | { readonly type: 'part-done'; readonly part: string; readonly result: Result; readonly found?: true }
  | { readonly type: 'part-failed'; readonly part: string; readonly error: ErrorData }
  | { readonly type: 'output'; readonly output: OutputValue }
  | { readonly type: 'ended'; readonly outcome: 'done' | 'failed' | 'stopped'; readonly error?: ErrorData }
  | { readonly type: 'removing' }
  | { readonly type: 'removed'; readonly kind: Kind; readonly part: string }
  | { readonly type: 'removal-ended'; readonly outcome: 'gone' | 'failed' | 'stopped'; readonly error?: ErrorData }
)

export interface PartProgress extends PartRef {
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'removed'
  readonly startedAt?: number
  readonly endedAt?: number
  readonly result?: Result
  readonly error?: ErrorData
}

export interface RecipeProgress {
  readonly run: string
  readonly recipe: string
  readonly title: string
  readonly given: Given
  readonly startedAt: number
  readonly endedAt?: number
  /** `making` and `removing`, too, where the process that did it was killed. */
  readonly state: 'making' | 'done' | 'failed' | 'stopped' | 'removing' | 'gone' | 'removal-failed'
  readonly parts: readonly PartProgress[]
  readonly outputs: readonly OutputValue[]
  readonly error?: ErrorData
}

export function reduceRecipe(state: RecipeProgress | undefined, event: RecipeEvent): RecipeProgress | undefined {
  if (event.type === 'started') {
    const { at, given, parts, recipe, run, title } = event
    const waiting = parts.map((part): PartProgress => ({ ...part, state: 'waiting' }))
    return { run, recipe, title, given, startedAt: at, state: 'making', parts: waiting, outputs: [] }
  }
  if (state === undefined) return undefined
  const part = (id: string, change: (before: PartProgress) => PartProgress): RecipeProgress => ({
    ...state,
    parts: state.parts.map((one) => (one.id === id ? change(one) : one)),
  })
  switch (event.type) {
    case 'resumed':
      return underWay(state, 'making')
    case 'part-started':
      return part(event.part, ({ id, kind, title }) => ({
        ...{ id, title, state: 'running', startedAt: event.at },
        ...(kind === undefined ? {} : { kind }),
      }))
    case 'part-done':
      return part(event.part, (one) => ({ ...one, state: 'done', endedAt: event.at, result: event.result }))
    case 'part-failed':
      return part(event.part, (one) => ({ ...one, state: 'failed', endedAt: event.at, error: event.error }))
    case 'output': {
      const others = state.outputs.filter(({ name }) => name !== event.output.name)
      return { ...state, outputs: [...others, event.output] }
    }
    case 'ended':
      return ended(state, event.outcome, event)
    case 'removing':
      return underWay(state, 'removing')
    case 'removed':
      return part(event.part, (one) => ({ ...one, state: 'removed', endedAt: event.at }))
    case 'removal-ended':
      return event.outcome === 'gone'
        ? ended({ ...state, outputs: [] }, 'gone', event)
        : ended(state, 'removal-failed', event)
  }
}

export function reduceRecipeEvents(events: readonly RecipeEvent[]): RecipeProgress | undefined {
  return events.reduce<RecipeProgress | undefined>(reduceRecipe, undefined)
}

function underWay(state: RecipeProgress, now: 'making' | 'removing'): RecipeProgress {
  const { endedAt: _at, error: _error, ...others } = state
  return { ...others, state: now }
}

function ended(
  state: RecipeProgress,
  now: RecipeProgress['state'],
  { at, error }: { readonly at: number; readonly error?: ErrorData },
): RecipeProgress {
  const { error: _before, ...others } = state
  return { ...others, state: now, endedAt: at, ...(error === undefined ? {} : { error }) }
}
