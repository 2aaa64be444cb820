/** Tests of IPv4 arithmetic. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addressNumber,
  addressOf,
  contains,
  inside,
  isIpv4,
  isIpv6,
  overlap,
  parseRange,
  parseSubnet,
  rangeSize,
  type Subnet,
  usable,
} from '../../../provisioner/config/addresses.ts'

function subnet(text: string): Subnet {
  const found = parseSubnet(text)
  if (found === undefined) throw new Error(`${text} is no subnet`)
  return found
}

describe('addresses', () => {
  it('takes four decimal numbers and nothing else', () => {
    expect(['10.83.0.11', '0.0.0.0', '255.255.255.255'].every(isIpv4)).toBe(true)
    const wrong = ['10.83.0', '010.83.0.1', '10.83.0.256', '0x0a.1.1.1', '1', '::1', '', ' 10.0.0.1', '10.0.0.1\n']
    expect(wrong.filter(isIpv4)).toEqual([])
    expect(['::1', 'fe80::1', '[2001:db8::1]', '2001:db8::/32'].every(isIpv6)).toBe(true)
  })

  it('turns every number into an address and back', () => {
    fc.assert(fc.property(fc.nat(0xffffffff), (number) => addressNumber(addressOf(number)) === number))
  })

  it('clears host bits and knows the ends of a subnet', () => {
    expect(parseSubnet('10.83.0.7/24')).toEqual({
      cidr: '10.83.0.0/24',
      prefix: 24,
      network: '10.83.0.0',
      broadcast: '10.83.0.255',
    })
    expect(parseSubnet('203.0.113.130/25')?.cidr).toBe('203.0.113.128/25')
    expect(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.0/08'].map(parseSubnet)).toEqual(
      Array(5).fill(undefined),
    )
  })

  it('says what lies inside, at the edges too', () => {
    const net = subnet('10.84.0.0/24')
    expect([inside('10.84.0.0', net), inside('10.84.0.255', net), inside('10.84.1.0', net)]).toEqual([
      true,
      true,
      false,
    ])
    expect([usable('10.84.0.0', net), usable('10.84.0.1', net), usable('10.84.0.255', net)]).toEqual([
      false,
      true,
      false,
    ])
    expect(inside({ first: '10.84.0.200', last: '10.84.1.3' }, net)).toBe(false)
  })

  it('finds overlaps in both directions', () => {
    const cases: [string, string, boolean][] = [
      ['10.0.0.0/8', '10.84.0.0/24', true],
      ['10.84.0.0/24', '10.84.1.0/24', false],
      ['10.84.0.0/24', '10.84.0.0/24', true],
    ]
    for (const [a, b, expected] of cases) {
      expect(overlap(subnet(a), subnet(b))).toBe(expected)
      expect(overlap(subnet(b), subnet(a))).toBe(expected)
    }
  })

  it('reads ranges', () => {
    const range = parseRange('10.84.0.100 - 10.84.0.199')
    expect(range).toEqual({ first: '10.84.0.100', last: '10.84.0.199' })
    if (range === undefined) return
    expect(rangeSize(range)).toBe(100)
    expect([contains(range, '10.84.0.100'), contains(range, '10.84.0.199'), contains(range, '10.84.0.99')]).toEqual([
      true,
      true,
      false,
    ])
  })
})
