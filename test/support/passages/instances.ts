/** Instances: one tiny one that everything is done with, and what is done with it. */
import { expect } from 'vitest'
import type { ActionName } from '../../../provisioner/actions/index.ts'
import type { Server } from '../../../provisioner/openstack/servers.ts'
import { first, OURS, type Passage, type Room, refusal } from './passage.ts'

interface Target {
  readonly id: string
  readonly name: string
}

export const instancePassages: readonly Passage[] = [
  {
    name: 'instance/made',
    async run(room) {
      const { os, perform } = room
      const server = await instance(room)
      expect(server).toMatchObject({ status: 'ACTIVE', powerState: 'running', name: OURS, locked: false })
      expect(server.addresses[OURS]).toBeUndefined()
      expect(Object.values(server.addresses).flat()).toMatchObject([{ version: 4, type: 'fixed' }])
      const listed = await os.servers.list({ name: OURS })
      expect(listed).toMatchObject([{ id: server.id, flavor: { name: server.flavor?.name } }])
      expect(await os.servers.list({ name: `${OURS}.*` })).toEqual([])
      const since = await os.servers.list({ changesSince: server.createdAt, allProjects: true })
      expect(since.map(({ id }) => id)).toContain(server.id)
      expect(await os.instanceActions.list(server.id)).toMatchObject([{ action: 'create' }])
      const [created] = await os.instanceActions.list(server.id)
      const details = await os.instanceActions.get(server.id, created?.id ?? '')
      expect(details?.events.length).toBeGreaterThan(0)
      expect(await os.servers.screenUrl(server.id)).toContain('path=%3Ftoken%3D')
      expect(await os.servers.consoleOutput(server.id, 5)).toEqual(expect.any(String))
      await os.diagnostics(server.id)
      expect(await os.servers.get('00000000-0000-4000-8000-000000000000')).toBeUndefined()
      const [image] = await os.images.list({ name: 'stackstead-test' })
      const taken = { ...wanted(server, image?.id ?? ''), name: `${OURS}-2`, networks: [{ networkId: server.id }] }
      expect((await refusal(perform('server.create', taken))).data).toMatchObject({ code: 'api', status: 400 })
    },
  },
  {
    name: 'instance/power',
    async run(room) {
      const server = await targetOf(room)
      const stages: readonly (readonly [ActionName, string])[] = [
        ['server.stop', 'SHUTOFF'],
        ['server.start', 'ACTIVE'],
        ['server.pause', 'PAUSED'],
        ['server.unpause', 'ACTIVE'],
        ['server.suspend', 'SUSPENDED'],
        ['server.resume', 'ACTIVE'],
        ['server.rebootHard', 'ACTIVE'],
        ['server.rebootSoft', 'ACTIVE'],
      ]
      for (const [action, status] of stages) {
        await room.perform(action as 'server.stop', server)
        await settled(room, server, status)
      }
      const { data } = await refusal(room.perform('server.unpause', server))
      expect(data).toMatchObject({ code: 'api', status: 409 })
      expect(data.message).toContain('while it is in vm_state active')
    },
  },
  {
    name: 'instance/labels',
    async run(room) {
      const { os, perform } = room
      const server = await targetOf(room)
      await perform('server.describe', { ...server, description: 'Größe <b>klein</b>' })
      await perform('server.changeMetadata', { ...server, set: { role: 'web', old: '1' } })
      await perform('server.changeMetadata', { ...server, unset: ['old'] })
      await perform('server.changeTags', { ...server, add: ['test', 'two'] })
      await perform('server.changeTags', { ...server, remove: ['two'] })
      await perform('server.lock', { ...server, reason: 'a test' })
      expect(await os.servers.get(server.id)).toMatchObject({
        ...{ description: 'Größe <b>klein</b>', metadata: { role: 'web' }, tags: ['test'] },
        ...{ locked: true, lockedReason: 'a test' },
      })
      expect((await os.servers.list({ tags: ['test'] })).map(({ id }) => id)).toEqual([server.id])
      await perform('server.unlock', server)
      await perform('server.describe', { ...server, description: '' })
      await perform('server.changeTags', { ...server, remove: ['test'] })
      await perform('server.changeMetadata', { ...server, unset: ['role'] })
    },
  },
  {
    name: 'instance/networks',
    async run(room) {
      const { os, perform } = room
      const server = await targetOf(room)
      const [port] = await os.ports.list({ device_id: server.id })
      expect(port).toMatchObject({ deviceId: server.id, status: 'ACTIVE' })
      const [external] = await os.networks.list({ 'router:external': true })
      const floating = await os.floatingIps.create({ networkId: external?.id ?? '', description: OURS })
      const ip = { id: floating.id, name: floating.address }
      const group = { name: OURS, id: await os.securityGroups.create({ name: OURS }) }
      try {
        await perform('floatingIp.attach', { ...ip, portId: port?.id ?? '' })
        await room.until('the floating IP leads to it', async () =>
          (await os.floatingIps.get(ip.id))?.status === 'ACTIVE' ? true : undefined,
        )
        await perform('server.addSecurityGroup', { ...server, group: OURS })
        expect((await os.ports.get(port?.id ?? ''))?.securityGroupIds).toContain(group.id)
        expect((await refusal(os.securityGroups.remove(group.id))).data).toMatchObject({ code: 'api', status: 409 })
        await perform('server.removeSecurityGroup', { ...server, group: OURS })
        await perform('floatingIp.detach', ip)
      } finally {
        await perform('floatingIp.delete', ip)
        await os.securityGroups.remove(group.id)
      }
      const networkId = port?.networkId ?? ''
      const second = await perform('server.attachInterface', { ...server, card: { networkId } })
      await room.until('the second card is there', async () => {
        const one = await os.ports.get(second)
        return one?.deviceId === server.id && one.status === 'ACTIVE' ? true : undefined
      })
      await perform('server.detachInterface', { ...server, portId: second })
      // Nova knows it last; a resize before that would fail for want of the port.
      await room.until('the second card is gone', async () => {
        const { addresses = {} } = (await os.servers.get(server.id)) ?? {}
        return Object.values(addresses).flat().length === 1 ? true : undefined
      })
    },
  },
  {
    name: 'instance/resized',
    async run(room) {
      const { os, perform } = room
      const server = await targetOf(room)
      const id = `${OURS}-larger`
      await perform('flavor.create', { id, name: id, cpus: 1, memory: 256, disk: 0 })
      try {
        await perform('server.resize', { ...server, flavorId: id })
        await settled(room, server, 'VERIFY_RESIZE')
        await perform('server.revertResize', server)
        expect((await settled(room, server, 'ACTIVE')).flavor?.memory).toBe(MEMORY)
        await perform('server.resize', { ...server, flavorId: id })
        await settled(room, server, 'VERIFY_RESIZE')
        await perform('server.confirmResize', server)
        expect((await settled(room, server, 'ACTIVE')).flavor?.memory).toBe(256)
      } finally {
        await os.flavors.remove(id)
      }
    },
  },
  {
    name: 'instance/moved',
    async run(room) {
      const { os, perform } = room
      const server = await targetOf(room)
      const before = (await os.servers.get(server.id))?.host
      await perform('server.liveMigrate', server)
      const after = (await settled(room, server, 'ACTIVE')).host
      expect(after).not.toBe(before)
      // It is ACTIVE over there a moment before its migration counts as done.
      const moved = await room.until('its migration is done', async () => {
        const [latest] = await os.migrations.list({ serverId: server.id })
        return latest?.status === 'running' || latest?.status === 'post-migrating' ? undefined : latest
      })
      expect(moved).toMatchObject({ type: 'live-migration', status: 'completed', from: before, to: after })
      expect(await os.migrations.live(server.id)).toEqual([])
      await perform('server.migrate', server)
      await settled(room, server, 'VERIFY_RESIZE')
      await perform('server.confirmResize', server)
      expect((await settled(room, server, 'ACTIVE')).host).toBe(before)
    },
  },
  {
    name: 'instance/snapshot',
    async run(room) {
      const { os, perform } = room
      const server = await targetOf(room)
      const imageId = await perform('server.createImage', { ...server, imageName: OURS, properties: { of: 'a test' } })
      const image = { id: imageId, name: OURS }
      try {
        const kept = await room.until('the snapshot is there', async () => {
          const one = await os.images.get(imageId)
          return one?.status === 'active' ? one : undefined
        })
        expect(kept.properties).toMatchObject({ of: 'a test', image_type: 'snapshot' })
        await settled(room, server, 'ACTIVE')
        const [port] = await os.ports.list({ device_id: server.id })
        const networks = [{ networkId: port?.networkId ?? '' }]
        const copy = { name: `${OURS}-copy`, imageId, flavorId: OURS, networks }
        const id = await perform('server.create', copy)
        expect((await settled(room, { id }, 'ACTIVE')).imageId).toBe(imageId)
        await perform('server.delete', { id, name: copy.name })
        await room.until('the copy is gone', async () => ((await os.servers.get(id)) ? undefined : true))
        const original = first(await os.images.list({ name: 'stackstead-test' }), 'test image')
        await perform('server.rebuild', { ...server, imageId: original.id })
        await settled(room, server, 'ACTIVE')
      } finally {
        await perform('image.delete', image)
      }
    },
  },
  {
    name: 'instance/shelved',
    async run(room) {
      const server = await targetOf(room)
      await room.perform('server.rescue', server)
      await settled(room, server, 'RESCUE')
      await room.perform('server.unrescue', server)
      await settled(room, server, 'ACTIVE')
      await room.perform('server.shelve', server)
      await room.until('it is shelved', async () => {
        const one = await room.os.servers.get(server.id)
        return one?.status.startsWith('SHELVED') && one.task === undefined ? true : undefined
      })
      await room.perform('server.unshelve', server)
      await settled(room, server, 'ACTIVE')
    },
  },
  {
    name: 'instance/deleted',
    async run(room) {
      const { os, perform } = room
      const { createdAt, id, name } = await instance(room)
      const server = { id, name }
      await perform('server.delete', server)
      await room.until('it is gone', async () => ((await os.servers.get(server.id)) ? undefined : true))
      await perform('server.delete', server)
      const since = await os.servers.list({ changesSince: createdAt, allProjects: true })
      expect(since.find(({ id }) => id === server.id)).toMatchObject({ status: 'DELETED' })
      await os.flavors.remove(OURS)
    },
  },
  {
    name: 'instance/refused',
    async run(room) {
      const { os, perform } = room
      const { project } = await os.session.token()
      const { instances } = await os.computeQuotas.get(project.id)
      await perform('computeQuotas.set', { project, instances: instances.used })
      try {
        const image = first(await os.images.list({ name: 'stackstead-test' }), 'test image')
        const network = first(
          (await os.networks.list()).filter(({ isExternal }) => !isExternal),
          'tenant network',
        )
        const flavor = first(
          (await os.flavors.list()).filter(({ name }) => name === 'm1.micro'),
          'flavor m1.micro',
        )
        const { data } = await refusal(
          perform('server.create', {
            ...{ name: OURS, imageId: image.id, flavorId: flavor.id, networks: [{ networkId: network.id }] },
          }),
        )
        expect(data).toMatchObject({ code: 'api', status: 403 })
        expect(data.message).toMatch(/Quota exceeded for instances/)
        expect(data.remedy).toContain('quota')
      } finally {
        await perform('computeQuotas.set', { project, instances: instances.limit ?? null })
      }
    },
  },
]

