/** Nova without instances: sizes, computes, zones, keys, quotas. */
import { expect } from 'vitest'
import { z } from 'zod'
import { COMPUTE } from '../../../provisioner/actions/compute.ts'
import { first, OURS, type Passage, refusal } from './passage.ts'

const KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'O'.repeat(43)} of a test`

export const computePassages: readonly Passage[] = [
  {
    name: 'compute/lists',
    async run({ os }) {
      const { project } = await os.session.token()
      const flavors = await os.flavors.list({ all: true })
      expect(flavors).toContainEqual(expect.objectContaining({ name: 'm1.nano', cpus: 1, isPublic: true }))
      const hypervisors = await os.hypervisors.list()
      const services = await os.computeServices.list()
      const computes = services.filter(({ binary }) => binary === 'nova-compute')
      expect(hypervisors).toHaveLength(computes.length)
      expect(services.map(({ binary }) => binary)).toEqual(expect.arrayContaining(['nova-scheduler', 'nova-conductor']))
      const zones = await os.zones.list({ hosts: true })
      expect(zones.map(({ name }) => name)).toContain('nova')
      expect((await os.zones.list()).map(({ name }) => name)).toEqual(['nova'])
      expect(await os.computeQuotas.get(project.id)).toMatchObject({ instances: { used: expect.any(Number) } })
      expect(await os.computeQuotas.limits()).toBeDefined()
      expect(await os.aggregates.list()).toEqual([])
      expect(await os.serverGroups.list({ allProjects: true })).toEqual([])
      expect(await os.migrations.list()).toEqual(expect.any(Array))
    },
  },
  {
    name: 'compute/pages',
    async run({ os }) {
      const whole = await os.flavors.list()
      const names: string[][] = []
      const call = { ...COMPUTE, method: 'GET', path: '/flavors', query: { limit: 2 }, attempted: 'Paging' } as const
      for await (const page of os.session.pages(call, 'flavors', z.object({ name: z.string() })))
        names.push(page.map(({ name }) => name))
      expect(names.flat().sort()).toEqual(whole.map(({ name }) => name).sort())
      expect(names.slice(0, -1).every((page) => page.length === 2)).toBe(true)
    },
  },
  {
    name: 'compute/flavor',
    async run({ os, perform }) {
      const { project } = await os.session.token()
      const id = `${OURS}-flavor`
      const wanted = { id, name: id, cpus: 1, memory: 64, disk: 1, swap: 8, isPublic: false }
      await perform('flavor.create', wanted)
      const flavor = { id, name: id }
      try {
        expect((await refusal(perform('flavor.create', wanted))).data.status).toBe(409)
        await perform('flavor.describe', { ...flavor, description: 'Größe „klein“' })
        await perform('flavor.changeExtraSpecs', {
          ...flavor,
          set: { 'hw:cpu_policy': 'shared', 'quota:cpu_shares': '10' },
        })
        await perform('flavor.changeExtraSpecs', { ...flavor, unset: ['quota:cpu_shares'] })
        await perform('flavor.addProject', { ...flavor, projectId: project.id })
        expect(await os.flavors.projects(id)).toEqual([project.id])
        const listed = await os.flavors.list({ all: true })
        expect(listed.find((one) => one.id === id)).toMatchObject({
          ...{ description: 'Größe „klein“', swap: 8, isPublic: false, extraSpecs: { 'hw:cpu_policy': 'shared' } },
        })
        await perform('flavor.removeProject', { ...flavor, projectId: project.id })
        expect(await os.flavors.projects(id)).toEqual([])
      } finally {
        await os.flavors.remove(id)
      }
      await os.flavors.remove(id)
    },
  },
  {
    name: 'compute/keypair',
    async run({ os, perform }) {
      await os.keypairs.create(OURS, KEY)
      try {
        const listed = await os.keypairs.list()
        expect(listed.find(({ name }) => name === OURS)).toMatchObject({ id: OURS, type: 'ssh' })
        expect((await refusal(os.keypairs.create(OURS, KEY))).data.status).toBe(409)
      } finally {
        await perform('keypair.delete', { id: OURS, name: OURS })
      }
      expect((await os.keypairs.list()).map(({ name }) => name)).not.toContain(OURS)
    },
  },
  {
    name: 'compute/computes',
    async run({ os, perform }) {
      const service = first(
        (await os.computeServices.list()).filter(({ binary }) => binary === 'nova-compute'),
        'compute',
      )
      const compute = { id: service.id, host: service.host }
      await perform('computeService.disable', { ...compute, reason: 'a test' })
      try {
        const [now] = (await os.computeServices.list()).filter(({ id }) => id === service.id)
        expect(now).toMatchObject({ status: 'disabled', disabledReason: 'a test' })
      } finally {
        await perform('computeService.enable', compute)
      }
      const aggregate = { name: OURS, id: await perform('aggregate.create', { name: OURS, zone: 'a-zone' }) }
      try {
        await perform('aggregate.addHost', { ...aggregate, host: service.host })
        await perform('aggregate.changeMetadata', { ...aggregate, set: { ssd: 'true' } })
        const [made] = (await os.aggregates.list()).filter(({ id }) => id === aggregate.id)
        expect(made).toMatchObject({ name: OURS, zone: 'a-zone', hosts: [service.host], metadata: { ssd: 'true' } })
        expect((await os.zones.list()).map(({ name }) => name)).toContain('a-zone')
        await perform('aggregate.removeHost', { ...aggregate, host: service.host })
        await perform('aggregate.update', { ...aggregate, newName: `${OURS}-2` })
      } finally {
        await perform('aggregate.delete', aggregate)
      }
      expect(await os.aggregates.list()).toEqual([])
    },
  },
  {
    name: 'compute/server-group',
    async run({ os, perform }) {
      const id = await perform('serverGroup.create', { name: OURS, policy: 'anti-affinity', maxPerHost: 2 })
      try {
        expect(await os.serverGroups.list()).toMatchObject([
          { id, policy: 'anti-affinity', maxPerHost: 2, serverIds: [] },
        ])
      } finally {
        await perform('serverGroup.delete', { id, name: OURS })
      }
    },
  },
  {
    name: 'compute/quotas',
    async run({ os, perform }) {
      const project = { name: OURS, id: await perform('project.create', { name: OURS }) }
      try {
        await perform('computeQuotas.set', { project, instances: 1, cpus: null })
        await perform('networkQuotas.set', { project, networks: 0 })
        const quotas = await os.computeQuotas.get(project.id)
        expect(quotas.instances).toMatchObject({ limit: 1, used: 0 })
        expect(quotas.cpus.limit).toBeUndefined()
        expect((await os.networkQuotas.get(project.id)).networks).toMatchObject({ limit: 0, used: 0 })
      } finally {
        await perform('project.delete', project)
      }
    },
  },
]
