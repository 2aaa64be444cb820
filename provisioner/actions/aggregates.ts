/** Host aggregates, and with them availability zones: a zone is an aggregate's. Administrators only. */
import { z } from 'zod'
import { action, type Request } from './action.ts'
import { path } from './apiCall.ts'
import { COMPUTE } from './compute.ts'
import { label, target, visibleName } from './fields.ts'
import { changedResource, WHOLE_LIST, WHOLE_MAP } from './hcl.ts'
import { metadata, metadataKey } from './serverFields.ts'
import { given, operand, option, options } from './words.ts'

/** A colon would end it where Nova reads "zone:host". */
const zone = visibleName.regex(/^[^:]*$/, 'A zone has no colon.')
const onHost = z.strictObject({ ...target.shape, host: label })

const AGGREGATE = 'openstack_compute_aggregate_v2'

const made = z.object({ aggregate: z.object({ id: z.int() }) }).transform((body) => String(body.aggregate.id))

export const aggregateActions = {
  'aggregate.create': action({
    input: z.strictObject({ name: visibleName, zone: zone.optional() }),
    role: 'admin',
    attempted: (wanted) => `Creating the host aggregate ${wanted.name}`,
    calls: ({ name, zone }) => [
      {
        ...COMPUTE,
        method: 'POST',
        path: '/os-aggregates',
        body: { aggregate: given({ name, availability_zone: zone }) },
      },
    ],
    commands: ({ name, zone }) => [['openstack', 'aggregate', 'create', ...option('--zone', zone), ...operand(name)]],
    terraform: ({ name, zone }) => [{ type: AGGREGATE, name, attributes: { name, zone } }],
    answer: made,
  }),
  /** A zone can be changed only while its hosts have no instances. */
  'aggregate.update': action({
    input: z.strictObject({ ...target.shape, newName: visibleName.optional(), zone: zone.optional() }),
    role: 'admin',
    attempted: (aggregate) => `Changing the host aggregate ${aggregate.name}`,
    calls: ({ id, newName, zone }) => [
      {
        ...COMPUTE,
        method: 'PUT',
        path: path`/os-aggregates/${id}`,
        body: { aggregate: given({ name: newName, availability_zone: zone }) },
      },
    ],
    commands: ({ id, newName, zone }) => [
      ['openstack', 'aggregate', 'set', ...option('--name', newName), ...option('--zone', zone), id],
    ],
    terraform: ({ name, newName, zone }) => [changedResource(AGGREGATE, name, { name: newName, zone })],
  }),
  'aggregate.delete': action({
    input: target,
    role: 'admin',
    attempted: (aggregate) => `Deleting the host aggregate ${aggregate.name}`,
    calls: ({ id }) => [{ ...COMPUTE, method: 'DELETE', path: path`/os-aggregates/${id}` }],
    commands: ({ id }) => [['openstack', 'aggregate', 'delete', id]],
  }),
  'aggregate.addHost': action({
    input: onHost,
    role: 'admin',
    attempted: ({ host, name }) => `Adding ${host} to the host aggregate ${name}`,
    calls: ({ host, id }) => [aggregateAction(id, { add_host: { host } })],
    commands: ({ host, id }) => [['openstack', 'aggregate', 'add', 'host', id, ...operand(host)]],
    terraform: ({ host, name }) => [changedResource(AGGREGATE, name, { hosts: [host] }, WHOLE_LIST)],
  }),
  'aggregate.removeHost': action({
    input: onHost,
    role: 'admin',
    attempted: ({ host, name }) => `Taking ${host} from the host aggregate ${name}`,
    calls: ({ host, id }) => [aggregateAction(id, { remove_host: { host } })],
    commands: ({ host, id }) => [['openstack', 'aggregate', 'remove', 'host', id, ...operand(host)]],
  }),
  /** The rest of the metadata stays. */
  'aggregate.changeMetadata': action({
    input: z.strictObject({ ...target.shape, set: metadata.default({}), unset: z.array(metadataKey).default([]) }),
    role: 'admin',
    attempted: (aggregate) => `Changing the metadata of the host aggregate ${aggregate.name}`,
    calls: ({ id, set, unset }) => [
      aggregateAction(id, {
        set_metadata: { metadata: { ...set, ...Object.fromEntries(unset.map((key) => [key, null])) } },
      }),
    ],
    commands: ({ id, set, unset }) => [
      ...(Object.keys(set).length === 0
        ? []
        : [
            [
              ...['openstack', 'aggregate', 'set'],
              ...options(
                '--property',
                Object.entries(set).map(([key, value]) => `${key}=${value}`),
              ),
              id,
            ],
          ]),
      ...(unset.length === 0 ? [] : [['openstack', 'aggregate', 'unset', ...options('--property', unset), id]]),
    ],
    terraform: ({ name, set }) =>
      Object.keys(set).length === 0 ? [] : [changedResource(AGGREGATE, name, { metadata: set }, WHOLE_MAP)],
  }),
}

function aggregateAction(id: string, body: Readonly<Record<string, unknown>>): Request {
  return { ...COMPUTE, method: 'POST', path: path`/os-aggregates/${id}/action`, body }
}
