/** Placement: what each compute has to give. */
import { expect } from 'vitest'
import { first, type Passage } from './passage.ts'

export const placementPassages: readonly Passage[] = [
  {
    name: 'placement/providers',
    async run({ os }) {
      const providers = await os.resourceProviders.list()
      const hypervisors = await os.hypervisors.list()
      expect(providers.map(({ id }) => id).sort()).toEqual(hypervisors.map(({ id }) => id).sort())
      for (const { resources } of providers)
        expect(resources).toMatchObject({ VCPU: { total: expect.any(Number) }, MEMORY_MB: {}, DISK_GB: {} })
      const some = await os.resourceProviders.candidates({ VCPU: 1, MEMORY_MB: 64, DISK_GB: 0 })
      expect(some.map(({ id }) => id).sort()).toEqual(providers.map(({ id }) => id).sort())
      const total = first(providers, 'provider').resources.MEMORY_MB?.total ?? 0
      expect(await os.resourceProviders.candidates({ MEMORY_MB: total * 4 })).toEqual([])
    },
  },
]
