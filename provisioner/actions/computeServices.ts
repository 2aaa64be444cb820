/** Whether a compute is given new instances, and whether Nova takes it for dead. Administrators only. */
import { z } from 'zod'
import { action, type Request } from './action.ts'
import { path } from './apiCall.ts'
import { COMPUTE, openstackAt } from './compute.ts'
import { id, label } from './fields.ts'
import { operand, option } from './words.ts'

/** The request knows it by its id, the command by its host. */
const service = z.strictObject({ id, host: label })

export const computeServiceActions = {
  'computeService.enable': action({
    input: service,
    role: 'admin',
    attempted: ({ host }) => `Letting ${host} take new instances`,
    calls: ({ id }) => [change(id, { status: 'enabled' })],
    commands: ({ host }) => [['openstack', 'compute', 'service', 'set', '--enable', ...nova(host)]],
  }),
  /** What runs there runs on; nothing new is placed there. */
  'computeService.disable': action({
    input: z.strictObject({ ...service.shape, reason: label.optional() }),
    role: 'admin',
    attempted: ({ host }) => `Keeping new instances from ${host}`,
    calls: ({ id, reason }) => [
      change(id, { status: 'disabled', ...(reason === undefined ? {} : { disabled_reason: reason }) }),
    ],
    commands: ({ host, reason }) => [
      ['openstack', 'compute', 'service', 'set', '--disable', ...option('--disable-reason', reason), ...nova(host)],
    ],
  }),
  /** For a host that is known to be off: its instances can be evacuated at once. */
  'computeService.forceDown': action({
    input: z.strictObject({ ...service.shape, isDown: z.boolean() }),
    role: 'admin',
    attempted: ({ host, isDown }) => (isDown ? `Declaring ${host} down` : `Trusting what ${host} reports again`),
    calls: ({ id, isDown }) => [change(id, { forced_down: isDown })],
    commands: ({ host, isDown }) => [
      [...openstackAt('2.11'), 'compute', 'service', 'set', isDown ? '--down' : '--up', ...nova(host)],
    ],
  }),
}

function change(id: string, body: Readonly<Record<string, unknown>>): Request {
  return { ...COMPUTE, method: 'PUT', path: path`/os-services/${id}`, body }
}

function nova(host: string): string[] {
  return [...operand(host), 'nova-compute']
}
