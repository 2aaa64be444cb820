/** Flavors: the sizes instances come in. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { path } from '../actions/apiCall.ts'
import { COMPUTE } from '../actions/compute.ts'
import type { InputOfAction } from '../actions/index.ts'
import { checkAndPerform, perform } from './perform.ts'
import type { Session } from './session.ts'

const flavor = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullish(),
    vcpus: z.int(),
    ram: z.int(),
    disk: z.int(),
    // Before 2.75 an empty text stands for none.
    swap: z.union([z.int(), z.literal('')]).default(0),
    extra_specs: z.record(z.string(), z.string()).default({}),
    'OS-FLV-EXT-DATA:ephemeral': z.int().default(0),
    'os-flavor-access:is_public': z.boolean().default(true),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    description: row.description ?? '',
    cpus: row.vcpus,
    /** MiB. */
    memory: row.ram,
    /** GiB; 0: as large as the image. */
    disk: row.disk,
    /** GiB. */
    ephemeral: row['OS-FLV-EXT-DATA:ephemeral'],
    /** MiB. */
    swap: row.swap === '' ? 0 : row.swap,
    isPublic: row['os-flavor-access:is_public'],
    extraSpecs: row.extra_specs,
  }))

export type Flavor = z.output<typeof flavor>

export type NewFlavor = Omit<InputOfAction<'flavor.create'>, 'id'>

const access = z.object({ flavor_access: z.array(z.object({ tenant_id: z.string() })) })

export function flavors(session: Session) {
  return {
    /** @param all private ones of every project too; administrators only */
    list: ({ all = false }: { readonly all?: boolean } = {}): Promise<Flavor[]> =>
      session.list(
        {
          ...COMPUTE,
          method: 'GET',
          path: '/flavors/detail',
          query: { is_public: all ? 'None' : undefined },
          attempted: 'Listing the flavors',
        },
        'flavors',
        flavor,
      ),
    /** Ids of the projects that may use a private one; administrators only. */
    projects: (id: string): Promise<string[]> =>
      session.ask(
        {
          ...COMPUTE,
          method: 'GET',
          path: path`/flavors/${id}/os-flavor-access`,
          attempted: `Reading who may use the flavor ${id}`,
        },
        access.transform((body) => body.flavor_access.map((one) => one.tenant_id)),
      ),
    /** @returns the new flavor's id */
    create: async (wanted: NewFlavor): Promise<string> => {
      const id = randomUUID()
      await checkAndPerform(session, 'flavor.create', { ...wanted, id })
      return id
    },
    /** What is gone already counts as done. */
    remove: async (id: string): Promise<void> => {
      await perform(session, 'flavor.delete', { id, name: id })
    },
  }
}
