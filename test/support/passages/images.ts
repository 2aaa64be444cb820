/** Glance: an image uploaded, described, shared, withheld and taken away. */
import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { z } from 'zod'
import { uploadImage } from '../../../provisioner/openstack/imageUpload.ts'
import { first, OURS, type Passage, refusal } from './passage.ts'

/** Not a disk of any kind: what is raw may be anything. */
const CONTENT = Buffer.from('An image of the tests. '.repeat(64))

export const imagePassages: readonly Passage[] = [
  {
    name: 'image/lists',
    async run({ os }) {
      const images = await os.images.list()
      const image = first(
        images.filter(({ status }) => status === 'active'),
        'image',
      )
      expect(await os.images.get(image.id)).toEqual(image)
      expect(await os.images.list({ name: image.name })).toContainEqual(image)
      expect(await os.images.get('00000000-0000-4000-8000-000000000000')).toBeUndefined()
      expect(await os.images.importMethods()).toEqual(expect.any(Array))
    },
  },
  {
    name: 'image/life',
    async run({ os, perform }) {
      const sha512 = createHash('sha512').update(CONTENT).digest('hex')
      const { image } = await uploadImage(os.session, {
        image: { name: OURS, format: 'raw', containerFormat: 'bare', properties: { os_distro: 'none' } },
        open: async () => ({ length: CONTENT.length, bytes: chunks() }),
        expected: { algorithm: 'sha512', value: sha512 },
      })
      const target = { id: image.id, name: OURS }
      const project = { name: OURS, id: await perform('project.create', { name: OURS }) }
      try {
        expect(image).toMatchObject({ size: CONTENT.length, status: 'active', hash: { value: sha512 } })
        await perform('image.update', {
          ...{ ...target, newName: `${OURS}-2`, minMemory: 64, isProtected: true, tags: ['test'] },
          properties: { hw_disk_bus: 'virtio', 'a/b~c': 'slash and tilde' },
          removedProperties: ['os_distro'],
        })
        expect(await os.images.get(image.id)).toMatchObject({
          ...{ name: `${OURS}-2`, minMemory: 64, isProtected: true, tags: ['test'] },
          properties: { hw_disk_bus: 'virtio', 'a/b~c': 'slash and tilde' },
        })
        const { data } = await refusal(perform('image.delete', target))
        expect(data.status).toBe(403)
        expect(data.message).toMatch(/protected/)
        await perform('image.update', { ...target, isProtected: false })
        await perform('image.share', { ...target, project })
        expect(await os.images.members(image.id)).toEqual([{ projectId: project.id, status: 'pending' }])
        await perform('image.unshare', { ...target, project })
        await perform('image.deactivate', target)
        expect(await os.images.get(image.id)).toMatchObject({ status: 'deactivated' })
        await perform('image.reactivate', target)
        await perform('image.update', { ...target, visibility: 'public' })
        expect(await os.images.get(image.id)).toMatchObject({ status: 'active', visibility: 'public' })
      } finally {
        await perform('project.delete', project)
        await perform('image.update', { ...target, isProtected: false })
        await perform('image.delete', target)
      }
      expect(await os.images.get(image.id)).toBeUndefined()
    },
  },
  {
    name: 'image/pages',
    async run({ os, perform }) {
      const ids = [
        await perform('image.create', { name: `${OURS}-1`, format: 'raw' }),
        await perform('image.create', { name: `${OURS}-2`, format: 'raw' }),
      ]
      try {
        const call = {
          service: 'image',
          method: 'GET',
          path: '/v2/images',
          query: { limit: 1 },
          attempted: 'Paging',
        } as const
        const found: string[][] = []
        for await (const page of os.session.pages(call, 'images', z.object({ id: z.string() })))
          found.push(page.map(({ id }) => id))
        expect(found.flat()).toEqual(expect.arrayContaining(ids))
        expect(found.every((page) => page.length <= 1)).toBe(true)
      } finally {
        for (const id of ids) await perform('image.delete', { id, name: OURS })
      }
    },
  },
]

async function* chunks(): AsyncGenerator<Uint8Array, void> {
  yield CONTENT.subarray(0, 100)
  yield CONTENT.subarray(100)
}
