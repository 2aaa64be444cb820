/** A cloud that is deployed against all odds: killed ten times, its controller cut off twice, then grown by a compute. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cutMachine, startMachine } from '../../../provisioner/lab/index.ts'
import { applyAndKill, applyUntil } from '../../support/killedApply.ts'
import { labCloudFile } from '../../support/labCloudFile.ts'
import { type LabRoom, labRoom } from '../../support/labRoom.ts'

const KILLS = 10
const LAB = 'resilience'

let room: LabRoom

beforeAll(async () => {
  room = await labRoom(LAB, ['controller', 'compute-1', 'compute-2'])
  await room.writeCloud(labCloudFile(room.lab, 'controller-and-computes', ['controller', 'compute-1']))
})

afterAll(async () => room?.[Symbol.asyncDispose]())

async function succeeds(...words: string[]): Promise<string> {
  const result = await room.cli(...words)
  expect(result.status, result.stdout + result.stderr).toBe(0)
  return result.stdout
}

/** What an end state is compared by: every step as it should be, and the same objects known to nova. */
async function converged(): Promise<void> {
  await succeeds('plan')
}

describe.sequential('a deployment', () => {
  test(`survives being killed ${KILLS} times at random moments`, async () => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const output = await applyAndKill(room, 1 + Math.floor(Math.random() * 9))
      expect(output).toContain('"run-started"')
    }
  })

  test('survives a power cut of the controller in the middle of it', async () => {
    const result = await applyUntil(room, 30, async () => {
      await cutMachine(LAB, 'controller')
    })
    expect(result.status, 'apply notices that the controller is gone').toBe(1)
    await startMachine(LAB, 'controller')
    await succeeds('apply', '--yes')
    await converged()
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
    await converged()
    const proofs = await succeeds('verify')
    expect(proofs).toContain('2 computes')
  })
})
