/** What is asked of an instance by POST /servers/{id}/action. */
import { action, type Request } from './action.ts'
import { path } from './apiCall.ts'
import { COMPUTE } from './compute.ts'
import { type Target, target } from './fields.ts'

export function serverAction(server: Pick<Target, 'id'>, body: Readonly<Record<string, unknown>>): Request {
  return { ...COMPUTE, method: 'POST', path: path`/servers/${server.id}/action`, body }
}

/** An action that needs nothing but the instance: `onServer('Pausing', 'pause', ['pause'])`. */
export function onServer(doing: string, key: string, words: readonly string[]) {
  return action({
    input: target,
    attempted: (server) => `${doing} the instance ${server.name}`,
    calls: (server) => [serverAction(server, { [key]: null })],
    commands: (server) => [['openstack', 'server', ...words, server.id]],
  })
}
