/** A machine belongs to one cloud: what a run of another cloud.yaml, or of the same with other secrets, comes to. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { planArea } from '../../../electron/app/plan/planArea.ts'
import { SshPool } from '../../../provisioner/adapters/sshPool.ts'
import { sh } from '../../../provisioner/core/command.ts'
import { lockMachines } from '../../../provisioner/engine/machineLocks.ts'
import { apply, destroyPlan, preflight } from '../../../provisioner/index.ts'
import { blankFleet } from '../../support/blankFleet.ts'
import { clientOptions, keyTarget, rejection } from '../../support/sshClient.ts'
import { type Sshd, sshdLacks, startSshd } from '../../support/sshd.ts'
import { testApp } from '../../support/testApp.ts'

vi.setConfig({ testTimeout: 90_000 })

const NOTE = '/var/lib/stackstead/cloud'
const OURS = { id: 'a'.repeat(32), name: 'home' }
const THEIRS = { id: 'b'.repeat(32), name: 'attic' }
const ofTheirs = (machine: string) => ({
  data: { machine, message: expect.stringContaining(`${machine} belongs to another cloud, called attic`) },
})

describe('a cloud', () => {
  test('keeps its identity with its secrets', async () => {
    using one = testApp({ fleet: blankFleet() })
    using other = testApp({ fleet: blankFleet() })
    const { id } = await one.room.project()
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect((await one.room.project()).id).toBe(id)
    expect((await other.room.project()).id).not.toBe(id)
    rmSync(join(one.folder, 'cloud.secrets'))
    expect((await one.room.project()).id).not.toBe(id)
  })

  test.each(['apply', 'destroy'] as const)(
    'that is not theirs is refused to %s, before it is shown or asked',
    async (operation) => {
      const fleet = blankFleet()
      using app = testApp({ fleet })
      const project = await app.room.project()
      fleet.printed.set('controller noted-cloud', `${project.id}\thome\n`)
      fleet.printed.set('compute-1 noted-cloud', `${THEIRS.id}\tattic\n`)
      const confirm = vi.fn(async () => false)
      const plan = operation === 'apply' ? project.plan : destroyPlan(project.cloud)
      expect(await rejection(apply(project, { fleet, operation, plan, confirm, preflight: false }))).toMatchObject(
        ofTheirs('compute-1'),
      )
      expect(confirm).not.toHaveBeenCalled()
      // The note comes along with the plan's own facts.
      expect([...fleet.asked.values()]).toEqual([1, 1, 1])
    },
  )

  test.each(['plan.read', 'plan.destroy'] as const)('is said to be another one by %s', async (request) => {
    const fleet = blankFleet()
    using app = testApp({ fleet })
    fleet.printed.set('compute-1 noted-cloud', `${THEIRS.id}\tattic\n`)
    const { findings } = await planArea(app.context).requests[request]({ cloud: 'home' })
    expect(findings).toMatchObject([{ machine: 'compute-1', level: 'error', what: ofTheirs('compute-1').data.message }])
  })

  test('is said to be another one by the check', async () => {
    const fleet = blankFleet()
    using app = testApp({ fleet })
    const project = await app.room.project()
    fleet.printed.set('controller earlier-cloud', `ours\ncloud\t${project.id}\thome\n`)
    fleet.printed.set('compute-1 earlier-cloud', `ours\ncloud\t${THEIRS.id}\tattic\n`)
    const found = (await preflight(project, fleet)).filter((one) => one.id === 'leftovers')
    expect(found.map(({ machine, level }) => [machine, level])).toEqual([
      ['controller', 'ok'],
      ['compute-1', 'error'],
      ['compute-2', 'ok'],
    ])
    expect(found[1]?.remedy).toContain(`stackstead ssh compute-1 sudo rm ${NOTE}`)
  })
})

const lacks = sshdLacks({ users: true })

describe.skipIf(lacks !== undefined)(`a machine${lacks === undefined ? '' : ` (left out: ${lacks})`}`, () => {
  test('is noted as the first cloud’s that locks it, and locked for no other', async () => {
    await using sshd = await startSshd({ ownState: true })
    await using fleet = fleetOf(sshd)
    const lock = (cloud: typeof OURS) => lockMachines(['m1'], fleet, { operation: 'apply', cloud }, () => {})
    const note = async (): Promise<string> => (await (await fleet.transport()).exec(sh`cat ${NOTE}`)).stdout
    await (await lock(OURS))?.[Symbol.asyncDispose]()
    expect(await note()).toBe(`${OURS.id}\thome\n`)
    expect(await rejection(lock(THEIRS))).toMatchObject({
      data: { machine: 'm1', message: expect.stringContaining('belongs to another cloud, called home') },
    })
    await (await lock({ ...OURS, name: 'renamed' }))?.[Symbol.asyncDispose]()
    expect(await note()).toBe(`${OURS.id}\thome\n`)
    await (await fleet.transport()).exec(sh`printf 'no note\n' > ${NOTE}`)
    expect(await rejection(lock(OURS))).toMatchObject({
      data: { message: expect.stringContaining('belongs to another cloud, made') },
    })
    // What the remedy says.
    await (await fleet.transport()).exec(sh`rm ${NOTE}`)
    await (await lock(THEIRS))?.[Symbol.asyncDispose]()
    expect(await note()).toBe(`${THEIRS.id}\tattic\n`)
  })
})

function fleetOf(sshd: Sshd) {
  const pool = new SshPool(clientOptions(sshd))
  return {
    transport: () => pool.connect('m1', keyTarget(sshd)),
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  }
}
