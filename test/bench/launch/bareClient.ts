/** A client of OpenStack's APIs as a script would be: one token, plain requests, nothing shared with Stackstead's own. */
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { reveal } from '../../../provisioner/core/secret.ts'
import type { PasswordCredentials } from '../../../provisioner/openstack/credentials.ts'

export interface BareClient {
  /** What an instance takes where nobody minds which: an image, the smallest flavor it fits in, a network. */
  choose(): Promise<Choice>
  /** @param body of POST /servers. @returns milliseconds until Nova said that it is ACTIVE, asked every second */
  launch(body: unknown): Promise<Launched>
  /** Deletes it. Resolves when Nova does not know it any more. */
  remove(id: string): Promise<void>
  find(name: string): Promise<string | undefined>
  /** Milliseconds Nova itself took, to the second: from its creation until it had started. */
  took(id: string): Promise<number>
}

export interface Choice {
  readonly image: string
  readonly flavor: string
  readonly network: string
}

export interface Launched {
  readonly id: string
  readonly took: number
}

/** As often as a person's script would ask. */
const EVERY = 1_000
/** What Stackstead's own client asks Nova for at most. */
const VERSION = 'compute 2.96'

const token = z.object({
  token: z.object({
    catalog: z.array(
      z.object({ type: z.string(), endpoints: z.array(z.object({ interface: z.string(), url: z.string() })) }),
    ),
  }),
})
const server = z.object({
  server: z.object({
    id: z.string(),
    status: z.string(),
    created: z.string(),
    fault: z.object({ message: z.string() }).optional(),
    'OS-SRV-USG:launched_at': z.string().nullable(),
  }),
})
const images = z.object({
  images: z.array(z.object({ id: z.string(), status: z.string(), min_ram: z.int(), min_disk: z.int() })),
})
const flavors = z.object({ flavors: z.array(z.object({ id: z.string(), ram: z.int(), disk: z.int() })) })
const networks = z.object({ networks: z.array(z.object({ id: z.string(), 'router:external': z.boolean() })) })

/** Rejects where the APIs cannot be reached from here: a lab's machines can. */
export async function bareClient({ authUrl, password, project, user }: PasswordCredentials): Promise<BareClient> {
  const domain = { id: 'default' }
  const identity = { methods: ['password'], password: { user: { name: user, domain, password: reveal(password) } } }
  const answer = await fetch(`${authUrl}/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ auth: { identity, scope: { project: { name: project, domain } } } }),
  })
  const key = answer.headers.get('x-subject-token')
  if (!answer.ok || key === null) throw new Error(`Keystone let nobody in: status ${answer.status}.`)
  const { catalog } = token.parse(await answer.json()).token
  const at = (type: string): string => {
    const found = catalog.find((one) => one.type === type)?.endpoints.find((one) => one.interface === 'public')
    if (found === undefined) throw new Error(`The cloud has no ${type}.`)
    return found.url.replace(/\/$/, '')
  }
  const ask = async (service: string, path: string, init: { method?: string; body?: unknown } = {}) => {
    const response = await fetch(at(service) + path, {
      method: init.method ?? 'GET',
      headers: { 'x-auth-token': key, 'content-type': 'application/json', 'openstack-api-version': VERSION },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    })
    const text = await response.text()
    if (!response.ok && response.status !== 404) throw new Error(`${path}: status ${response.status}: ${text}`)
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }
  const look = async (id: string) => server.parse((await ask('compute', `/servers/${id}`)).body).server
  return {
    async choose() {
      const { images: all } = images.parse((await ask('image', '/v2/images')).body)
      const image = all.find(({ status }) => status === 'active') ?? missing('image')
      const sizes = flavors.parse((await ask('compute', '/flavors/detail')).body).flavors
      const flavor = sizes
        .toSorted((a, b) => a.ram - b.ram)
        .find(({ disk, ram }) => ram >= image.min_ram && (disk === 0 || disk >= image.min_disk))
      const nets = networks.parse((await ask('network', '/v2.0/networks')).body).networks
      const network = nets.find((one) => !one['router:external'])
      return {
        image: image.id,
        flavor: (flavor ?? missing('flavor')).id,
        network: (network ?? missing('network')).id,
      }
    },
    async launch(body) {
      const began = performance.now()
      const made = z.object({ server: z.object({ id: z.string() }) })
      const { id } = made.parse((await ask('compute', '/servers', { method: 'POST', body })).body).server
      for (;;) {
        const { fault, status } = await look(id)
        if (status === 'ACTIVE') return { id, took: performance.now() - began }
        if (status === 'ERROR') throw new Error(`Nova could not build it: ${fault?.message}`)
        await delay(EVERY)
      }
    },
    async remove(id) {
      await ask('compute', `/servers/${id}`, { method: 'DELETE' })
      while ((await ask('compute', `/servers/${id}`)).status !== 404) await delay(EVERY)
    },
    async find(name) {
      const { body } = await ask('compute', `/servers?name=${encodeURIComponent(name)}`)
      return z.object({ servers: z.array(z.object({ id: z.string() })) }).parse(body).servers[0]?.id
    },
    async took(id) {
      const { created, 'OS-SRV-USG:launched_at': launched } = await look(id)
      return Date.parse(`${launched}Z`) - Date.parse(created)
    },
  }
}

function missing(what: string): never {
  throw new Error(`The cloud has no ${what} for an instance.`)
}
