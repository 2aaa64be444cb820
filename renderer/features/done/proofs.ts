/** Proofs as rows: those that were made, the one being made, and what they come to. Pure. */
import type { Proof, VerifyState } from '../../../electron/contract/index.ts'
import { count } from '../../ui/words.ts'

export type ProofRow =
  | { readonly id: string; readonly title: string; readonly state: Proof['state']; readonly proof: Proof }
  | { readonly id: string; readonly title: string; readonly state: 'running'; readonly at: number }

export function proofRows({ proofs, current }: VerifyState): readonly ProofRow[] {
  const made = proofs.map((proof): ProofRow => ({ id: proof.id, title: proof.title, state: proof.state, proof }))
  return current === undefined || proofs.some(({ id }) => id === current.id)
    ? made
    : [...made, { ...current, state: 'running' }]
}

/** "14 proved in 3:05", "2 of 14 failed", for the title row. */
export function proofText({ state, proofs, startedAt, endedAt }: VerifyState, clock: (ms: number) => string): string {
  if (state === 'never') return 'Not proved yet'
  if (state === 'running') return `Proving: ${count(proofs.length, 'proof')} made`
  if (state === 'stopping') return 'Stopping: what was made for the proofs is removed'
  const failed = proofs.filter((proof) => proof.state === 'failed').length
  const skipped = proofs.filter((proof) => proof.state === 'skipped').length
  const proved = proofs.length - failed - skipped
  const took = startedAt === undefined || endedAt === undefined ? '' : ` in ${clock(endedAt - startedAt)}`
  const rest = skipped === 0 ? '' : `, ${skipped} not tried`
  if (failed > 0) return `${failed} of ${count(proofs.length, 'proof')} failed${rest}`
  return state === 'failed' ? 'Could not be proved' : `${count(proved, 'proof')} made${took}${rest}`
}
