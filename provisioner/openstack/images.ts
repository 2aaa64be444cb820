/** Images instances start from. */
import { z } from 'zod'
import type { FetchInit } from '../core/http.ts'
import type { Session } from './session.ts'

const image = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    /** queued, saving, active, killed, deleted, importing … */
    status: z.string(),
    disk_format: z.string().nullable(),
    container_format: z.string().nullable(),
    visibility: z.string(),
    size: z.int().nullable(),
    min_disk: z.int().default(0),
    min_ram: z.int().default(0),
    owner: z.string().nullish(),
    tags: z.array(z.string()).default([]),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name ?? '',
    status: row.status,
    format: row.disk_format ?? undefined,
    visibility: row.visibility,
    /** Bytes. */
    size: row.size ?? undefined,
    /** GiB. */
    minDisk: row.min_disk,
    /** MiB. */
    minMemory: row.min_ram,
    projectId: row.owner ?? undefined,
    tags: row.tags,
  }))

export type Image = z.output<typeof image>

export interface NewImage {
  readonly name: string
  /** qcow2, raw, iso … */
  readonly format: string
  readonly visibility?: 'public' | 'private' | 'shared' | 'community'
  readonly minDisk?: number
  readonly minMemory?: number
  /** Further properties, like hw_disk_bus. */
  readonly properties?: Readonly<Record<string, string>>
}

const IMAGE = { service: 'image' } as const
/** Milliseconds: a large image over a slow line. */
const UPLOAD_TIMEOUT = 2 * 3_600_000

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
      session.find({ ...IMAGE, method: 'GET', path: `/v2/images/${id}`, attempted: `Reading the image ${id}` }, image),
    /** An image without content; {@link upload} brings it. */
    create: (wanted: NewImage): Promise<Image> =>
      session.ask(
        {
          ...IMAGE,
          method: 'POST',
          path: '/v2/images',
          body: {
            ...wanted.properties,
            name: wanted.name,
            disk_format: wanted.format,
            container_format: 'bare',
            visibility: wanted.visibility ?? 'private',
            min_disk: wanted.minDisk ?? 0,
            min_ram: wanted.minMemory ?? 0,
          },
          attempted: `Creating the image ${wanted.name}`,
        },
        image,
      ),
    /** @param open gives the bytes; called again where the upload has to be repeated */
    upload: async (id: string, open: () => NonNullable<FetchInit['body']>): Promise<void> => {
      await session.send({
        ...IMAGE,
        method: 'PUT',
        path: `/v2/images/${id}/file`,
        data: { type: 'application/octet-stream', open },
        attempted: `Uploading the image ${id}`,
        timeout: UPLOAD_TIMEOUT,
      })
    },
    remove: (id: string): Promise<void> =>
      session.remove({ ...IMAGE, path: `/v2/images/${id}`, attempted: `Deleting the image ${id}` }),
  }
}
