/** The mark every thing a recipe makes carries from its first moment on: which run made it, as which part. */
import type { MakingAction } from './makers.ts'
import { maker } from './makers.ts'

export interface Mark {
  readonly run: string
  /** Like "controller", or "worker.2" of several. */
  readonly part: string
}

const WORD = 'stackstead-recipe'
const RUN_KEY = 'stackstead-recipe'
const PART_KEY = 'stackstead-part'

/** A run: the recipe's name and six digits of chance. */
const RUN = '[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?-[0-9a-f]{6}'
const PART = '[a-z][a-zA-Z0-9]{0,31}(?:\\.[0-9]{1,3})?'
export const RUN_ID = new RegExp(`^${RUN}$`)

const IN_DESCRIPTION = new RegExp(`^${WORD}:(${RUN}):(${PART})(?= |$)`)
const AS_NAME = new RegExp(`^(${RUN})\\.(${PART})$`)

/** The input with the mark in it. */
export function marked(
  action: MakingAction,
  input: Readonly<Record<string, unknown>>,
  mark: Mark,
): Record<string, unknown> {
  const { run, part } = mark
  switch (maker(action).mark) {
    case 'name':
      return { ...input, name: `${run}.${part}` }
    case 'metadata':
      return { ...input, metadata: { ...(input.metadata as object | undefined), [RUN_KEY]: run, [PART_KEY]: part } }
    case 'description': {
      const own = typeof input.description === 'string' ? ` ${input.description}` : ''
      return { ...input, description: `${WORD}:${run}:${part}${own}` }
    }
  }
}

export function markInDescription(text: string): Mark | undefined {
  return found(IN_DESCRIPTION.exec(text))
}

export function markInName(name: string): Mark | undefined {
  return found(AS_NAME.exec(name))
}

export function markInMetadata(metadata: Readonly<Record<string, string>>): Mark | undefined {
  return markInName(`${metadata[RUN_KEY] ?? ''}.${metadata[PART_KEY] ?? ''}`)
}

function found(match: RegExpExecArray | null): Mark | undefined {
  const [, run, part] = match ?? []
  return run === undefined || part === undefined ? undefined : { run, part }
}
