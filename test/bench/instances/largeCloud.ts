/** A stand-in for a large cloud's APIs over HTTP: recorded shapes, multiplied. It answers at once, as no real Nova does. */
import { type Asked, FakeCloud, type Reply } from '../../support/fakeCloud.ts'
import { type ManyServers, manyServers } from './manyServers.ts'
import { recordedAnswer, recordedRow } from './recordedShapes.ts'

export interface LargeCloud extends AsyncDisposable {
  readonly apis: FakeCloud
  readonly servers: ManyServers
  /** When Nova last sent the first page of a whole listing, milliseconds since the epoch. */
  firstPageAt(): number
  /** How often everything was read. */
  listings(): number
}

/** As the stand-in's token has it. */
const PROJECT = 'p1'
const IMAGES = ['debian-13', 'ubuntu-24.04', 'alpine-3.22']

export async function largeCloud(count: number): Promise<LargeCloud> {
  const image = recordedRow('image/lists', '/v2/images', 'images')
  const project = recordedRow('identity/lists', '/v3/auth/projects', 'projects')
  const images = IMAGES.map((name, index) => ({ ...image, name, id: `${String(image.id).slice(0, -1)}${index}` }))
  const servers = manyServers(recordedRow('instance/made', '/servers/detail', 'servers'), count, {
    project: PROJECT,
    images: images.map(({ id }) => id),
    now: Date.now(),
  })
  let firstPageAt = Number.NaN
  let listings = 0
  const listed = ({ path }: Asked): Reply => {
    const { searchParams } = new URL(path, apis.url)
    const since = searchParams.get('changes-since')
    // Nothing here was deleted and can be restored.
    if (searchParams.get('status') === 'SOFT_DELETED') return { body: { servers: [] } }
    if (since !== null) return { body: { servers: servers.changedSince(Date.parse(since)) } }
    const limit = Number(searchParams.get('limit'))
    const marker = searchParams.get('marker') ?? undefined
    const page = servers.page(limit, marker)
    if (page === undefined) return { status: 400, body: { badRequest: { code: 400, message: 'marker not found' } } }
    const href = `${apis.url}/v2.1/servers/detail?limit=${limit}&marker=${page.next}`
    const body = JSON.stringify({
      servers: page.servers,
      ...(page.next === undefined ? {} : { servers_links: [{ rel: 'next', href }] }),
    })
    if (marker === undefined) {
      firstPageAt = performance.timeOrigin + performance.now()
      listings += 1
    }
    return { body }
  }
  const apis: FakeCloud = await FakeCloud.start({
    'GET /v2.1/servers/detail': listed,
    'GET /v2/images': [{ body: { ...recordedAnswer('image/lists', '/v2/images'), images } }],
    'GET /v3/auth/projects': [{ body: { links: {}, projects: [{ ...project, id: PROJECT }] } }],
    'GET /v2.0/floatingips': [{ body: { floatingips: servers.leads() } }],
    'GET /v2.0/ports': [{ body: { ports: [] } }],
    'GET /v2.1/os-services': [{ body: recordedAnswer('compute/lists', '/os-services') }],
  })
  return {
    apis,
    servers,
    firstPageAt: () => firstPageAt,
    listings: () => listings,
    [Symbol.asyncDispose]: () => apis[Symbol.asyncDispose](),
  }
}
