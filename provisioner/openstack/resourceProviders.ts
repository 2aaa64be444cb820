/** What Placement counts: how much each compute has to give, how much of it is given, and where something would still fit. */
import { z } from 'zod'
import { path } from '../actions/apiCall.ts'
import type { Session } from './session.ts'

/** 1.36 is the newest that changes what is read here; 2025.1 knows 1.39. */
const PLACEMENT = { service: 'placement', microversion: 'placement 1.36', method: 'GET' } as const

const provider = z.object({ uuid: z.string(), name: z.string() })

const inventory = z
  .object({ total: z.int(), reserved: z.int(), allocation_ratio: z.number(), max_unit: z.int() })
  .transform((row) => ({
    total: row.total,
    /** Kept for the host itself. */
    reserved: row.reserved,
    /** How many times over it may be promised. */
    ratio: row.allocation_ratio,
    /** What may be promised to all instances together. */
    capacity: Math.floor((row.total - row.reserved) * row.allocation_ratio),
    /** The most one instance can get. */
    largest: row.max_unit,
  }))

/** By Placement's names: VCPU, MEMORY_MB, DISK_GB … */
export type ResourceInventory = Readonly<Record<string, z.output<typeof inventory> & { readonly used: number }>>

export interface ResourceProvider {
  readonly id: string
  /** The hypervisor's name. */
  readonly name: string
  readonly resources: ResourceInventory
}

/** VCPU, MEMORY_MB (MiB) and DISK_GB (GiB) are those of every compute. */
export type Resources = Readonly<Record<string, number>>

const summary = z.object({
  resources: z.record(z.string(), z.object({ capacity: z.int(), used: z.int() })),
})

/** Administrators only, all of it. */
export function resourceProviders(session: Session) {
  const inventories = async (one: z.output<typeof provider>): Promise<ResourceProvider> => {
    const attempted = `Reading what ${one.name} has to give`
    const [has, given] = await Promise.all([
      session.ask(
        { ...PLACEMENT, path: path`/resource_providers/${one.uuid}/inventories`, attempted },
        z.object({ inventories: z.record(z.string(), inventory) }),
      ),
      session.ask(
        { ...PLACEMENT, path: path`/resource_providers/${one.uuid}/usages`, attempted },
        z.object({ usages: z.record(z.string(), z.int()) }),
      ),
    ])
    const resources = Object.entries(has.inventories).map(
      ([kind, row]) => [kind, { ...row, used: given.usages[kind] ?? 0 }] as const,
    )
    return { id: one.uuid, name: one.name, resources: Object.fromEntries(resources) }
  }
  return {
    list: async (): Promise<ResourceProvider[]> => {
      const call = { ...PLACEMENT, path: '/resource_providers', attempted: 'Listing the resource providers' }
      return Promise.all((await session.list(call, 'resource_providers', provider)).map(inventories))
    },
    /** What a provider can do, by Placement's names: HW_CPU_X86_AVX2, CUSTOM_… */
    traits: ({ id, name }: Pick<ResourceProvider, 'id' | 'name'>): Promise<string[]> =>
      session.ask(
        { ...PLACEMENT, path: path`/resource_providers/${id}/traits`, attempted: `Reading the traits of ${name}` },
        z.object({ traits: z.array(z.string()) }).transform((body) => body.traits),
      ),
    /** Ids of the providers with room for it, and what each has; a host's filters may still say no. */
    candidates: (wanted: Resources): Promise<{ readonly id: string; readonly free: Resources }[]> =>
      session.ask(
        {
          ...PLACEMENT,
          path: '/allocation_candidates',
          query: {
            resources: Object.entries(wanted)
              .filter(([, amount]) => amount > 0)
              .map(([kind, amount]) => `${kind}:${amount}`)
              .join(','),
          },
          attempted: 'Looking where there is room',
        },
        z.object({ provider_summaries: z.record(z.string(), summary) }).transform((body) =>
          Object.entries(body.provider_summaries).map(([id, { resources }]) => ({
            id,
            free: Object.fromEntries(Object.entries(resources).map(([kind, row]) => [kind, row.capacity - row.used])),
          })),
        ),
      ),
  }
}
