/** What a drag, a menu or a key does to the design: the edits, and what undo calls them. Pure. */
import type { Design, Edit, Part, Role } from '../../../../electron/contract/index.ts'
import { placedOn } from './machineModel.ts'

export interface Arrangement {
  readonly edits: readonly Edit[]
  /** "Give compute to node-2" */
  readonly what: string
}

/** What is carried: a role from the palette or from a machine, or one part of a machine. */
export type Carried =
  | { readonly kind: 'role'; readonly role: Role; readonly from?: string }
  | { readonly kind: 'part'; readonly part: string; readonly from: string }

/** Parts that only work together on one machine move together. */
const TOGETHER: Readonly<Record<string, string>> = {
  'nova-compute': 'neutron-ovn-metadata-agent',
  'neutron-ovn-metadata-agent': 'nova-compute',
}

/** A cloud has one controller in this release: given to another machine, it moves there. */
function heldOnce(role: Role): boolean {
  return role === 'controller'
}

function rolesOf(design: Design, machine: string): readonly Role[] {
  return design.machines.find((one) => one.name === machine)?.roles ?? []
}

export function giveRole(design: Design, role: Role, machine: string): Arrangement | undefined {
  if (rolesOf(design, machine).includes(role)) return undefined
  const before = heldOnce(role) ? design.machines.find((one) => one.roles.includes(role)) : undefined
  if (before !== undefined) return moveRole(design, role, before.name, machine)
  return { edits: [added(design, machine, role)], what: `Give ${role} to ${machine}` }
}

export function takeRole(design: Design, role: Role, machine: string): Arrangement | undefined {
  if (!rolesOf(design, machine).includes(role)) return undefined
  return { edits: [removed(design, machine, role)], what: `Take ${role} from ${machine}` }
}

export function moveRole(design: Design, role: Role, from: string, to: string): Arrangement | undefined {
  if (from === to) return undefined
  const edits = [removed(design, from, role)]
  if (!rolesOf(design, to).includes(role)) edits.push(added(design, to, role))
  return { edits, what: `Move ${role} from ${from} to ${to}` }
}

export function movePart(
  design: Design,
  parts: readonly Part[],
  part: string,
  from: string,
  to: string,
): Arrangement | undefined {
  if (from === to) return undefined
  const companion = TOGETHER[part]
  const moved = companion !== undefined && runs(design, companion, from) ? [part, companion] : [part]
  const edits = moved.map((id): Edit => {
    const on = design.machines.filter((one) => (one.name === to || one.parts.includes(id)) && one.name !== from)
    const names = on.map((one) => one.name)
    const once = parts.find((one) => one.id === id)?.count === 'one'
    const wanted = once ? [to] : names
    return { kind: 'place', part: id, machines: byRole(design, parts, id, wanted) ? [] : wanted }
  })
  return { edits, what: `Move ${part} from ${from} to ${to}` }
}

/** Gives a part (and what moved with it) back to its role. */
export function giveBack(design: Design, part: string): Arrangement | undefined {
  const companion = TOGETHER[part]
  const back = [part, ...(companion === undefined ? [] : [companion])].filter(
    (id) => placedOn(design.file, id) !== undefined,
  )
  if (back.length === 0) return undefined
  return {
    edits: back.map((id): Edit => ({ kind: 'place', part: id, machines: [] })),
    what: `Give ${part} back to its role`,
  }
}

/** What dropping does; undefined where it changes nothing. @param onto a machine, or undefined for beside every one */
export function drop(
  design: Design,
  parts: readonly Part[],
  carried: Carried,
  onto: string | undefined,
): Arrangement | undefined {
  if (carried.kind === 'part')
    return onto === undefined ? undefined : movePart(design, parts, carried.part, carried.from, onto)
  const { role, from } = carried
  if (onto === undefined) return from === undefined ? undefined : takeRole(design, role, from)
  return from === undefined ? giveRole(design, role, onto) : moveRole(design, role, from, onto)
}

function runs(design: Design, part: string, machine: string): boolean {
  return design.machines.some((one) => one.name === machine && one.parts.includes(part))
}

/** Whether the role alone would put the part on just these machines. */
function byRole(design: Design, parts: readonly Part[], part: string, wanted: readonly string[]): boolean {
  const role = parts.find((one) => one.id === part)?.role
  const holders = design.machines.filter((one) => role !== undefined && one.roles.includes(role)).map((one) => one.name)
  return holders.length === wanted.length && holders.every((name) => wanted.includes(name))
}

function added(design: Design, machine: string, role: Role): Edit {
  return { kind: 'roles', machine, roles: [...rolesOf(design, machine), role] }
}

function removed(design: Design, machine: string, role: Role): Edit {
  return { kind: 'roles', machine, roles: rolesOf(design, machine).filter((one) => one !== role) }
}
