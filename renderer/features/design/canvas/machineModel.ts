/** What a card shows of a machine: its roles with their parts, its share of memory, its ports. Pure. */
import type { CloudFile, Design, DesignMachine, MachineProbe, Part, Role } from '../../../../electron/contract/index.ts'

export interface PartModel {
  readonly id: string
  readonly explains: string
  readonly memory: number
  /** Placed by hand instead of by its role. */
  readonly placed: boolean
  /** Not here although the role is: the machines it was moved to. */
  readonly awayOn?: readonly string[]
}

export interface RoleModel {
  /** `single`: parts that were moved to a machine which does not have their role. */
  readonly role: Role | 'single'
  /** MiB of what of it is on this machine; a compute's with a first small instance. */
  readonly memory: number
  readonly parts: readonly PartModel[]
}

export type Fit = 'fits' | 'tight' | 'too-much' | 'unknown'

export interface MemoryModel {
  /** MiB, everything with Debian itself. */
  readonly needed: number
  readonly total?: number
  readonly fit: Fit
  /** "2.4 of 7.8 GiB"-like words are the card's; the share is from 0 on. */
  readonly share?: number
  /** Debian and what belongs to no role. */
  readonly base: number
}

export interface MachineModel {
  readonly name: string
  readonly address?: string
  readonly roles: readonly RoleModel[]
  readonly memory: MemoryModel
}

/** Above these shares a machine is tight, or too small. */
const TIGHT = 0.8
const TOO_MUCH = 1

export function fitOf(needed: number, total: number | undefined): Fit {
  if (total === undefined || total <= 0) return 'unknown'
  if (needed > total * TOO_MUCH) return 'too-much'
  return needed > total * TIGHT ? 'tight' : 'fits'
}

/** The machines a part was placed on by hand; undefined where its role decides. */
export function placedOn(file: CloudFile, part: string): readonly string[] | undefined {
  const wanted: unknown = (file.placement as Readonly<Record<string, unknown>> | undefined)?.[part]
  if (typeof wanted === 'string') return [wanted]
  return Array.isArray(wanted) ? wanted.map(String) : undefined
}

export function machineModel(
  design: Design,
  machine: DesignMachine,
  parts: readonly Part[],
  probe: MachineProbe | undefined,
): MachineModel {
  const costs = new Map<string, number>(machine.forecast.parts.map((one) => [one.id, one.memory]))
  const model = (part: Part): PartModel => {
    const placed = placedOn(design.file, part.id)
    const here = machine.parts.includes(part.id)
    return {
      id: part.id,
      explains: part.explains,
      memory: costs.get(part.id) ?? 0,
      placed: placed !== undefined,
      ...(here || placed === undefined ? {} : { awayOn: placed }),
    }
  }
  // What the forecast adds to the parts: Debian, and on a compute a first small instance.
  const sum = machine.forecast.parts.reduce((all, one) => all + one.memory, 0)
  const base = machine.forecast.memory - sum
  const own = machine.roles.map((role): RoleModel => {
    const ofRole = parts.filter((part) => part.role === role).map(model)
    return { role, parts: ofRole, memory: ofRole.reduce((all, one) => all + one.memory, 0) }
  })
  const single = parts
    .filter((part) => machine.parts.includes(part.id) && !machine.roles.includes(part.role))
    .map(model)
  const singleRole: RoleModel = {
    role: 'single',
    parts: single,
    memory: single.reduce((all, one) => all + one.memory, 0),
  }
  const total = probe?.memory.total
  return {
    name: machine.name,
    ...(machine.address === undefined ? {} : { address: machine.address }),
    roles: single.length === 0 ? own : [...own, singleRole],
    memory: {
      needed: machine.forecast.memory,
      base,
      fit: fitOf(machine.forecast.memory, total),
      ...(total === undefined || total <= 0 ? {} : { total, share: machine.forecast.memory / total }),
    },
  }
}

/** Heights of a card's pieces in px; the style sheet sets the same. */
const PIECE = { head: 36, facts: 44, memory: 36, role: 28, part: 26, hint: 32, foot: 8 } as const

export function cardHeight(model: MachineModel, open: (role: string) => boolean, compact: boolean): number {
  const roles = model.roles.reduce(
    (sum, one) => sum + PIECE.role + (open(one.role) ? one.parts.length * PIECE.part : 0),
    0,
  )
  return PIECE.head + (compact ? 0 : PIECE.facts) + PIECE.memory + (roles || PIECE.hint) + PIECE.foot
}
