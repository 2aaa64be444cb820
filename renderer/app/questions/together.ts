/** Questions that are answered together: new keys in one list, one password or passphrase for all that ask for the same. Pure. */
import type { Question } from '../../../electron/contract/index.ts'

export type SecretAsked = Exclude<Question, { kind: 'host-key' }>

/** Which of the open questions the first one may be answered with; itself among them. */
export function together(first: Question, open: readonly Question[]): readonly Question[] {
  return open.filter((other) => other.id === first.id || isAlike(first, other))
}

function isAlike(one: Question, other: Question): boolean {
  if (one.kind === 'host-key') return other.kind === 'host-key'
  if (one.kind === 'passphrase')
    return other.kind === 'passphrase' && other.path === one.path && other.once === one.once
  // A password somebody chose to type is meant for one place.
  const isChosen = (question: Question): boolean => question.kind === 'password' && question.chosen === true
  if (other.kind !== 'password' || isChosen(one) || isChosen(other)) return false
  return other.purpose === one.purpose && other.user === one.user && other.cloud === one.cloud
}
