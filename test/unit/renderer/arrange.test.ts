import { describe, expect, test } from 'vitest'
import type { Design, Edit } from '../../../electron/contract/index.ts'
import { PARTS } from '../../../provisioner/config/parts.ts'
import { editCloud, readDesign } from '../../../provisioner/index.ts'
import { drop, giveBack, giveRole, movePart, takeRole } from '../../../renderer/features/design/canvas/arrange.ts'
import { cardHeight, fitOf, machineModel } from '../../../renderer/features/design/canvas/machineModel.ts'

const TEXT = `name: home
machines:
  one: { address: 10.83.0.11, roles: [controller, network] }
  two: { address: 10.83.0.12, roles: [compute] }
  three: { address: 10.83.0.13 }
networks:
  management: { subnet: 10.83.0.0/24 }
`

function done(text: string, arrangement: { readonly edits: readonly Edit[] } | undefined): Design {
  if (arrangement === undefined) throw new Error('nothing was arranged')
  return readDesign(editCloud(text, arrangement.edits as Parameters<typeof editCloud>[1]))
}

const rolesIn = (design: Design) => Object.fromEntries(design.machines.map(({ name, roles }) => [name, roles]))
const design: Design = readDesign(TEXT)

describe('dragging', () => {
  test('a role from the palette gives it; onto the machine that has it, nothing', () => {
    const given = drop(design, PARTS, { kind: 'role', role: 'compute' }, 'three')
    expect(given?.what).toBe('Give compute to three')
    expect(rolesIn(done(TEXT, given))).toEqual({ one: ['controller', 'network'], two: ['compute'], three: ['compute'] })
    expect(drop(design, PARTS, { kind: 'role', role: 'compute' }, 'two')).toBeUndefined()
    expect(drop(design, PARTS, { kind: 'role', role: 'compute' }, undefined)).toBeUndefined()
  })

  test('a role from a machine moves it; dropped beside the cards it is taken away', () => {
    const moved = done(TEXT, drop(design, PARTS, { kind: 'role', role: 'network', from: 'one' }, 'two'))
    expect(rolesIn(moved)).toEqual({ one: ['controller'], two: ['network', 'compute'], three: [] })
    const taken = done(TEXT, drop(design, PARTS, { kind: 'role', role: 'network', from: 'one' }, undefined))
    expect(rolesIn(taken).one).toEqual(['controller'])
  })

  test('the controller moves, because a cloud has one', () => {
    const given = giveRole(design, 'controller', 'three')
    expect(given?.what).toBe('Move controller from one to three')
    expect(rolesIn(done(TEXT, given))).toEqual({ one: ['network'], two: ['compute'], three: ['controller'] })
    expect(takeRole(design, 'controller', 'three')).toBeUndefined()
  })

  test('a part is placed, marked on both machines, and given back', () => {
    const moved = editCloud(TEXT, movePart(design, PARTS, 'horizon', 'one', 'two')?.edits as never)
    const after: Design = readDesign(moved)
    expect(after.file.placement).toEqual({ horizon: 'two' })
    const model = (name: string) => {
      const machine = after.machines.find((one) => one.name === name)
      if (machine === undefined) throw new Error(name)
      return machineModel(after, machine, PARTS, undefined)
    }
    const left = model('one').roles[0]?.parts.find((part) => part.id === 'horizon')
    expect(left?.awayOn).toEqual(['two'])
    expect(model('two').roles.at(-1)).toMatchObject({ role: 'single', parts: [{ id: 'horizon', placed: true }] })
    expect(done(moved, giveBack(after, 'horizon')).file.placement).toBeUndefined()
    expect(done(moved, movePart(after, PARTS, 'horizon', 'two', 'one')).file.placement).toBeUndefined()
    expect(giveBack(design, 'horizon')).toBeUndefined()
  })

  test('nova-compute takes its metadata agent along', () => {
    const after = done(TEXT, movePart(design, PARTS, 'nova-compute', 'two', 'three'))
    const parts = Object.fromEntries(after.machines.map(({ name, parts: on }) => [name, on]))
    expect(parts.two).toEqual([])
    expect(parts.three).toEqual(['nova-compute', 'neutron-ovn-metadata-agent'])
  })
})

describe('a card', () => {
  test('judges memory by what there is', () => {
    expect([fitOf(700, 1000), fitOf(801, 1000), fitOf(1001, 1000), fitOf(700, undefined)]).toEqual([
      'fits',
      'tight',
      'too-much',
      'unknown',
    ])
  })

  test('has shares that make up the whole, and grows by its open roles', () => {
    for (const machine of design.machines) {
      const model = machineModel(design, machine, PARTS, undefined)
      const sum = model.roles.reduce((all, role) => all + role.memory, model.memory.base)
      expect(sum).toBe(model.memory.needed)
      const closed = cardHeight(model, () => false, false)
      const open = cardHeight(model, () => true, false)
      expect(open - closed).toBe(model.roles.reduce((all, role) => all + role.parts.length, 0) * 26)
    }
  })
})
