/** What machines lack for the roles they were given, as Design says it. */
import { describe, expect, test } from 'vitest'
import type { Design, MachineProbe, MachineStates } from '../../../electron/contract/index.ts'
import { readDesign } from '../../../provisioner/index.ts'
import { inTheWay, reasonsAgainst } from '../../../renderer/features/design/inTheWay.ts'

const design = readDesign(`name: home
machines:
  desk: { address: 10.83.0.11, roles: [controller, network] }
  shelf: { address: 10.83.0.12, roles: [compute] }
  attic: { address: 10.83.0.13, roles: [compute] }
`) as Design

const OLD = { level: 'error', why: 'It runs Debian 12.' } as const
const SLOW = { role: 'compute', level: 'warning', why: 'It has no virtualisation.' } as const
const obstacles: MachineProbe['obstacles'] = [
  { role: 'controller', ...OLD },
  { role: 'network', ...OLD },
  { role: 'compute', ...OLD },
  SLOW,
]

function ready(found: MachineProbe['obstacles']): MachineStates['machines'][string] {
  return { phase: 'ready', at: 0, probe: { obstacles: found } as unknown as MachineProbe, credentials: [] }
}

describe('in the way of the roles machines have', () => {
  test('is each reason once for a machine, what keeps a role from working first', () => {
    expect(inTheWay(design, { desk: ready(obstacles), shelf: ready([SLOW]) })).toEqual([
      { machine: 'desk', level: 'error', why: OLD.why },
      { machine: 'shelf', level: 'warning', why: SLOW.why },
    ])
  })

  test('is nothing where a machine was not looked at, or lacks only what another role needs', () => {
    expect(inTheWay(design, { desk: ready([SLOW]), attic: { phase: 'unknown', credentials: [] } })).toEqual([])
  })
})

test('reasons against every role are told once, the others with their role', () => {
  const { all, of } = reasonsAgainst(obstacles, ['controller', 'network', 'compute'])
  expect(all).toEqual([OLD.why])
  expect(of('controller')).toEqual([])
  expect(of('compute')).toEqual([SLOW.why])
})
