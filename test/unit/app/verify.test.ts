/** Verify as the window shows it: proofs as they are made, kept over a restart, stopped on demand. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Verify } from '../../../electron/app/verify/cloudVerify.ts'
import { verifyArea } from '../../../electron/app/verify/verifyArea.ts'
import type { Proof, VerifyState } from '../../../electron/contract/index.ts'
import { blankFleet } from '../../support/blankFleet.ts'
import { rejection } from '../../support/sshClient.ts'
import { testApp, told } from '../../support/testApp.ts'

const HOME = { cloud: 'home' }
const TOKEN: Proof = { id: 'token', title: 'Token', state: 'proved', saw: 'admin', seconds: 1 }
const IMAGE: Proof = {
  id: 'image',
  title: 'Image',
  state: 'failed',
  error: { code: 'api', message: 'No.' },
  seconds: 2,
}

/** Makes the proofs it is told to, one when it is let, or skips what is left after a stop. */
function scripted(...proofs: readonly Proof[]): { readonly verify: Verify; go(): void } {
  const go = Promise.withResolvers<void>()
  return {
    go: go.resolve,
    async verify({ emit, signal }) {
      const made: Proof[] = []
      for (const proof of proofs) {
        emit?.({ type: 'proof-started', at: 1, id: proof.id, title: proof.title })
        if (signal?.aborted !== true)
          await Promise.race([go.promise, new Promise((stop) => signal?.addEventListener('abort', stop))])
        const { saw: _saw, ...rest } = proof
        made.push(signal?.aborted ? { ...rest, state: 'skipped', reason: 'cancelled' } : proof)
        emit?.({ type: 'proof-ended', at: 2, proof: made.at(-1) ?? proof })
      }
      return made
    },
  }
}

async function following(area: ReturnType<typeof verifyArea>) {
  const state = told<VerifyState>()
  await area.streams['verify.follow'](HOME, state.emit, state.signal)
  return state
}

test('proofs are told as they are made, and are there after a restart', async () => {
  using app = testApp({ fleet: blankFleet() })
  const { verify, go } = scripted(TOKEN, IMAGE)
  const area = verifyArea(app.context, verify)
  const state = await following(area)
  expect(state.events).toEqual([{ state: 'never', proofs: [] }])
  await area.requests['verify.start'](HOME)
  await state.until(({ current }) => current?.id === 'token')
  expect(await rejection(area.requests['verify.start'](HOME))).toMatchObject({
    data: { code: 'invalid-input', message: 'home is being verified already.' },
  })
  go()
  const end = await state.until((one) => one.state === 'done')
  expect(end).toMatchObject({ proofs: [TOKEN, IMAGE] })
  expect(end.current).toBeUndefined()
  expect(state.events.map(({ proofs }) => proofs.length)).toContain(1)
  expect(app.context.jobs.list.get()).toMatchObject([{ kind: 'verify', title: 'Verify home', state: 'failed' }])
  expect(app.notified).toEqual(['Verify home: failed — Not proved: Image.'])
  await area[Symbol.asyncDispose]()

  const after = await following(verifyArea(app.context, verify))
  expect(after.events).toEqual([end])
})

test('a damaged memory counts as none', async () => {
  using app = testApp({ fleet: blankFleet() })
  const { verify, go } = scripted(TOKEN)
  go()
  const area = verifyArea(app.context, verify)
  await area.requests['verify.start'](HOME)
  await (await following(area)).until((one) => one.state === 'done')
  await area[Symbol.asyncDispose]()
  for (const text of ['{"state":"done"', '{"state":"done","proofs":[{"id":3}]}', '[]']) {
    writeFileSync(join(app.room.runsFolder, 'proofs.json'), text)
    expect((await following(verifyArea(app.context, verify))).events).toEqual([{ state: 'never', proofs: [] }])
  }
})

test('stopping says so until what was made is gone, and is no failure', async () => {
  using app = testApp({ fleet: blankFleet() })
  const { verify } = scripted(TOKEN, IMAGE)
  const area = verifyArea(app.context, verify)
  const state = await following(area)
  await area.requests['verify.start'](HOME)
  await state.until(({ current }) => current !== undefined)
  await area.requests['verify.stop'](HOME)
  expect(state.events.some((one) => one.state === 'stopping')).toBe(true)
  const end = await state.until((one) => one.state === 'done')
  expect(end.proofs.map((proof) => proof.reason)).toEqual(['cancelled', 'cancelled'])
  expect(app.context.jobs.list.get()[0]?.state).toBe('cancelled')
  expect(app.notified).toEqual([])
})

test('why nothing could be tried is told', async () => {
  using app = testApp({ fleet: blankFleet() })
  app.write('name: home\n')
  const area = verifyArea(app.context, scripted(TOKEN).verify)
  const state = await following(area)
  await area.requests['verify.start'](HOME)
  expect(await state.until((one) => one.state === 'failed')).toMatchObject({
    error: { code: 'invalid-input' },
    proofs: [],
  })
})

test('the real proofs can be stopped while they wait for a machine that does not answer', async () => {
  const fleet = blankFleet()
  for (const machine of ['controller', 'compute-1', 'compute-2']) fleet.dead.add(machine)
  using app = testApp({ fleet })
  await using area = verifyArea(app.context)
  const state = await following(area)
  await area.requests['verify.start'](HOME)
  await state.until(({ current }) => current?.id === 'token')
  await area.requests['verify.stop'](HOME)
  const { proofs } = await state.until((one) => one.state === 'done')
  expect(proofs).toMatchObject([{ id: 'token', state: 'skipped', reason: 'cancelled' }])
})
