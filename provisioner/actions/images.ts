/** Images: what is known of them, who may use them. Their content is sent by the client itself, which can show how far it is. */
import { z } from 'zod'
import { action, type Request } from './action.ts'
import { path } from './apiCall.ts'
import { keptText, label, name, target } from './fields.ts'
import { type Block, changedResource, WHOLE_MAP } from './hcl.ts'
import { flag, given, operand, option, options } from './words.ts'

export const IMAGE = { service: 'image' } as const

/** Formats Glance takes by default (disk_formats, container_formats). */
export const DISK_FORMATS = ['qcow2', 'raw', 'iso', 'vmdk', 'vhd', 'vhdx', 'vdi', 'ploop', 'aki', 'ari', 'ami'] as const
const CONTAINER_FORMATS = ['bare', 'ovf', 'ova', 'docker', 'aki', 'ari', 'ami', 'compressed'] as const
export const VISIBILITIES = ['private', 'shared', 'community', 'public'] as const

/** Names Glance uses itself (api-ref, Image data); anything else is a property. */
const RESERVED = new Set([
  ...['id', 'name', 'status', 'visibility', 'size', 'virtual_size', 'min_disk', 'min_ram', 'checksum', 'protected'],
  ...['os_hash_algo', 'os_hash_value', 'os_hidden', 'created_at', 'updated_at', 'owner', 'tags', 'self', 'file'],
  ...['schema', 'direct_url', 'locations', 'stores', 'disk_format', 'container_format', 'deleted', 'deleted_at'],
])

const properties = z
  .record(
    label.refine((key) => !RESERVED.has(key), 'This name is kept by Glance itself.'),
    keptText.max(65_535),
  )
  .refine((all) => Object.keys(all).length <= 128, '128 properties at most.')

const fields = {
  visibility: z.enum(VISIBILITIES).optional(),
  /** GiB the root disk must have. */
  minDisk: z.int().min(0).max(1_000_000).optional(),
  /** MiB. */
  minMemory: z.int().min(0).max(100_000_000).optional(),
  /** Cannot be deleted while it is. */
  isProtected: z.boolean().optional(),
  tags: z.array(label).max(128).optional(),
  /** hw_disk_bus, os_distro … */
  properties: properties.optional(),
}
type Fields = z.output<z.ZodObject<typeof fields>>

export const newImage = z.strictObject({
  name,
  format: z.enum(DISK_FORMATS),
  containerFormat: z.enum(CONTAINER_FORMATS).default('bare'),
  ...fields,
})
export type NewImage = z.output<typeof newImage>

const changes = z.strictObject({
  ...target.shape,
  newName: name.optional(),
  ...fields,
  /** Names of properties to take away. */
  removedProperties: z.array(label).max(128).optional(),
  /** Those it has now, where known: the command has to name what goes. */
  knownTags: z.array(label).max(128).optional(),
})
type Changes = z.output<typeof changes>

export const imageActions = {
  'image.create': action({
    input: newImage,
    needsAdmin: ({ visibility }) => visibility === 'public',
    attempted: (wanted) => `Creating the image ${wanted.name}`,
    calls: (wanted) => [
      {
        ...IMAGE,
        method: 'POST',
        path: '/v2/images',
        body: {
          ...wanted.properties,
          ...given({
            name: wanted.name,
            disk_format: wanted.format,
            container_format: wanted.containerFormat,
            ...known(wanted),
          }),
        },
      },
    ],
    commands: (wanted) => [
      [
        ...['openstack', 'image', 'create'],
        ...['--disk-format', wanted.format, '--container-format', wanted.containerFormat],
        ...words(wanted),
        ...operand(wanted.name),
      ],
    ],
    terraform: (wanted) => [resource(wanted)],
    answer: z.object({ id: z.string() }).transform((image) => image.id),
  }),
  'image.update': action({
    input: changes,
    needsAdmin: ({ visibility }) => visibility === 'public',
    attempted: (image) => `Changing the image ${image.name}`,
    calls: (wanted) => {
      const operations = patch(wanted)
      const data = {
        type: 'application/openstack-images-v2.1-json-patch',
        open: () => JSON.stringify(operations, undefined, 2),
      }
      return operations.length === 0 ? [] : [{ ...IMAGE, method: 'PATCH', path: path`/v2/images/${wanted.id}`, data }]
    },
    commands: (wanted) => [...setCommand(wanted), ...unsetCommand(wanted)],
    terraform: changedBlock,
  }),
  'image.delete': action({
    input: target,
    attempted: (image) => `Deleting the image ${image.name}`,
    calls: ({ id }) => [{ ...IMAGE, method: 'DELETE', path: path`/v2/images/${id}` }],
    commands: ({ id }) => [['openstack', 'image', 'delete', id]],
  }),
  'image.deactivate': onImage('Withholding', 'deactivate', ['--deactivate']),
  'image.reactivate': onImage('Giving out again', 'reactivate', ['--activate']),
}

