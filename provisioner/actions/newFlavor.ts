/** A new flavor: what may be said of it, and how the API, the command and Terraform say it. */
import { z } from 'zod'
import { openstackAt } from './compute.ts'
import { label, visibleLine, visibleName } from './fields.ts'
import type { Block } from './hcl.ts'
import { metadata } from './serverFields.ts'
import { given, operand, option, options } from './words.ts'

const BIGGEST = 2_147_483_647
const whole = z.int().min(0).max(BIGGEST)

export const newFlavor = z.strictObject({
  /** Whoever asks makes it up (a UUID is usual), so that what follows can name it. */
  id: z
    .string()
    .min(1)
    .max(255)
    .regex(/^(?!\.{1,2}$)[a-zA-Z0-9._-]([a-zA-Z0-9. _-]*[a-zA-Z0-9._-])?$/, 'Letters, digits, spaces and . - _ only.'),
  name: visibleName,
  description: visibleLine.max(65_535).optional(),
  cpus: z.int().min(1).max(BIGGEST),
  /** MiB. */
  memory: z.int().min(1).max(BIGGEST),
  /** GiB; 0: as large as the image. */
  disk: whole,
  /** GiB. */
  ephemeral: whole.default(0),
  /** MiB. */
  swap: whole.default(0),
  isPublic: z.boolean().default(true),
  extraSpecs: metadata.default({}),
  /** Of a private one: which projects may use it. */
  projectIds: z.array(label).max(100).default([]),
})
export type NewFlavor = z.output<typeof newFlavor>

export function flavorBody(wanted: NewFlavor) {
  return given({
    id: wanted.id,
    name: wanted.name,
    description: wanted.description,
    vcpus: wanted.cpus,
    ram: wanted.memory,
    disk: wanted.disk,
    'OS-FLV-EXT-DATA:ephemeral': wanted.ephemeral,
    swap: wanted.swap,
    'os-flavor-access:is_public': wanted.isPublic,
  })
}

export function flavorCommand(wanted: NewFlavor): string[] {
  const sizes = {
    ram: wanted.memory,
    disk: wanted.disk,
    ephemeral: wanted.ephemeral,
    swap: wanted.swap,
    vcpus: wanted.cpus,
  }
  return [
    ...(wanted.description === undefined ? ['openstack'] : openstackAt('2.55')),
    ...['flavor', 'create', ...option('--id', wanted.id)],
    ...Object.entries(sizes).flatMap(([name, size]) => [`--${name}`, String(size)]),
    wanted.isPublic ? '--public' : '--private',
    ...specWords(wanted.extraSpecs),
    ...option('--description', wanted.description),
    ...operand(wanted.name),
  ]
}

export function specWords(set: Readonly<Record<string, string>>): string[] {
  return options(
    '--property',
    Object.entries(set).map(([key, value]) => `${key}=${value}`),
  )
}

export function flavorBlock(wanted: NewFlavor): Block {
  return {
    type: 'openstack_compute_flavor_v2',
    name: wanted.name,
    attributes: {
      flavor_id: wanted.id,
      name: wanted.name,
      description: wanted.description,
      vcpus: wanted.cpus,
      ram: wanted.memory,
      disk: wanted.disk,
      ephemeral: wanted.ephemeral,
      swap: wanted.swap,
      is_public: wanted.isPublic,
      extra_specs: wanted.extraSpecs,
    },
  }
}
