/** Things by name or id, as people write them. */
import { StacksteadError } from '../../core/errors.ts'
import { didYouMean } from '../../index.ts'
import { shownName } from '../render/text.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** What kinds of things are called: one of them, and several. */
export type Kind = readonly [one: string, many: string]

/** The one meant. Rejects with `invalid-input` where there is none, or several have that name. */
export function oneOf<T extends Named>([one, many]: Kind, wanted: string, rows: readonly T[]): T {
  const byId = rows.find(({ id }) => id === wanted)
  const [first, ...others] = byId === undefined ? rows.filter(({ name }) => name === wanted) : [byId]
  if (first !== undefined && others.length === 0) return first
  if (first !== undefined) {
    throw new StacksteadError({
      code: 'invalid-input',
      message: `${others.length + 1} ${many} are called ${shownName(wanted)}.`,
      detail: [first, ...others].map(({ id }) => id).join('\n'),
      remedy: 'Write the id of the one you mean.',
    })
  }
  throw new StacksteadError({
    code: 'invalid-input',
    message: `There is no ${one} ${shownName(wanted)}.`,
    // A long list helps nobody; the nearest name does.
    remedy: rows.length > 12 ? nearestOnly(wanted, rows) : didYouMean(wanted, names(rows)),
  })
}

function nearestOnly(wanted: string, rows: readonly Named[]): string {
  const guess = didYouMean(wanted, names(rows))
  return guess.startsWith('Did you mean') ? guess : 'Look at the list of them.'
}

function names(rows: readonly Named[]): string[] {
  return [...new Set(rows.map(({ name }) => shownName(name)))]
}
