/** What "stackstead verify" prints, and when it counts as proved. */
import { expect, test } from 'vitest'
import { proofLine, proofsText } from '../../../provisioner/cli/render/proofs.ts'
import { painter, width } from '../../../provisioner/cli/render/text.ts'
import type { Proof } from '../../../provisioner/index.ts'
import { isProved } from '../../../provisioner/index.ts'

const look = { paint: painter(false), columns: 80 }
const token: Proof = { id: 'token', title: 'Token', state: 'proved', saw: 'admin of the project admin', seconds: 1.24 }
const image: Proof = {
  id: 'image',
  title: 'Image',
  state: 'failed',
  error: { code: 'unknown-state', message: `No image.\n${'x'.repeat(200)}`, remedy: 'Apply again.' },
  seconds: 0.2,
}
const lan: Proof = {
  id: 'lan',
  title: 'Floating IP',
  state: 'skipped',
  reason: 'there is no provider network',
  seconds: 0,
}

test('each proof is one row, cut to the terminal', () => {
  expect(proofLine(token, look)).toBe(
    'proved  Token                                    1.2 s  admin of the project ad…',
  )
  expect(width(proofLine(image, look))).toBeLessThanOrEqual(80)
  expect(proofLine(image, look)).not.toContain('\n')
})

test('the end names every failure with its remedy, then the verdict', () => {
  const text = proofsText([token, image, lan], look)
  expect(text).toContain('Failed: Image\n  Error: No image.')
  expect(text).toContain('What to try:\n    Apply again.')
  expect(text).toMatch(/1 of 3 proofs failed in 1\.4 s, 1 not tried\.$/)
  expect(proofsText([token, lan], look)).toBe('The cloud works: 1 proof in 1.2 s, 1 not tried.')
})

test('what cannot exist in this cloud does not count against it; failures and cancellations do', () => {
  expect(isProved([token, lan])).toBe(true)
  expect(isProved([token, image])).toBe(false)
  expect(isProved([token, { ...lan, reason: 'cancelled' }])).toBe(false)
  expect(isProved([])).toBe(false)
})
