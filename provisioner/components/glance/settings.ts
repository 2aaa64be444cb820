/** What a person may choose about glance, and what its configuration file is made of. */
import { z } from 'zod'
import type { Secret } from '../../core/secret.ts'
import type { Template } from '../../core/template.ts'
import { secretValue } from '../secretValue.ts'
import { type ServiceAuth, serviceAuthSchema } from '../serviceAuth.ts'

/** Formats of glance 30 (its configuration reference, [image_format] disk_formats). */
const DISK_FORMATS = ['ami', 'ari', 'aki', 'vhd', 'vhdx', 'vmdk', 'raw', 'qcow2', 'vdi', 'iso', 'ploop', 'gpt'] as const

export const settings = z.strictObject({
  image_size_cap: z
    .int()
    .positive()
    .default(1_099_511_627_776)
    .describe(
      'Bytes the largest image may have. Source: glance configuration reference, image_size_cap (default 1 TiB).',
    ),
  disk_formats: z
    .array(z.enum(DISK_FORMATS))
    .min(1)
    .default(['qcow2', 'raw', 'iso', 'ami', 'ari', 'aki', 'vmdk', 'vdi', 'vhd', 'vhdx', 'gpt'])
    .describe(
      'Formats images may be uploaded in. Source: glance configuration reference, [image_format] disk_formats.',
    ),
  workers: z
    .int()
    .positive()
    .default(1)
    .describe(
      'Processes that serve the API. Source: glance configuration reference, workers (default: one for each CPU, at most 8; one saves 100 MB each).',
    ),
})

export interface GlanceConfig {
  readonly address: string
  readonly port: number
  readonly workers: number
  readonly sizeCap: number
  readonly diskFormats: readonly string[]
  readonly database: Secret
  readonly auth: ServiceAuth
}

export const config: Template<GlanceConfig> = {
  path: 'glance/glance-api.conf.liquid',
  format: 'ini',
  schema: z.object({
    address: z.ipv4(),
    port: z.int(),
    workers: z.int().positive(),
    sizeCap: z.int().positive(),
    diskFormats: z.array(z.string()).readonly(),
    database: secretValue,
    auth: serviceAuthSchema,
  }),
}
