import { describe, expect, test } from 'vitest'
import { PARTS } from '../../../provisioner/config/parts.ts'
import { callersOf, TALKS_TO, touchedBy } from '../../../renderer/features/design/learn/talksTo.ts'

const ids: readonly string[] = PARTS.map((part) => part.id)

describe('who speaks to whom', () => {
  test('is said for every part, and of parts only', () => {
    expect(Object.keys(TALKS_TO).sort()).toEqual([...ids].sort())
    const called = Object.values(TALKS_TO).flatMap((talks) => talks.map((talk) => talk.to))
    expect(called.filter((id) => !ids.includes(id))).toEqual([])
  })

  test('names each other part once, and never the part itself', () => {
    for (const [from, talks] of Object.entries(TALKS_TO)) {
      const names = talks.map((talk) => talk.to)
      expect(new Set(names).size, from).toBe(names.length)
      expect(names, from).not.toContain(from)
    }
  })

  test('leads both ways', () => {
    expect(callersOf('placement')).toContain('nova-scheduler')
    expect([...touchedBy(['ovn-central'])].sort()).toEqual([
      'neutron-api',
      'neutron-ovn-metadata-agent',
      'neutron-workers',
      'nova-compute',
      'ovn-central',
      'ovn-gateway',
    ])
  })
})
