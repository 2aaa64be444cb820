/** Names a lab gives to things on this computer. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cableNames, checkLabel, containerName, labNames, machineNames } from '../../../provisioner/lab/names.ts'

const label = fc.stringMatching(/^[a-z0-9]{1,20}$/)
const host = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/)

describe('names', () => {
  test('interfaces of any lab fit into the 15 characters Linux allows', () => {
    fc.assert(
      fc.property(label, fc.integer({ min: 0, max: 49 }), (lab, index) => {
        const names = [
          labNames(lab).managementBridge,
          labNames(lab).providerBridge,
          ...Object.values(cableNames(lab, index)),
        ]
        for (const name of names) expect(name).toMatch(/^sl-[a-z0-9-]{1,12}$/)
        expect(new Set(names).size).toBe(4)
      }),
    )
  })

  test('two labs never share an interface, a table or a container', () => {
    const indexes = fc.integer({ min: 0, max: 49 })
    fc.assert(
      fc.property(label, label, indexes, indexes, (one, other, first, second) => {
        fc.pre(one !== other && one.length <= 8 && other.length <= 8)
        const all = (lab: string, index: number): string[] => [
          labNames(lab).managementBridge,
          labNames(lab).providerBridge,
          labNames(lab).table,
          ...Object.values(cableNames(lab, index)),
        ]
        const taken = new Set(all(one, first))
        for (const name of all(other, second)) expect(taken.has(name)).toBe(false)
      }),
    )
  })

  test('labs whose names end in what another adds to its own stay apart', () => {
    expect(cableNames('try', 20)).not.toEqual(cableNames('try2', 0))
  })

  test('the container of a machine tells its lab, within 64 characters', () => {
    fc.assert(
      fc.property(label, host, label, host, (lab, machine, otherLab, other) => {
        expect(containerName(lab, machine).length).toBeLessThanOrEqual(64)
        if (lab !== otherLab) expect(containerName(lab, machine)).not.toBe(containerName(otherLab, other))
      }),
    )
  })

  test.each(['', '-a', 'a-', 'A', 'a b', 'a.b', 'a/../b', '$(reboot)', "a'b", 'a\nb', 'ä', 'a'.repeat(33), '%s'])(
    '%j is refused with what is allowed',
    (name) => {
      for (const what of ['lab', 'machine'] as const)
        expect(() => checkLabel(what, name)).toThrow(
          expect.objectContaining({
            data: expect.objectContaining({ code: 'invalid-input', remedy: expect.any(String) }),
          }),
        )
    },
  )

  test('every other name is accepted', () => {
    fc.assert(fc.property(label, host, (lab, machine) => checkLabel('lab', lab) === checkLabel('machine', machine)))
  })

  test('a number of machines is a controller and computes', () => {
    expect(machineNames(1)).toEqual(['controller'])
    expect(machineNames(3)).toEqual(['controller', 'compute-1', 'compute-2'])
  })
})