function onImage(doing: string, verb: string, words: readonly string[]) {
  return action({
    input: target,
    attempted: (image) => `${doing} the image ${image.name}`,
    calls: ({ id }): Request[] => [{ ...IMAGE, method: 'POST', path: path`/v2/images/${id}/actions/${verb}` }],
    commands: ({ id }) => [['openstack', 'image', 'set', ...words, id]],
  })
}

function known(wanted: Fields) {
  return {
    visibility: wanted.visibility,
    min_disk: wanted.minDisk,
    min_ram: wanted.minMemory,
    protected: wanted.isProtected,
    tags: wanted.tags,
  }
}

function setCommand(wanted: Changes): string[][] {
  const changed = [...option('--name', wanted.newName), ...words(wanted)]
  return changed.length === 0 ? [] : [['openstack', 'image', 'set', ...changed, wanted.id]]
}

function unsetCommand({ id, knownTags = [], removedProperties = [], tags }: Changes): string[][] {
  const gone = [
    ...options('--property', removedProperties),
    ...options(
      '--tag',
      knownTags.filter((tag) => tags?.includes(tag) === false),
    ),
  ]
  return gone.length === 0 ? [] : [['openstack', 'image', 'unset', ...gone, id]]
}

/** RFC 6902; Glance's "add" replaces what is there. */
function patch(wanted: Changes): object[] {
  const base = given({ name: wanted.newName, ...known(wanted) })
  return [
    ...Object.entries(base).map(([key, value]) => ({ op: 'replace', path: `/${key}`, value })),
    ...Object.entries(wanted.properties ?? {}).map(([key, value]) => ({ op: 'add', path: pointer(key), value })),
    ...(wanted.removedProperties ?? []).map((key) => ({ op: 'remove', path: pointer(key) })),
  ]
}

/** RFC 6901: a name with a slash stays one name. */
function pointer(key: string): string {
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

function words(wanted: Fields): string[] {
  return [
    ...(wanted.visibility === undefined ? [] : [`--${wanted.visibility}`]),
    ...option('--min-disk', wanted.minDisk),
    ...option('--min-ram', wanted.minMemory),
    ...flag(wanted.isProtected, '--protected', '--unprotected'),
    ...options('--tag', wanted.tags),
    ...options(
      '--property',
      Object.entries(wanted.properties ?? {}).map(([key, value]) => `${key}=${value}`),
    ),
  ]
}

function resource(wanted: NewImage): Block {
  return {
    type: 'openstack_images_image_v2',
    name: wanted.name,
    attributes: {
      name: wanted.name,
      disk_format: wanted.format,
      container_format: wanted.containerFormat,
      local_file_path: `${wanted.name.replace(/[^A-Za-z0-9._-]+/g, '_')}.${wanted.format}`,
      ...attributes(wanted),
    },
  }
}

/** What goes, goes by being left out: a block of nothing says nothing. */
function changedBlock(wanted: Changes): Block[] {
  const changed = given({ name: wanted.newName, ...attributes(wanted) }) as Block['attributes']
  if (Object.keys(changed).length === 0) return []
  const note = wanted.properties === undefined ? undefined : WHOLE_MAP
  return [changedResource('openstack_images_image_v2', wanted.name, changed, note)]
}

function attributes(wanted: Fields): Block['attributes'] {
  return {
    visibility: wanted.visibility,
    min_disk_gb: wanted.minDisk,
    min_ram_mb: wanted.minMemory,
    protected: wanted.isProtected,
    tags: wanted.tags,
    properties: wanted.properties,
  }
}
