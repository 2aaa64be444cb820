/** Glance for tests of the window: images with their content, summed as it does, changed by JSON patches, shared and withheld. */
import { createHash, randomUUID } from 'node:crypto'
import type { Asked, Reply, Stand } from './fakeCloud.ts'
import { type Row, recordedRow } from './recordedRow.ts'

interface Member {
  readonly member_id: string
  readonly status: string
}

export interface FakeGlance {
  readonly rows: Row[]
  /** By the image's id. */
  readonly members: Map<string, Member[]>
  readonly stand: Stand
  /** An image with content, unless told otherwise. */
  add(fields: Row & { readonly id: string }): void
}

const NO_CONTENT = { status: 204 }

export function fakeGlance(): FakeGlance {
  const shape = recordedRow('image/lists', 'GET /v2/images', 'images')
  const rows: Row[] = []
  const members = new Map<string, Member[]>()
  const base = (id: string): Row => ({
    ...Object.fromEntries(
      Object.entries(shape).filter(([key]) => !/^(os_(distro|version|type|admin_user)|hw_)/.test(key)),
    ),
    ...{ id, name: id, owner: 'p1', tags: [], protected: false, visibility: 'shared', min_disk: 0, min_ram: 0 },
    ...{ self: `/v2/images/${id}`, file: `/v2/images/${id}/file` },
  })
  const created = (body: string): Reply => {
    const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
    const nothing = { size: null, virtual_size: null, checksum: null, os_hash_algo: null, os_hash_value: null }
    const row = { ...base(randomUUID()), ...nothing, status: 'queued', created_at: now, updated_at: now }
    rows.push(Object.assign(row, JSON.parse(body)))
    return { status: 201, body: row }
  }
  const ofMembers = ({ body, method }: Asked, id: string, who: string | undefined): Reply => {
    const before = members.get(id) ?? []
    if (method === 'GET' && who !== undefined) {
      const found = before.find((one) => one.member_id === who)
      return found === undefined ? { status: 404, body: {} } : { body: { image_id: id, ...found } }
    }
    if (method === 'PUT') {
      const { status } = JSON.parse(body) as { status: string }
      members.set(
        id,
        before.map((one) => (one.member_id === who ? { ...one, status } : one)),
      )
      return { body: { image_id: id, member_id: who, status } }
    }
    if (method === 'GET') {
      return { body: { members: before.map((one) => ({ image_id: id, ...one })) } }
    }
    if (method === 'DELETE') {
      members.set(
        id,
        before.filter((one) => one.member_id !== who),
      )
      return NO_CONTENT
    }
    const { member } = JSON.parse(body) as { member: string }
    members.set(id, [...before, { member_id: member, status: 'pending' }])
    return { body: { image_id: id, member_id: member, status: 'pending' } }
  }
  const ofImage = (asked: Asked, row: Row, verb: string | undefined, last: string | undefined): Reply => {
    const { body, method } = asked
    if (verb === 'members') return ofMembers(asked, String(row.id), last)
    if (verb === 'actions') {
      row.status = last === 'deactivate' ? 'deactivated' : 'active'
      return NO_CONTENT
    }
    if (verb === 'file') {
      const value = createHash('sha512').update(body).digest('hex')
      Object.assign(row, { status: 'active', size: body.length, os_hash_algo: 'sha512', os_hash_value: value })
      return NO_CONTENT
    }
    if (method === 'PATCH') {
      for (const { op, path, value } of JSON.parse(body) as { op: string; path: string; value: unknown }[]) {
        const key = path.slice(1).replaceAll('~1', '/').replaceAll('~0', '~')
        if (op === 'remove') delete row[key]
        else row[key] = value
      }
      return { body: row }
    }
    if (method === 'DELETE') {
      if (row.protected)
        return { status: 403, body: { message: `Image ${row.id} is protected and cannot be deleted.` } }
      rows.splice(rows.indexOf(row), 1)
      return NO_CONTENT
    }
    return { body: row }
  }
  return {
    rows,
    members,
    add: (fields) => void rows.push({ ...base(fields.id), ...fields }),
    stand: (asked) => {
      const found = /^\/v2\/images(?:\/([^/?]+))?(?:\/([^/?]+))?(?:\/([^/?]+))?(?:\?|$)/.exec(asked.path)
      if (found === null) return undefined
      const [, id, verb, last] = found
      if (id === undefined) return asked.method === 'POST' ? created(asked.body) : { body: { images: rows } }
      const row = rows.find((one) => one.id === id)
      if (row === undefined) return { status: 404, body: { message: `No image found with ID ${id}` } }
      return ofImage(asked, row, verb, last)
    },
  }
}
