/** What verify proves, as text: one line a proof as it ends, then failures and the verdict. Pure. */
import type { Proof } from '../../index.ts'
import { errorText } from './error.ts'
import { clip, count, duration, indented, type Look, pad, printable, wrap } from './text.ts'

const WORDS = { proved: ['proved', 'green'], failed: ['failed', 'red'], skipped: ['skipped', 'yellow'] } as const

/** Titles are at most this wide; longer ones push their line to the right. */
const TITLE = 33

/** One row of the table that grows while verify works. */
export function proofLine(proof: Proof, { paint, columns }: Look): string {
  const [word, colour] = WORDS[proof.state]
  const said = proof.saw ?? proof.reason ?? proof.error?.message ?? ''
  const head = `${pad(word, 8)}${pad(proof.title, TITLE)} ${duration(proof.seconds * 1000).padStart(12)}  `
  const text = clip(printable(said).replaceAll('\n', ' '), Math.max(20, columns - head.length))
  return `${paint(colour, pad(word, 8))}${head.slice(8)}${paint('dim', text)}`
}

/** The end: every failure with its remedy, and one sentence. */
export function proofsText(proofs: readonly Proof[], look: Look): string {
  const failed = proofs.filter((proof) => proof.state === 'failed')
  const failures = failed.map((proof) => {
    const title = `${look.paint(['red', 'bold'], 'Failed:')} ${proof.title}`
    if (proof.error === undefined) return title
    return `${title}\n${indented(errorText(proof.error, { ...look, columns: look.columns - 2 }), '  ')}`
  })
  return [...failures, verdict(proofs, look)].join('\n\n')
}

function verdict(proofs: readonly Proof[], { paint, columns }: Look): string {
  const of = (state: Proof['state']): number => proofs.filter((proof) => proof.state === state).length
  const skipped = of('skipped') === 0 ? '' : `, ${of('skipped')} not tried`
  const seconds = proofs.reduce((sum, proof) => sum + proof.seconds, 0)
  const took = duration(seconds * 1000)
  if (of('failed') > 0)
    return paint(
      'red',
      wrap(`${of('failed')} of ${count(proofs.length, 'proof')} failed in ${took}${skipped}.`, columns),
    )
  return paint(
    of('skipped') === 0 ? 'green' : 'yellow',
    `The cloud works: ${count(of('proved'), 'proof')} in ${took}${skipped}.`,
  )
}
