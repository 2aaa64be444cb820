/** What is asked of an instance by POST /servers/{id}/action. */
import { action, type Request } from './action.ts'
import { path } from './apiCall.ts'
import { COMPUTE } from './compute.ts'
import { type Target, target } from './fields.ts'
import { changedBlock } from './serverBlock.ts'

export function serverAction(server: Pick<Target, 'id'>, body: Readonly<Record<string, unknown>>): Request {
  return { ...COMPUTE, method: 'POST', path: path`/servers/${server.id}/action`, body }
}

/** The states Terraform can keep an instance in (openstack_compute_instance_v2, power_state). */
type KeptState = 'active' | 'shutoff' | 'paused' | 'shelved_offloaded'

/**
 * An action that needs nothing but the instance: `onServer('Pausing', 'pause', ['pause'])`.
 * @param becomes its state then, where Terraform does the same to get it there
 */
export function onServer(doing: string, key: string, words: readonly string[], becomes?: KeptState) {
  return action({
    input: target,
    attempted: (server) => `${doing} the instance ${server.name}`,
    calls: (server) => [serverAction(server, { [key]: null })],
    commands: (server) => [['openstack', 'server', ...words, server.id]],
    terraform: (server) => (becomes === undefined ? [] : [changedBlock(server, { power_state: becomes })]),
  })
}
