/** Flavors: the sizes instances come in. Made, never changed in size; administrators only. */
import { z } from 'zod'
import { action, type Request } from './action.ts'
import { path } from './apiCall.ts'
import { COMPUTE, openstackAt } from './compute.ts'
import { label, target, visibleLine } from './fields.ts'
import { type Block, changedResource, WHOLE_MAP } from './hcl.ts'
import { flavorBlock, flavorBody, flavorCommand, newFlavor, specWords } from './newFlavor.ts'
import { metadata, metadataKey } from './serverFields.ts'
import { operand, option, options } from './words.ts'

const FLAVOR = 'openstack_compute_flavor_v2'

const project = z.strictObject({ ...target.shape, projectId: label })

export const flavorActions = {
  'flavor.create': action({
    input: newFlavor,
    role: 'admin',
    attempted: (wanted) => `Creating the flavor ${wanted.name}`,
    calls: (wanted) => [
      { ...COMPUTE, method: 'POST', path: '/flavors', body: { flavor: flavorBody(wanted) } },
      ...specs(wanted.id, wanted.extraSpecs),
      ...wanted.projectIds.map((projectId) => access(wanted.id, { addTenantAccess: { tenant: projectId } })),
    ],
    commands: (wanted) => [
      flavorCommand(wanted),
      ...wanted.projectIds.map((projectId) => [
        'openstack',
        'flavor',
        'set',
        '--project',
        projectId,
        ...operand(wanted.id),
      ]),
    ],
    terraform: (wanted) => [
      flavorBlock(wanted),
      ...wanted.projectIds.map((projectId) => accessBlock(wanted.name, wanted.id, projectId)),
    ],
  }),
  'flavor.delete': action({
    input: target,
    role: 'admin',
    attempted: (flavor) => `Deleting the flavor ${flavor.name}`,
    calls: ({ id }) => [{ ...COMPUTE, method: 'DELETE', path: path`/flavors/${id}` }],
    commands: ({ id }) => [['openstack', 'flavor', 'delete', ...operand(id)]],
  }),
  'flavor.describe': action({
    input: z.strictObject({ ...target.shape, description: visibleLine.max(65_535) }),
    role: 'admin',
    attempted: (flavor) => `Describing the flavor ${flavor.name}`,
    calls: ({ description, id }) => [
      { ...COMPUTE, method: 'PUT', path: path`/flavors/${id}`, body: { flavor: { description: description || null } } },
    ],
    // The command takes an empty description for none given.
    commands: ({ description, id }) =>
      description === ''
        ? []
        : [[...openstackAt('2.55'), 'flavor', 'set', ...option('--description', description), ...operand(id)]],
    terraform: ({ description, name }) => [changedResource(FLAVOR, name, { description })],
  }),
  /** The other extra specs stay. */
  'flavor.changeExtraSpecs': action({
    input: z.strictObject({ ...target.shape, set: metadata.default({}), unset: z.array(metadataKey).default([]) }),
    role: 'admin',
    attempted: (flavor) => `Changing the extra specs of the flavor ${flavor.name}`,
    calls: ({ id, set, unset }) => [
      ...specs(id, set),
      ...unset.map(
        (key) => ({ ...COMPUTE, method: 'DELETE', path: path`/flavors/${id}/os-extra_specs/${key}` }) as const,
      ),
    ],
    commands: ({ id, set, unset }) => [
      ...(Object.keys(set).length === 0 ? [] : [['openstack', 'flavor', 'set', ...specWords(set), ...operand(id)]]),
      ...(unset.length === 0
        ? []
        : [['openstack', 'flavor', 'unset', ...options('--property', unset), ...operand(id)]]),
    ],
    terraform: ({ name, set }) =>
      Object.keys(set).length === 0 ? [] : [changedResource(FLAVOR, name, { extra_specs: set }, WHOLE_MAP)],
  }),
  'flavor.addProject': action({
    input: project,
    role: 'admin',
    attempted: (flavor) => `Letting a project use the flavor ${flavor.name}`,
    calls: ({ id, projectId }) => [access(id, { addTenantAccess: { tenant: projectId } })],
    commands: ({ id, projectId }) => [['openstack', 'flavor', 'set', '--project', projectId, ...operand(id)]],
    terraform: ({ id, name, projectId }) => [accessBlock(name, id, projectId)],
  }),
  'flavor.removeProject': action({
    input: project,
    role: 'admin',
    attempted: (flavor) => `Taking the flavor ${flavor.name} from a project`,
    calls: ({ id, projectId }) => [access(id, { removeTenantAccess: { tenant: projectId } })],
    commands: ({ id, projectId }) => [['openstack', 'flavor', 'unset', '--project', projectId, ...operand(id)]],
  }),
}

function specs(id: string, set: Readonly<Record<string, string>>): Request[] {
  if (Object.keys(set).length === 0) return []
  return [{ ...COMPUTE, method: 'POST', path: path`/flavors/${id}/os-extra_specs`, body: { extra_specs: set } }]
}

function access(id: string, body: Readonly<Record<string, unknown>>): Request {
  return { ...COMPUTE, method: 'POST', path: path`/flavors/${id}/action`, body }
}

function accessBlock(name: string, id: string, projectId: string): Block {
  return {
    type: 'openstack_compute_flavor_access_v2',
    name: `${name}-${projectId}`,
    attributes: { flavor_id: id, tenant_id: projectId },
  }
}
