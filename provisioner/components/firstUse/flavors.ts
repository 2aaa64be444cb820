/** Flavors: the sizes instances come in, with the names and ids people know from other clouds. */
import { z } from 'zod'
import type { Step } from '../../core/step.ts'
import type { ApiAccess } from '../../facts/api.ts'
import { apiObjects, type Missing } from '../../steps/apiObjects.ts'
import { listing } from './listing.ts'

interface Flavor {
  readonly id: string
  readonly name: string
  readonly cpus: number
  /** MiB. */
  readonly memory: number
  /** GiB. */
  readonly disk: number
}

/** Source: m1.tiny to m1.xlarge were Nova's own until 2016; m1.nano and m1.micro are DevStack's, for test images. */
const FLAVORS: readonly Flavor[] = [
  { id: '42', name: 'm1.nano', cpus: 1, memory: 128, disk: 1 },
  { id: '84', name: 'm1.micro', cpus: 1, memory: 256, disk: 1 },
  { id: '1', name: 'm1.tiny', cpus: 1, memory: 512, disk: 1 },
  { id: '2', name: 'm1.small', cpus: 1, memory: 2048, disk: 20 },
  { id: '3', name: 'm1.medium', cpus: 2, memory: 4096, disk: 40 },
  { id: '4', name: 'm1.large', cpus: 4, memory: 8192, disk: 80 },
  { id: '5', name: 'm1.xlarge', cpus: 8, memory: 16_384, disk: 160 },
]

/** A flavor a person made under one of these names or ids is left as it is: Nova cannot change one, only replace it. */
export function flavors(machine: string, access: ApiAccess): Step {
  const known = listing(
    access,
    { service: 'compute', path: '/flavors/detail?is_public=None', key: 'flavors' },
    z.object({ id: z.string(), name: z.string() }),
  )
  return apiObjects({
    id: `first-use/flavors@${machine}`,
    machine,
    access,
    title: 'Create flavors',
    explains: 'A flavor says how many CPUs, how much memory and disk an instance gets.',
    reads: [known.fact],
    subjects: FLAVORS.map(subject),
    missing: (read) => {
      const rows = known.of(read)
      const isThere = (flavor: Flavor) => rows.some((row) => row.id === flavor.id || row.name === flavor.name)
      return FLAVORS.filter((flavor) => !isThere(flavor)).map(newFlavor)
    },
  })
}

function newFlavor(flavor: Flavor): Missing {
  const { cpus, disk, id, memory, name } = flavor
  const body = { flavor: { id, name, vcpus: cpus, ram: memory, disk } }
  const request = { service: 'compute', method: 'POST', path: '/flavors', body } as const
  return { operation: 'create', subject: subject(flavor), summary: `${cpus} CPU, ${memory} MiB, ${disk} GiB`, request }
}

function subject({ name }: Flavor): string {
  return `flavor ${name}`
}
