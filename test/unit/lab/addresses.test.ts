/** Which networks a lab takes. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chooseNumber,
  labNetworks,
  MOST_MACHINES,
  managementAddress,
  overlaps,
} from '../../../provisioner/lab/addresses.ts'

const cidr = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([address, bits]) => `${address}/${bits}`)

describe('overlaps', () => {
  test.each([
    ['10.0.0.0/8', '10.83.4.0/24', true],
    ['10.83.4.17', '10.83.4.0/24', true],
    ['10.83.5.0/24', '10.83.4.0/24', false],
    ['0.0.0.0/0', '10.83.4.0/24', true],
    ['192.168.1.1/24', '192.168.1.128/25', true],
    ['fd00::/64', '10.83.4.0/24', false],
    ['default', '10.83.4.0/24', false],
    ['10.83.4.0/99', '10.83.4.0/24', false],
  ])('%s and %s: %s', (one, other, expected) => {
    expect(overlaps(one, other)).toBe(expected)
    expect(overlaps(other, one)).toBe(expected)
  })

  test('every range overlaps itself and the whole internet', () => {
    fc.assert(fc.property(cidr, (range) => overlaps(range, range) && overlaps(range, '0.0.0.0/0')))
  })
})

describe('chooseNumber', () => {
  test('never takes what is taken or claimed', () => {
    const ranges = fc.array(
      fc.oneof(
        cidr,
        fc.integer({ min: 1, max: 254 }).map((n) => `10.84.${n}.1/24`),
      ),
      { maxLength: 30 },
    )
    const claims = fc.array(fc.integer({ min: 1, max: 254 }), { maxLength: 60 })
    fc.assert(
      fc.property(fc.string(), ranges, claims, (lab, taken, claimed) => {
        const close = taken.filter((range) => Number(range.split('/')[1]) >= 16)
        fc.pre(!close.includes('10.83.0.0/16'))
        const number = chooseNumber(lab, taken, new Set(claimed))
        const { management, provider } = labNetworks(number)
        expect(claimed).not.toContain(number)
        for (const range of close) {
          expect(overlaps(range, management.subnet)).toBe(false)
          expect(overlaps(range, provider.subnet)).toBe(false)
        }
      }),
    )
  })

  test('the same name takes the same number again', () => {
    expect(chooseNumber('practice', [], new Set())).toBe(chooseNumber('practice', [], new Set()))
  })

  test('says so when nothing is left', () => {
    expect(() => chooseNumber('x', ['10.84.0.0/16'], new Set())).toThrow('No free pair of networks')
  })

  test('a wide route, like that of a VPN, is not in the way', () => {
    expect(chooseNumber('x', ['10.0.0.0/8'], new Set())).toBe(chooseNumber('x', [], new Set()))
  })
})

test('machines of a lab have addresses of their own on its management network, away from the router', () => {
  const addresses = Array.from({ length: MOST_MACHINES }, (_, index) => managementAddress(7, index))
  expect(new Set(addresses).size).toBe(MOST_MACHINES)
  for (const address of addresses) expect(overlaps(address, labNetworks(7).management.subnet)).toBe(true)
  expect(addresses).not.toContain(labNetworks(7).management.gateway)
})
