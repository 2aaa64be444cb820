/** An HTTP server that answers like a cloud's APIs: keystone with a catalogue that leads back to itself, and given routes. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { Secret } from '../../provisioner/core/secret.ts'
import type { PasswordCredentials } from '../../provisioner/openstack/credentials.ts'

export interface Asked {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface Reply {
  readonly status?: number
  readonly body?: unknown
  /** Close the connection instead of answering. */
  readonly hangUp?: boolean
}

/** Answers to "METHOD /path" (query left out), one after the other; the last is repeated. */
export type Routes = Readonly<Record<string, readonly Reply[] | ((asked: Asked) => Reply | Promise<Reply>)>>

/** A service that keeps what it is told: undefined where a request is none of its own. */
export type Stand = (asked: Asked) => Reply | undefined

/** The first of them that answers. */
export function stands(...all: readonly Stand[]): Stand {
  return (asked) => {
    for (const stand of all) {
      const reply = stand(asked)
      if (reply !== undefined) return reply
    }
    return undefined
  }
}

/** Where services tell their versions. */
const ROOTS = { compute: '/v2.1/', placement: '/placement/' } as const

export const PASSWORD = 'p@ss "word"'

/** Whoever logs in under this name is no administrator; everybody else is one. */
export const MEMBER = 'maria'

/** May only look. */
export const READER = 'rita'

export class FakeCloud implements AsyncDisposable {
  readonly asked: Asked[] = []
  /** Seconds a token is valid. */
  tokenSeconds = 3600
  tokens = 0
  /** What Nova and Placement say they know. */
  readonly versions = { compute: { min: '2.1', max: '2.100' }, placement: { min: '1.0', max: '1.39' } }
  /** Where the catalogue says Nova is. */
  computePath = '/v2.1'
  /** Tokens that are no longer accepted. */
  readonly revoked = new Set<string>()
  /** In place of every answer, of the login service's too: { status: 503 }. */
  outage: Reply | undefined
  /** Asked where no route leads: of paths with ids in them. */
  otherwise: (asked: Asked) => ReturnType<Stand> | Promise<Reply> = () => undefined
  /** Asked before all others: what it gives is the answer, and nothing is done. */
  refuse: Stand = () => undefined
  /** Waited for between two pieces of what is sent. */
  holding: (path: string) => Promise<void> | undefined = () => undefined
  #server: Server
  #port = 0
  #routes: Routes
  #members = new Set<string>()
  #counts = new Map<string, number>()

  private constructor(server: Server, routes: Routes) {
    this.#server = server
    this.#routes = routes
  }

  static async start(routes: Routes): Promise<FakeCloud> {
    const server = createServer({ keepAlive: true })
    const cloud = new FakeCloud(server, routes)
    server.on('request', async (request, response) => {
      const chunks: Buffer[] = []
      try {
        for await (const chunk of request) {
          chunks.push(chunk as Buffer)
          await cloud.holding(request.url ?? '')
        }
      } catch {
        // The client broke off in the middle of what it sent.
        return response.destroy()
      }
      const { headers, method = '', url: path = '' } = request
      const asked = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') }
      cloud.asked.push(asked)
      const { status = 200, body, hangUp, token } = await cloud.#reply(asked)
      if (hangUp) return request.socket.destroy()
      if (token !== undefined) response.setHeader('x-subject-token', token)
      response.statusCode = status
      return response.end(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body))
    })
    await cloud.resume()
    return cloud
  }

  get port(): number {
    return this.#port
  }

  /** Whether an administrator asks. */
  isAdmin({ headers }: Asked): boolean {
    return !this.#members.has(String(headers['x-auth-token']))
  }

  /** Connections are refused from now on, those that were there are gone. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  /** Listens again, where it did before. */
  async resume(): Promise<void> {
    if (this.#server.listening) return
    this.#server.listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
    const address = this.#server.address()
    if (typeof address === 'object' && address !== null) this.#port = address.port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get credentials(): PasswordCredentials {
    const password = new Secret(PASSWORD)
    return {
      kind: 'password',
      authUrl: `${this.url}/v3`,
      region: 'RegionOne',
      user: 'admin',
      project: 'admin',
      password,
    }
  }

  /** Requests besides those for tokens and versions, as "METHOD /path?query". */
  get calls(): string[] {
    const beside = ['/v3/auth/tokens', ...Object.values(ROOTS)]
    return this.asked.filter((one) => !beside.includes(one.path)).map((one) => `${one.method} ${one.path}`)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  #reply(asked: Asked): (Reply & { readonly token?: string }) | Promise<Reply & { readonly token?: string }> {
    const path = asked.path.split('?', 1)[0] ?? ''
    if (this.outage !== undefined) return this.outage
    if (path === '/v3/auth/tokens') return this.#token(asked)
    const token = String(asked.headers['x-auth-token'])
    if (!token.startsWith('token-') || this.revoked.has(token)) {
      return { status: 401, body: { error: { message: 'The request you have made requires authentication.' } } }
    }
    const key = `${asked.method} ${path}`
    const route = this.#routes[key] ?? this.#versionDocuments()[key]
    const refused = this.refuse(asked)
    if (refused !== undefined) return refused
    const missing = { status: 404, body: { itemNotFound: { message: `no route ${key}`, code: 404 } } }
    if (route === undefined) return this.otherwise(asked) ?? missing
    if (typeof route === 'function') return route(asked)
    const count = this.#counts.get(key) ?? 0
    this.#counts.set(key, count + 1)
    return route[Math.min(count, route.length - 1)] ?? {}
  }

  #versionDocuments(): Routes {
    const { compute, placement } = this.versions
    const version = { id: 'v2.1', status: 'CURRENT', version: compute.max, min_version: compute.min }
    const versions = [{ id: 'v1.0', status: 'CURRENT', max_version: placement.max, min_version: placement.min }]
    return {
      [`GET ${ROOTS.compute}`]: [{ body: { version } }],
      [`GET ${ROOTS.placement}`]: [{ body: { versions } }],
    }
  }

  #token(asked: Asked): Reply & { readonly token?: string } {
    const { auth } = JSON.parse(asked.body) as {
      auth: {
        identity: { password: { user: { name: string; password: string } } }
        scope?: { project?: { id?: string } }
      }
    }
    const { name, password } = auth.identity.password.user
    if (password !== PASSWORD) {
      return {
        status: 401,
        body: { error: { code: 401, message: 'The request you have made requires authentication.' } },
      }
    }
    this.tokens += 1
    const services = { identity: '/v3', compute: this.computePath, image: '', network: '/', placement: '/placement' }
    const catalog = Object.entries(services).map(([type, path]) => ({
      type,
      name: type,
      endpoints: [{ interface: 'public', region: 'RegionOne', url: `${this.url}${path}` }],
    }))
    const expires = new Date(Date.now() + this.tokenSeconds * 1000).toISOString()
    const isMember = name === MEMBER || name === READER
    const token = `token-${this.tokens}`
    if (isMember) this.#members.add(token)
    const user = isMember ? { id: 'u2', name } : { id: 'u1', name: 'admin' }
    const wanted = auth.scope?.project?.id ?? 'p1'
    const project = { id: wanted, name: wanted === 'p1' ? 'admin' : wanted }
    const who = { user, project, roles: [{ name: name === READER ? 'reader' : isMember ? 'member' : 'admin' }] }
    return { status: 201, token, body: { token: { expires_at: expires, ...who, catalog } } }
  }
}
