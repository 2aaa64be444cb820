/** A cloud.yaml that was changed after its cloud was deployed: what is looked at again, what is refused, and what is only said. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ErrorData } from '../../../provisioner/core/errors.ts'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { type Applied, apply } from '../../../provisioner/engine/apply.ts'
import { leftMachines } from '../../../provisioner/engine/planFindings.ts'
import { openProject, type Project } from '../../../provisioner/engine/project.ts'
import { noteWanted, settleWanted } from '../../../provisioner/engine/wanted.ts'
import { type BlankFleet, blankFleet } from '../../support/blankFleet.ts'
import { altered } from '../../support/clouds.ts'

const MACHINES = ['controller', 'compute-1', 'compute-2']
const CLOUD = altered('settings: { nova: { cpuMode: host-model } }\n', '')
const MORE_ON_ONE = altered('horizon: compute-1', 'horizon: compute-1, memcached: compute-1', CLOUD)

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stackstead-edited-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function project(text: string): Promise<Project> {
  writeFileSync(join(folder, 'cloud.yaml'), text)
  return openProject(join(folder, 'cloud.yaml'), join(folder, 'key'))
}

/** Machines that were begun with and of which nothing more can be read: preflight finds all of them unfit. */
function begun(...machines: readonly string[]): BlankFleet {
  const fleet = blankFleet()
  for (const name of machines) fleet.printed.set(`${name} manifest`, 'exists\nfile\t/etc/hosts\tno\tyes\n')
  return fleet
}

/** Up to the question whether to begin, which is answered with no; or why it does not come that far. */
async function tried(edited: Project, fleet: BlankFleet): Promise<Applied['outcome'] | ErrorData> {
  try {
    return (await apply(edited, { fleet, confirm: async () => false })).outcome
  } catch (error) {
    if (error instanceof StacksteadError) return error.data
    throw error
  }
}

test('a machine that is to carry more than when it was begun with is looked at again, the others are not', async () => {
  await noteWanted(await project(CLOUD), new Set(MACHINES))
  const answer = await tried(await project(MORE_ON_ONE), begun(...MACHINES))
  expect(answer).toMatchObject({
    code: 'unfit',
    message: 'Nothing was changed, because compute-1 is not fit for what cloud.yaml says.',
  })
})

test('another card or range of the provider network is looked at on every machine that has a card there', async () => {
  await noteWanted(await project(CLOUD), new Set(MACHINES))
  const range = await tried(await project(altered('10.84.0.199', '10.84.0.209', CLOUD)), begun(...MACHINES))
  expect(range).toMatchObject({ message: expect.stringContaining('controller, compute-1, compute-2 are not fit') })
  const card = await tried(await project(altered('provider: enp2s0', 'provider: enp3s0', CLOUD)), begun(...MACHINES))
  expect(card).toMatchObject({ message: expect.stringContaining('because compute-1 is not fit') })
})

test('what was interrupted goes on: with what it was begun for, and where nothing is known of that', async () => {
  expect(await tried(await project(MORE_ON_ONE), begun(...MACHINES))).toBe('cancelled')
  await noteWanted(await project(MORE_ON_ONE), new Set(MACHINES))
  expect(await tried(await project(MORE_ON_ONE), begun(...MACHINES))).toBe('cancelled')
})

test('a machine that could not be reached is not taken for looked at', async () => {
  await noteWanted(await project(CLOUD), new Set(MACHINES))
  await noteWanted(await project(MORE_ON_ONE), new Set(['controller', 'compute-2']))
  expect(await tried(await project(MORE_ON_ONE), begun(...MACHINES))).toMatchObject({
    message: expect.stringContaining('because compute-1 is not fit'),
  })
})

test('machines that cannot be read are all named before the first is begun with', async () => {
  const fleet = begun()
  for (const machine of ['compute-1', 'compute-2']) fleet.dead.add(machine)
  expect(await tried(await project(CLOUD), fleet)).toMatchObject({
    code: 'unreachable',
    message: 'Nothing was changed, because compute-1, compute-2 could not be read.',
    detail: 'compute-1 is off.\ncompute-2 is off.',
  })
  fleet.dead.delete('compute-2')
  expect(await tried(await project(CLOUD), fleet)).toMatchObject({ machine: 'compute-1', message: 'compute-1 is off.' })
})

test('databases are not left behind, and to see it takes no further trip', async () => {
  const fleet = begun(...MACHINES)
  const kept = 'there\t/var/lib/mysql\tkeystone\nours\t/etc/mysql/mariadb.conf.d/90-stackstead.cnf\n'
  fleet.printed.set('controller kept-data', kept)
  const edited = await project(altered('horizon: compute-1', 'horizon: compute-1, mariadb: compute-1', CLOUD))
  const answer = await tried(edited, fleet)
  expect(answer).toMatchObject({
    message: 'Nothing was changed, because data would be left behind.',
    detail: expect.stringContaining('the databases of all services are still on controller'),
    remedy: expect.stringContaining('"placement: { mariadb: controller }"'),
  })
  expect([...fleet.asked.values()]).toEqual([1, 1, 1])
  fleet.printed.set('compute-1 kept-data', 'there\t/var/lib/mysql\tkeystone\n')
  expect(await tried(edited, fleet)).toBe('cancelled')
})

test('a machine that cloud.yaml names no more is spoken of until a deployment without it is done', async () => {
  await noteWanted(await project(CLOUD), new Set(MACHINES))
  expect(await leftMachines(await project(CLOUD))).toEqual([])
  const without = await project(
    CLOUD.split('\n')
      .filter((line) => !line.includes('compute-2:'))
      .join('\n'),
  )
  await noteWanted(without, new Set(MACHINES))
  const [left, ...others] = await leftMachines(without)
  expect(others).toEqual([])
  expect(left).toMatchObject({
    machine: 'compute-2',
    level: 'warning',
    why: expect.stringContaining('the disks of instances (nova-compute)'),
    remedy: expect.stringContaining(`--machine compute-2=10.83.0.13 --user debian --key '~/.ssh/id_ed25519'", a copy`),
  })
  await settleWanted(without, without.cloud.machines)
  expect(await leftMachines(without)).toEqual([])
})