/** MiB the test image needs. */
const MEMORY = 192

function wanted(server: Server, imageId: string) {
  return { name: server.name, imageId, flavorId: 'none', networks: [] }
}

/** The one all of them share: found, or made by the first that needs it. */
async function instance(room: Room): Promise<Server> {
  const { os } = room
  const [found] = (await os.servers.list({ name: OURS })).filter(({ name }) => name === OURS)
  if (found !== undefined) return found
  const image = first(await os.images.list({ name: 'stackstead-test' }), 'test image')
  const network = first(
    (await os.networks.list()).filter(({ isExternal }) => !isExternal),
    'tenant network',
  )
  await room.perform('flavor.create', { id: OURS, name: OURS, cpus: 1, memory: MEMORY, disk: 0 })
  const networks = [{ networkId: network.id }]
  const id = await os.servers.create({ name: OURS, imageId: image.id, flavorId: OURS, networks })
  return settled(room, { id }, 'ACTIVE')
}

async function targetOf(room: Room): Promise<Target> {
  const { id, name } = await instance(room)
  return { id, name }
}

/** The instance when Nova has done with it and it is as it should be. */
export async function settled({ os, until }: Room, { id }: Pick<Target, 'id'>, status: string): Promise<Server> {
  return until(`it is ${status}`, async () => {
    const server = await os.servers.get(id)
    if (server === undefined) throw new Error('The instance is gone.')
    if (server.status === 'ERROR') throw new Error(`Nova says: ${server.fault?.message}`)
    return server.status === status && server.task === undefined ? server : undefined
  })
}
