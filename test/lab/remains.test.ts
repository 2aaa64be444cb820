/** What a lab left whose folder is gone: found by its mark and removed, but not from under machines that run. */
import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { runProgram } from '../../provisioner/adapters/localProcess.ts'
import { labDestroy, labRequirements } from '../../provisioner/lab/index.ts'
import { isLabThere } from '../../provisioner/lab/lab.ts'
import { labNames, machineMark } from '../../provisioner/lab/names.ts'
import { footprint } from '../support/footprint.ts'

const possible = labRequirements().length === 0 || process.env.CI === 'true'
const name = `t${randomBytes(3).toString('hex')}`
const { managementBridge, table, mark } = labNames(name)
const run = (words: string) => runProgram('sh', ['-ec', words])

describe.skipIf(!possible)('a lab without its folder', () => {
  afterEach(() => run(`ip link delete ${managementBridge} || true; nft delete table ip ${table} || true`))

  test('leaves no bridge and no table behind', async () => {
    expect(await isLabThere(name)).toBe(false)
    const made = `ip link add ${managementBridge} type bridge; ip link set ${managementBridge} alias "${mark}"`
    expect(await run(`${made}; nft add table ip ${table}`)).toMatchObject({ status: 0 })
    expect(await isLabThere(name)).toBe(true)
    await labDestroy(name)
    expect(await footprint([name])).toEqual([])
    expect((await run(`nft add table ip ${table}`)).status).toBe(0)
    await labDestroy(name)
    expect(await footprint([name])).toEqual([])
  })

  test('is left alone while machines hang on it', async () => {
    const cable = machineMark(name, 'controller')
    const made = `ip link add ${managementBridge} type bridge; ip link set ${managementBridge} alias "${cable}"`
    expect(await run(made)).toMatchObject({ status: 0 })
    await expect(labDestroy(name)).rejects.toThrow(`Machines of a lab called ${name} run`)
    expect(await footprint([name])).not.toEqual([])
  })
})
