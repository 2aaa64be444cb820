/** Hostile names: what each service takes, gives back as it was, or refuses. */
import { expect } from 'vitest'
import { COMPUTE } from '../../../provisioner/actions/compute.ts'
import { OURS, type Passage, refusal } from './passage.ts'

export const HOSTILE = {
  markup: '<img src=x onerror=alert(1)>&amp;',
  'right to left': '\u202Egnp.exe\u202C \u200F\u05D0\u05D1',
  long: 'ü'.repeat(255),
  emoji: '🦥 cloud 👩‍💻',
  quotes: `'; DROP TABLE instances; -- "$(id)\``,
} as const

/** Past the actions' own checks. Keystone does not even answer. */
const EMOJI = [
  ['network', '/v2.0/networks', { network: { name: HOSTILE.emoji } }],
  ['image', '/v2/images', { name: HOSTILE.emoji }],
] as const

export const namePassages: readonly Passage[] = [
  {
    name: 'names/nova',
    async run({ os }) {
      // Past the action's own check: what the service itself says.
      const make = (name: string) =>
        os.session.send({
          ...COMPUTE,
          method: 'POST',
          path: '/os-aggregates',
          body: { aggregate: { name } },
          attempted: 'Naming an aggregate',
        })
      for (const name of [HOSTILE['right to left'], HOSTILE.emoji]) {
        const { data } = await refusal(make(name))
        expect(data).toMatchObject({ code: 'api', status: 400 })
      }
      for (const name of [HOSTILE.markup, HOSTILE.long, HOSTILE.quotes]) {
        await make(name)
        const made = (await os.aggregates.list()).find((one) => one.name === name)
        expect(made).toBeDefined()
        if (made === undefined) continue
        await os.session.remove({ ...COMPUTE, path: `/os-aggregates/${made.id}`, attempted: 'Deleting it' })
      }
    },
  },
  {
    name: 'names/others',
    async run({ os, perform }) {
      for (const [service, path, body] of EMOJI) {
        const call = { service, method: 'POST', path, body, attempted: 'Naming with an emoji' } as const
        expect((await refusal(os.session.send(call))).data.status).toBeGreaterThanOrEqual(400)
      }
      const { data } = await refusal(perform('network.create', { name: HOSTILE.emoji }))
      expect(data).toMatchObject({ code: 'invalid-input', message: expect.stringContaining('emoji') })
      for (const name of Object.values(HOSTILE).filter((one) => one !== HOSTILE.emoji)) {
        const network = { name, id: await perform('network.create', { name }) }
        expect(await os.networks.get(network.id)).toMatchObject({ name })
        await perform('network.delete', network)
        const group = { name, id: await perform('securityGroup.create', { name, description: name }) }
        expect(await os.securityGroups.get(group.id)).toMatchObject({ name, description: name })
        await perform('securityGroup.delete', group)
        const image = { name, id: await perform('image.create', { name, format: 'raw' }) }
        expect(await os.images.get(image.id)).toMatchObject({ name })
        await perform('image.delete', image)
        const user = { name, id: await perform('user.create', { name, password: `${OURS}-password` }) }
        expect(await os.users.get(user.id)).toMatchObject({ name })
        await perform('user.delete', user)
        const project = { name, id: await perform('project.create', { name: [...name].slice(0, 64).join('') }) }
        expect(await os.projects.get(project.id)).toMatchObject({ name: [...name].slice(0, 64).join('') })
        await perform('project.delete', project)
      }
    },
  },
]
