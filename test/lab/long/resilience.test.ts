/** A cloud that is deployed against all odds: killed ten times, its controller cut off twice, then grown by a compute. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cutMachine, startMachine } from '../../../provisioner/lab/index.ts'
import { endState } from '../../support/endState.ts'
import { applyAndKill, applyUntil } from '../../support/killedApply.ts'
import { labCloudFile } from '../../support/labCloudFile.ts'
import { type LabRoom, labRoom } from '../../support/labRoom.ts'
import { listingDifference } from '../../support/listing.ts'

const KILLS = 10
const LAB = 'resilience'
const FIRST = ['controller', 'compute-1']

let room: LabRoom

beforeAll(async () => {
  room = await labRoom(LAB, ['controller', 'compute-1', 'compute-2'])
  await room.writeCloud(labCloudFile(room.lab, 'controller-and-computes', FIRST))
})

afterAll(async () => room?.[Symbol.asyncDispose]())

async function succeeds(...words: string[]): Promise<string> {
  const result = await room.cli(...words)
  expect(result.status, result.stdout + result.stderr).toBe(0)
  return result.stdout
}

/** How many steps are not as they should be, or not known yet. */
async function left(): Promise<number> {
  const plan = await room.cli('plan', '--json')
  expect([0, 2], plan.stderr).toContain(plan.status)
  const { machines } = JSON.parse(plan.stdout) as { machines: { steps: { state: string }[] }[] }
  return machines.flatMap(({ steps }) => steps).filter(({ state }) => state !== 'ok').length
}

describe.sequential('a deployment', () => {
  test(`killed ${KILLS} times at random moments ends as one that never was`, async () => {
    await succeeds('apply', '--yes')
    await succeeds('plan')
    const never = await endState(room, FIRST, 'controller')
    await succeeds('destroy', '--yes')
    for (let kill = 0; kill < KILLS; kill += 1) {
      // Spread over the whole of it: each takes, in the middle, an equal share of what is left.
      const share = (2 * (await left())) / (KILLS - kill + 1)
      const output = await applyAndKill(room, 1 + Math.floor(Math.random() * (share - 1)))
      expect(output).toContain('"run-started"')
    }
    await succeeds('apply', '--yes')
    await succeeds('plan')
    expect(listingDifference(never, await endState(room, FIRST, 'controller'))).toEqual([])
    await succeeds('destroy', '--yes')
  })

  test('survives a power cut of the controller in the middle of it', async () => {
    const result = await applyUntil(room, 30, async () => {
      await cutMachine(LAB, 'controller')
    })
    expect(result.status, 'apply notices that the controller is gone').toBe(1)
    await startMachine(LAB, 'controller')
    await succeeds('apply', '--yes')
    await succeeds('plan')
  })

  test('serves again after a power cut of the finished controller', async () => {
    await cutMachine(LAB, 'controller')
    await startMachine(LAB, 'controller')
    // Services come up by themselves; apply finds nothing to change once they have.
    await succeeds('apply', '--yes')
    await succeeds('verify')
  })

  test('grows by a second compute that is written into cloud.yaml', async () => {
    await room.writeCloud(labCloudFile(room.lab, 'controller-and-computes'))
    const plan = await room.cli('plan')
    expect(plan.status, plan.stderr).toBe(2)
    expect(plan.stdout).toContain('compute-2')
    await succeeds('apply', '--yes')
    await succeeds('plan')
    const proofs = await succeeds('verify')
    expect(proofs).toContain('2 computes')
  })
})
