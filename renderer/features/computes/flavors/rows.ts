/** Flavors as the table shows them, and what a form for a new one makes of what was typed. Pure. */
import type { Flavor, Server } from '../../../../electron/contract/live.ts'
import { type Doing, doingWords } from '../../../api/doings.ts'

export interface FlavorRow {
  readonly id: string
  readonly flavor: Flavor
  /** Instances made with one of this name: Nova keeps no id of it with them. */
  readonly used: number
  /** What is being done to it. */
  readonly doing: string | undefined
}

export function flavorRows(
  flavors: readonly Flavor[],
  servers: readonly Pick<Server, 'flavor'>[],
  { doings, toldAt }: { readonly doings: ReadonlyMap<string, Doing>; readonly toldAt: number | undefined },
): readonly FlavorRow[] {
  const used = new Map<string, number>()
  for (const { flavor } of servers) if (flavor !== undefined) used.set(flavor.name, (used.get(flavor.name) ?? 0) + 1)
  return flavors.map((flavor) => ({
    id: flavor.id,
    flavor,
    used: used.get(flavor.name) ?? 0,
    doing: doingWords(doings.get(flavor.id), toldAt),
  }))
}

/** As people call them: "2c-4g" for two CPUs with 4 GiB. */
export function suggestedName(cpus: number, memory: number, disk: number): string {
  const size = memory % 1024 === 0 ? `${memory / 1024}g` : `${memory}m`
  return `${cpus}c-${size}${disk === 0 ? '' : `-${disk}d`}`
}
