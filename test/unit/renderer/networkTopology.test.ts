/** The picture of the networks: everything once, nothing on top of another, and the same in the list. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Box, DRAWN, layoutOf } from '../../../renderer/features/networks/topology/layout.ts'
import { topologyOf } from '../../../renderer/features/networks/topology/model.ts'
import { type Leaf, leavesOf, moved } from '../../../renderer/features/networks/topology/tree.ts'
import { leafWords, plugCounts } from '../../../renderer/features/networks/topology/words.ts'
import { network, port, router, server, worldOf } from '../../support/networkWorld.ts'

const NONE: ReadonlySet<string> = new Set()

/** A network with so many instances, and the router on it. */
function crowd(instances: number, networks = 1) {
  const names = Array.from({ length: networks }, (_, at) => `n${at}`)
  const on = (name: string) => Array.from({ length: instances }, (_, at) => `${name}-${at}`)
  return worldOf({
    networks: [network('lan', { isExternal: true }), ...names.map((name) => network(name))],
    subnets: [],
    routers: names.map((name) => router(`r-${name}`, 'lan')),
    ports: names.flatMap((name) => [
      port(`side-${name}`, `r-${name}`, 'network:router_interface', name, '10.0.0.1'),
      ...on(name).map((id) => port(`p-${id}`, id, 'compute:nova', name, '10.0.0.9')),
    ]),
    servers: names.flatMap(on).map((id) => server(id)),
    floatingIps: [],
  })
}

test('networks stand with the router that leads from them, those without one by themselves', () => {
  const topology = topologyOf(worldOf())
  expect(topology.outside.map(({ network: { id } }) => id)).toEqual(['lan'])
  expect(topology.branches).toMatchObject([
    {
      router: { id: 'edge' },
      outside: { id: 'lan' },
      lines: [{ network: { id: 'data' } }, { network: { id: 'shop' } }],
    },
  ])
  expect(topology.alone.map(({ network: { id } }) => id)).toEqual(['alone'])
  expect(topology.branches[0]?.lines[1]?.plugs).toMatchObject([
    { serverId: 'web-1', addresses: ['10.1.0.11'], floating: [{ address: '192.168.1.201' }] },
  ])
})

test('a network on two routers is drawn once and names the other', () => {
  const side = port('side-3', 'lab', 'network:router_interface', 'shop', '10.1.0.2')
  const topology = topologyOf(
    worldOf({ routers: [router('edge', 'lan'), router('lab')], ports: [...worldOf().ports, side] }),
  )
  const lines = topology.branches.flatMap((branch) => branch.lines)
  expect(lines.filter(({ network: { id } }) => id === 'shop')).toMatchObject([{ also: ['lab'] }])
  expect(topology.branches.map(({ lines: own }) => own.length)).toEqual([2, 0])
})

test('an instance on two networks hangs from both; one that may not be seen hangs there too', () => {
  const more = [
    port('p-2', 'web-1', 'compute:nova', 'data', '10.2.0.12'),
    port('p-3', 'stranger', 'compute:nova', 'data', '10.2.0.13'),
  ]
  const data = topologyOf(worldOf({ ports: [...worldOf().ports, ...more] })).branches[0]?.lines[0]
  expect(data?.plugs.map(({ serverId }) => serverId)).toEqual(['db', 'stranger', 'web-1'])
  expect(data === undefined ? '' : plugCounts(data.plugs)).toContain('1 failed')
})

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

describe('the layout', () => {
  test('nothing stands on another thing or outside the picture, however wide it is and whatever there is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 300, max: 2400 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        (width, instances, networks, isExpanded) => {
          const expanded = isExpanded ? new Set(['n0', 'n1']) : NONE
          const layout = layoutOf(topologyOf(crowd(instances, networks)), width, expanded)
          const boxes = [
            ...layout.cards.map(({ box }) => box),
            ...layout.folds.map(({ box }) => box),
            ...layout.routers.map(({ box }) => box),
            ...layout.rails.map(({ box }) => box),
          ]
          const isInside = ({ height, width: wide, x, y }: Box): boolean =>
            x >= 0 && y >= 0 && x + wide <= layout.width && y + height <= layout.height
          const isFree = boxes.every((box, at) => boxes.slice(at + 1).every((other) => !overlap(box, other)))
          return isFree && boxes.every(isInside)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('of many instances some are drawn, the others counted; asked for, they are all there', () => {
    const topology = topologyOf(crowd(150))
    const folded = layoutOf(topology, 600, NONE)
    expect(folded.cards.length).toBe(DRAWN - 1)
    expect(folded.folds).toMatchObject([{ networkId: 'n0' }])
    expect(folded.cards.length + (folded.folds[0]?.plugs.length ?? 0)).toBe(150)
    const whole = layoutOf(topology, 600, new Set(['n0']))
    expect(whole.cards.length).toBe(150)
    expect(whole.folds).toEqual([])
  })

  test('a router that leads out is wired to the line it leads to, one that does not is not', () => {
    const layout = layoutOf(topologyOf(worldOf({ routers: [router('edge', 'lan'), router('lab')] })), 1000, NONE)
    const ids = layout.wires.map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(['out edge', 'in edge', 'bus lan']))
    expect(ids).not.toContain('out lab')
  })

  test('200 instances on each of five networks are placed in a moment', () => {
    const world = crowd(200, 5)
    const began = performance.now()
    layoutOf(topologyOf(world), 1400, new Set(['n0', 'n1', 'n2', 'n3', 'n4']))
    expect(performance.now() - began).toBeLessThan(200)
  })
})

describe('the list', () => {
  const leaves = (instances: number): readonly Leaf[] => {
    const topology = topologyOf(crowd(instances))
    return leavesOf(topology, layoutOf(topology, 600, NONE))
  }

  test('says what the picture shows, in the same order, with the same folded', () => {
    const topology = topologyOf(worldOf())
    const words = leavesOf(topology, layoutOf(topology, 1000, NONE)).map((leaf) => `${leaf.level} ${leafWords(leaf)}`)
    expect(words.map((text) => text.replace(/[\u2066-\u2069]/g, ''))).toEqual([
      '1 External network lan: without a subnet, 0 instances',
      '1 Router edge: leads out to lan as 192.168.1.200, 2 networks',
      '2 Network data: 10.2.0.0/24, 1 instance',
      '3 Instance db: 10.2.0.11',
      '2 Network shop: 10.1.0.0/24, 1 instance',
      '3 Instance web-1: 10.1.0.11, reached at 192.168.1.201',
      '1 Network alone: without a subnet, 1 instance',
      '2 Instance solo: 10.3.0.11',
    ])
    expect(leaves(100).filter(({ what }) => what.kind === 'fold')).toHaveLength(1)
    expect(new Set(leaves(100).map(({ key }) => key)).size).toBe(leaves(100).length)
  })

  test('is gone through by keys', () => {
    const all = leaves(3)
    expect(moved(all, 0, 'ArrowDown')).toBe(1)
    expect(moved(all, 0, 'ArrowUp')).toBe(0)
    expect(moved(all, 1, 'ArrowRight')).toBe(2)
    expect(moved(all, 5, 'ArrowLeft')).toBe(2)
    expect(moved(all, 2, 'ArrowLeft')).toBe(1)
    expect(moved(all, 3, 'ArrowRight')).toBe(3)
    expect(moved(all, 2, 'End')).toBe(all.length - 1)
    expect(moved(all, 2, 'a')).toBeUndefined()
  })
})
