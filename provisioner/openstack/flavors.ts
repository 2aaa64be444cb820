/** Flavors: the sizes instances come in. */
import { z } from 'zod'
import { COMPUTE } from './compute.ts'
import type { Session } from './session.ts'

const flavor = z
  .object({
    id: z.string(),
    name: z.string(),
    vcpus: z.int(),
    ram: z.int(),
    disk: z.int(),
    'os-flavor-access:is_public': z.boolean().default(true),
  })
  .transform(({ 'os-flavor-access:is_public': isPublic, ram, vcpus, ...row }) => ({
    ...row,
    cpus: vcpus,
    /** MiB. */
    memory: ram,
    isPublic,
  }))

/** `disk` is in GiB. */
export type Flavor = z.output<typeof flavor>

export interface NewFlavor {
  readonly name: string
  readonly cpus: number
  /** MiB. */
  readonly memory: number
  /** GiB; 0: as large as the image. */
  readonly disk: number
}

export function flavors(session: Session) {
  return {
    list: (): Promise<Flavor[]> =>
      session.list(
        { ...COMPUTE, method: 'GET', path: '/flavors/detail', attempted: 'Listing the flavors' },
        'flavors',
        flavor,
      ),
    create: ({ name, cpus, memory, disk }: NewFlavor): Promise<Flavor> =>
      session.ask(
        {
          ...COMPUTE,
          method: 'POST',
          path: '/flavors',
          body: { flavor: { name, vcpus: cpus, ram: memory, disk } },
          attempted: `Creating the flavor ${name}`,
        },
        z.object({ flavor }).transform((body) => body.flavor),
      ),
    remove: (id: string): Promise<void> =>
      session.remove({ ...COMPUTE, path: `/flavors/${id}`, attempted: `Deleting the flavor ${id}` }),
  }
}
