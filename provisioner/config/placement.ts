/** Placement: which machine runs which part, from roles and `placement:`, and whether that makes a cloud. */
import type { Role } from './cloud.ts'
import { shown } from './formats.ts'
import { PARTS, type PartId } from './parts.ts'
import type { Mistake } from './problem.ts'
import type { CloudFile } from './schema.ts'
import type { Shape } from './shape.ts'
import { didYouMean } from './suggest.ts'

/** What placing needs to know of a machine. */
export interface Placeable {
  readonly name: string
  readonly roles: readonly Role[]
}

export type Placement = Readonly<Partial<Record<PartId, readonly string[]>>>

/** The machines of every part, in the machines' own order; `placement` overrides the role. */
export function place(machines: readonly Placeable[], placement: Placement): Map<PartId, readonly string[]> {
  return new Map(
    PARTS.map((part) => {
      const named = placement[part.id]
      const chosen = machines.filter((one) => (named ? named.includes(one.name) : one.roles.includes(part.role)))
      return [part.id, chosen.map((one) => one.name)]
    }),
  )
}

/** `placement:` with lists only. */
export function placementOf(file: CloudFile): Placement {
  const entries = Object.entries(file.placement ?? {}).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries.map(([id, value]) => [id, typeof value === 'string' ? [value] : value]))
}

export function placeables(file: CloudFile): Placeable[] {
  return Object.entries(file.machines ?? {}).map(([name, entry]) => ({ name, roles: entry.roles ?? [] }))
}

export function checkPlacement({ file, broken }: Shape): Mistake[] {
  const placement = placementOf(file)
  const machines = placeables(file)
  const mistakes = unknownMachines(placement, file, broken)
  // A role or a machine that was not understood would make every sentence below a guess.
  const unclear = broken(['machines']) || broken(['placement']) || file.machines === undefined || mistakes.length > 0
  if (unclear) return mistakes
  const places = place(machines, placement)
  return [...mistakes, ...counted(places, placement, file), ...together(places, placement), ...idle(machines, places)]
}

function unknownMachines(placement: Placement, file: CloudFile, broken: Shape['broken']): Mistake[] {
  const names = Object.keys(file.machines ?? {})
  return Object.entries(placement).flatMap(([part, wanted]) => {
    const path = ['placement', part]
    if (wanted.length === 0) return [{ path, message: `No machine is named for ${part}. Name one or remove the line.` }]
    const strangers = wanted.filter((name) => !names.includes(name) && !broken(['machines', name]))
    return strangers.map((name) => ({
      path,
      message: `${shown(name)} is not one of the machines. ${didYouMean(name, names)}`,
    }))
  })
}

/** Exactly one place for what a cloud has once, at least one for the rest. */
function counted(places: Map<PartId, readonly string[]>, placement: Placement, file: CloudFile): Mistake[] {
  const mistakes: Mistake[] = []
  const crowded = new Map<string, string[]>()
  const homeless = new Map<Role, string[]>()
  for (const part of PARTS) {
    const on = places.get(part.id) ?? []
    const optional = part.id === 'ovn-gateway' && file.networks?.provider === undefined
    if (on.length === 0 && !optional) homeless.set(part.role, [...(homeless.get(part.role) ?? []), part.id])
    if (on.length < 2 || part.count === 'many') continue
    if (placement[part.id] !== undefined) {
      const message = `A cloud has one ${part.id}, and ${on.join(' and ')} are named. Name one of them.`
      mistakes.push({ path: ['placement', part.id], message })
    } else crowded.set(part.role, [...(crowded.get(part.role) ?? []), part.id])
  }
  for (const [role, parts] of crowded) mistakes.push(...crowdedRole(role, parts, file))
  for (const [role, parts] of homeless) mistakes.push(homelessRole(role, parts))
  return mistakes
}

function crowdedRole(role: string, parts: readonly string[], file: CloudFile): Mistake[] {
  const holders = placeables(file).filter((one) => one.roles.some((held) => held === role))
  const [first, ...others] = holders.map((one) => one.name)
  const message =
    `${[first, ...others].join(' and ')} both have the role ${role}, but a cloud has one each of ${few(parts)}. ` +
    `Several controllers come in a later release: give the role to ${first} only, and move single parts with "placement:", ` +
    `for example "placement: { ${parts[0]}: ${others[0]} }".`
  return others.slice(0, 1).map((name) => ({ path: ['machines', name, 'roles'], message }))
}

function homelessRole(role: Role, parts: readonly string[]): Mistake {
  const what =
    role === 'compute' ? 'The cloud has no compute, so no instance could run' : `No machine runs ${few(parts)}`
  const message = `${what}. Give a machine the role ${role}${role === 'compute' ? '' : ', or name a machine under "placement:"'}.`
  return { path: ['machines'], on: 'key', message }
}

function few(parts: readonly string[]): string {
  return parts.length <= 4 ? parts.join(', ') : `${parts.slice(0, 3).join(', ')} and ${parts.length - 3} more`
}

/** Instances ask their own machine for metadata, and tunnels end where instances run. */
function together(places: Map<PartId, readonly string[]>, placement: Placement): Mistake[] {
  const computes = places.get('nova-compute') ?? []
  const agents = places.get('neutron-ovn-metadata-agent') ?? []
  const apart = [...computes.filter((one) => !agents.includes(one)), ...agents.filter((one) => !computes.includes(one))]
  if (apart.length === 0) return []
  const named = placement['nova-compute'] === undefined ? 'neutron-ovn-metadata-agent' : 'nova-compute'
  const message = `nova-compute and neutron-ovn-metadata-agent belong on the same machines, and ${apart.join(', ')} would have only one of them. Use the role compute, or place both alike.`
  return [{ path: ['placement', named], message }]
}

function idle(machines: readonly Placeable[], places: Map<PartId, readonly string[]>): Mistake[] {
  const busy = new Set([...places.values()].flat())
  const without = machines.filter((one) => !busy.has(one.name) && !one.roles.includes('storage'))
  return without.map(({ name, roles }) => ({
    path: ['machines', name],
    on: 'key',
    message:
      roles.length === 0
        ? 'The machine has nothing to do. Give it "roles:" (controller, network, compute) or place a part on it.'
        : `The machine has the role ${roles.join(', ')}, but "placement:" puts all its parts elsewhere. Remove the machine or a line of placement.`,
  }))
}
