/**
 * From three bare machines to a cloud and back, as a person does it with the command line: deployed while being killed,
 * resumed, proved, unchanged by a second run, free of secrets where none may be, and removed without a trace.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readEncrypted } from '../../provisioner/adapters/encryptedFile.ts'
import { type ProcessWatch, watchProcesses } from '../support/canary.ts'
import { applyAndKill } from '../support/killedApply.ts'
import { labCloudFile } from '../support/labCloudFile.ts'
import { type LabRoom, labRoom } from '../support/labRoom.ts'
import { LISTING, listingDifference } from '../support/listing.ts'
import { wideFilesWith } from '../support/wideFiles.ts'

const MACHINES = ['controller', 'compute-1', 'compute-2']
const KILLS = 3

let room: LabRoom
let watch: ProcessWatch
const before = new Map<string, string>()
/** Everything the command line printed, to be searched for secrets. */
let printed = ''

const secrets = async () =>
  (await readEncrypted(
    join(room.options.folder, 'cloud.secrets'),
    join(room.options.home, '.config/stackstead/key'),
  )) ?? {}

async function cli(...words: string[]) {
  const result = await room.cli(...words)
  printed += result.stdout + result.stderr
  return result
}

beforeAll(async () => {
  room = await labRoom('deploy', MACHINES)
  for (const machine of MACHINES) before.set(machine, await room.ssh(machine, LISTING))
  await room.writeCloud(labCloudFile(room.lab, 'controller-and-computes'))
  watch = watchProcesses(secrets)
})

afterAll(async () => {
  await watch?.[Symbol.asyncDispose]()
  await room?.[Symbol.asyncDispose]()
})

describe.sequential('three bare machines', () => {
  test('pass the preflight', async () => {
    const result = await cli('check')
    expect(result.status, result.stdout + result.stderr).toBe(0)
  })

  test('have everything to be changed', async () => {
    const result = await cli('plan')
    expect(result.status, result.stderr).toBe(2)
    expect(result.stdout).toContain('nova-compute')
  })

  test(`become a cloud although the app is killed ${KILLS} times`, async () => {
    for (let kill = 0; kill < KILLS; kill += 1) printed += await applyAndKill(room, 1 + Math.floor(Math.random() * 25))
    const result = await cli('apply', '--yes')
    expect(result.status, result.stdout + result.stderr).toBe(0)
  })

  test('need nothing more', async () => {
    const plan = await cli('plan')
    expect(plan.status, plan.stdout + plan.stderr).toBe(0)
    const again = await cli('apply', '--yes')
    expect(again.status, again.stderr).toBe(0)
  })

  test('prove themselves from outside', async () => {
    const result = await cli('verify')
    expect(result.status, result.stdout + result.stderr).toBe(0)
  })

  test('hold no secret where anybody could read it', async () => {
    await watch[Symbol.asyncDispose]()
    const known = await secrets()
    expect(Object.keys(known).length).toBeGreaterThan(10)
    expect(watch.looks()).toBeGreaterThan(50)
    expect(watch.sightings).toEqual([])
    const runs = join(room.options.folder, '.stackstead', 'cloud')
    const journals = await Promise.all((await journalNames(runs)).map((name) => readFile(join(runs, name), 'utf8')))
    const places = { printed, journals: journals.join('\n') }
    for (const [place, text] of Object.entries(places)) {
      expect(
        Object.keys(known).filter((name) => text.includes(known[name] ?? '')),
        place,
      ).toEqual([])
    }
    for (const machine of MACHINES) expect(await wideFilesWith(room, machine, known), machine).toEqual([])
  })

  test('are as they were after destroy', async () => {
    const result = await cli('destroy', '--yes')
    expect(result.status, result.stdout + result.stderr).toBe(0)
    const left = MACHINES.map(async (machine) => {
      const difference = listingDifference(before.get(machine) ?? '', await room.ssh(machine, LISTING))
      return difference.map((line) => `${machine}: ${line}`)
    })
    expect((await Promise.all(left)).flat()).toEqual([])
  })
})

async function journalNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.jsonl'))
}
