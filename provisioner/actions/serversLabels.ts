/** What people and programs note on an instance: metadata, which it can read itself, and tags. */
import { z } from 'zod'
import { action } from './action.ts'
import { path } from './apiCall.ts'
import { COMPUTE, openstackAt } from './compute.ts'
import { target } from './fields.ts'
import { WHOLE_LIST, WHOLE_MAP } from './hcl.ts'
import { changedBlock } from './serverBlock.ts'
import { metadata, metadataKey, tag } from './serverFields.ts'
import { options } from './words.ts'

export const serverLabelActions = {
  /** The rest of the metadata stays. */
  'server.changeMetadata': action({
    input: z.strictObject({ ...target.shape, set: metadata.default({}), unset: z.array(metadataKey).default([]) }),
    attempted: (server) => `Changing the metadata of the instance ${server.name}`,
    calls: ({ id, set, unset }) => [
      ...(Object.keys(set).length === 0
        ? []
        : [{ ...COMPUTE, method: 'POST', path: path`/servers/${id}/metadata`, body: { metadata: set } } as const]),
      ...unset.map((key) => ({ ...COMPUTE, method: 'DELETE', path: path`/servers/${id}/metadata/${key}` }) as const),
    ],
    commands: ({ id, set, unset }) => [
      ...(Object.keys(set).length === 0
        ? []
        : [
            [
              ...['openstack', 'server', 'set'],
              ...options(
                '--property',
                Object.entries(set).map(([key, value]) => `${key}=${value}`),
              ),
              id,
            ],
          ]),
      ...(unset.length === 0 ? [] : [['openstack', 'server', 'unset', ...options('--property', unset), id]]),
    ],
    terraform: ({ name, set }) =>
      Object.keys(set).length === 0 ? [] : [changedBlock({ name }, { metadata: set }, WHOLE_MAP)],
  }),
  /** The rest of the tags stays. */
  'server.changeTags': action({
    input: z.strictObject({ ...target.shape, add: z.array(tag).default([]), remove: z.array(tag).default([]) }),
    attempted: (server) => `Changing the tags of the instance ${server.name}`,
    calls: ({ add, id, remove }) => [
      ...add.map((tag) => ({ ...COMPUTE, method: 'PUT', path: path`/servers/${id}/tags/${tag}` }) as const),
      ...remove.map((tag) => ({ ...COMPUTE, method: 'DELETE', path: path`/servers/${id}/tags/${tag}` }) as const),
    ],
    commands: ({ add, id, remove }) => [
      ...(add.length === 0 ? [] : [[...openstackAt('2.26'), 'server', 'set', ...options('--tag', add), id]]),
      ...(remove.length === 0 ? [] : [[...openstackAt('2.26'), 'server', 'unset', ...options('--tag', remove), id]]),
    ],
    terraform: ({ add, name }) => (add.length === 0 ? [] : [changedBlock({ name }, { tags: add }, WHOLE_LIST)]),
  }),
}
