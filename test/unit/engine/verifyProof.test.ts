/** Proofs: what is kept of them, what is skipped for want of what, and what a cancellation does. */
import { expect, test } from 'vitest'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { prover, type VerifyEvent } from '../../../provisioner/engine/verify/proof.ts'

test('a failure keeps its error, and what needs it is skipped with the reason', async () => {
  const events: VerifyEvent[] = []
  const { proofs, prove } = prover((event) => events.push(event))
  const image = await prove({ id: 'image', title: 'Image', work: async () => ({ saw: 'one', made: 7 }) })
  const wayIn = await prove({
    id: 'group',
    title: 'Group',
    needs: { image },
    work: async (met): Promise<{ saw: string; made: number }> => {
      throw new StacksteadError({ code: 'api', message: `image ${met.image} is blocked.`, remedy: 'Look.' })
    },
  })
  await prove({ id: 'floating', title: 'Floating', needs: { image, wayIn }, work: async () => ({ saw: 'never' }) })
  expect(proofs.map(({ seconds: _seconds, ...proof }) => proof)).toEqual([
    { id: 'image', title: 'Image', state: 'proved', saw: 'one' },
    {
      id: 'group',
      title: 'Group',
      state: 'failed',
      error: { code: 'api', message: 'image 7 is blocked.', remedy: 'Look.' },
    },
    { id: 'floating', title: 'Floating', state: 'skipped', reason: 'there is no way in' },
  ])
  expect(events.map((event) => event.type)).toEqual([
    ...['proof-started', 'proof-ended', 'proof-started', 'proof-ended', 'proof-ended'],
  ])
})

test('after a cancellation only what must happen always is still done', async () => {
  const abort = new AbortController()
  const { proofs, prove } = prover(() => {}, abort.signal)
  await prove({
    id: 'under-way',
    title: 'Under way',
    work: async () => {
      abort.abort()
      throw new Error('cut off')
    },
  })
  await prove({ id: 'next', title: 'Next', work: async () => ({ saw: 'never' }) })
  await prove({ id: 'removed', title: 'Removed', always: true, work: async () => ({ saw: 'all of it' }) })
  expect(proofs.map(({ id, reason, saw }) => [id, reason ?? saw])).toEqual([
    ['under-way', 'cancelled'],
    ['next', 'cancelled'],
    ['removed', 'all of it'],
  ])
})
