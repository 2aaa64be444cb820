/** Images instances start from. */
import { z } from 'zod'
import { path } from '../actions/apiCall.ts'
import { moment } from './moment.ts'
import type { Session } from './session.ts'

/** What Glance says of every image; every further property is a text an administrator or owner gave it. */
const OWN = [
  'self',
  'file',
  'schema',
  'direct_url',
  'locations',
  'stores',
  'os_glance_importing_to_stores',
  'os_hidden',
]

const image = z
  .looseObject({
    id: z.string(),
    name: z.string().nullish(),
    /** queued, saving, active, killed, deleted, importing … */
    status: z.string(),
    disk_format: z.string().nullish(),
    container_format: z.string().nullish(),
    visibility: z.string(),
    size: z.int().nullish(),
    virtual_size: z.int().nullish(),
    min_disk: z.int().default(0),
    min_ram: z.int().default(0),
    checksum: z.string().nullish(),
    os_hash_algo: z.string().nullish(),
    os_hash_value: z.string().nullish(),
    created_at: moment,
    updated_at: moment,
    protected: z.boolean().default(false),
    owner: z.string().nullish(),
    tags: z.array(z.string()).default([]),
  })
  .transform((row) => {
    const { id, name, status, disk_format, container_format, visibility, size, virtual_size, min_disk, ...others } = row
    const { min_ram, checksum, os_hash_algo, os_hash_value, created_at, updated_at, owner, tags, ...further } = others
    const { protected: isProtected, ...properties } = further
    return {
      id,
      name: name ?? '',
      /** queued, saving, active, killed, deleted, importing, deactivated … */
      status,
      /** qcow2, raw, iso … */
      format: disk_format ?? undefined,
      containerFormat: container_format ?? undefined,
      /** public, private, shared, community. */
      visibility,
      /** Bytes. */
      size: size ?? undefined,
      /** Bytes of the disk inside, where Glance knows. */
      virtualSize: virtual_size ?? undefined,
      /** GiB. */
      minDisk: min_disk,
      /** MiB. */
      minMemory: min_ram,
      /** Of the content, computed by Glance while it was stored: sha512 by default, hexadecimal. */
      hash: os_hash_algo && os_hash_value ? { algorithm: os_hash_algo, value: os_hash_value } : undefined,
      /** MD5, of old clouds. */
      md5: checksum ?? undefined,
      createdAt: created_at,
      updatedAt: updated_at,
      /** Cannot be deleted while it is. */
      isProtected,
      projectId: owner ?? undefined,
      tags,
      /** hw_disk_bus, os_distro … */
      properties: texts(properties),
    }
  })

function texts(properties: Readonly<Record<string, unknown>>): Record<string, string> {
  const kept = Object.entries(properties).filter(([key, value]) => typeof value === 'string' && !OWN.includes(key))
  return Object.fromEntries(kept) as Record<string, string>
}

export type Image = z.output<typeof image>

const member = z
  .object({ image_id: z.string(), member_id: z.string(), status: z.enum(['pending', 'accepted', 'rejected']) })
  .transform((row) => ({ projectId: row.member_id, status: row.status }))

/** A project an image is shared with, and whether it took it into its list. */
export type ImageMember = z.output<typeof member>

const methods = z
  .object({ 'import-methods': z.object({ value: z.array(z.string()) }) })
  .transform((body) => body['import-methods'].value)

const IMAGE = { service: 'image' } as const

export function images(session: Session) {
  return {
    list: (query: { readonly name?: string } = {}): Promise<Image[]> =>
      session.list(
        {
          ...IMAGE,
          method: 'GET',
          path: '/v2/images',
          query: { limit: 100, ...query },
          attempted: 'Listing the images',
        },
        'images',
        image,
      ),
    get: (id: string): Promise<Image | undefined> =>
      session.find(
        { ...IMAGE, method: 'GET', path: path`/v2/images/${id}`, attempted: `Reading the image ${id}` },
        image,
      ),
    members: (id: string): Promise<ImageMember[]> =>
      session.list(
        {
          ...IMAGE,
          method: 'GET',
          path: path`/v2/images/${id}/members`,
          attempted: `Reading whom the image ${id} is shared with`,
        },
        'members',
        member,
      ),
    /** What other projects share with this one, which it has neither taken into its list nor refused. */
    offered: async (projectId: string): Promise<Image[]> => {
      const shared = await session.list(
        {
          ...IMAGE,
          method: 'GET',
          path: '/v2/images',
          query: { limit: 100, visibility: 'shared', member_status: 'pending' },
          attempted: 'Listing the images that are offered',
        },
        'images',
        image,
      )
      const others = shared.filter((one) => one.projectId !== projectId)
      // The project's own are among them; an administrator is told of what others share with each other as well.
      const answers = await Promise.all(
        others.map(({ id }) =>
          session.find(
            {
              ...IMAGE,
              method: 'GET',
              path: path`/v2/images/${id}/members/${projectId}`,
              attempted: `Reading whether the image ${id} is offered`,
            },
            member,
          ),
        ),
      )
      return others.filter((_one, index) => answers[index]?.status === 'pending')
    },
    /** Ways Glance can fetch content itself: glance-direct, web-download …; none where it does not tell. */
    importMethods: async (): Promise<readonly string[]> =>
      (await session.find(
        { ...IMAGE, method: 'GET', path: '/v2/info/import', attempted: 'Reading how images can be imported' },
        methods,
      )) ?? [],
  }
}
