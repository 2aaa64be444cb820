/** Who the app is in a cloud, own or only used, and in which of its projects. */
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { adminCredentials, type Credentials, type Reach } from '../../../provisioner/index.ts'
import type { ConnectedClouds } from '../clouds/connectedClouds.ts'
import type { CloudRooms } from '../clouds/room.ts'

export interface NamedCredentials {
  /** What files call the cloud. */
  readonly name: string
  readonly credentials: Credentials
  readonly reach: Reach
}

export interface ProjectOf {
  readonly id: string
  readonly name: string
}

/** @param project another one than logged in to. Rejects with `invalid-input` where the credentials are bound to theirs. */
export type CloudCredentials = (cloud: string, project?: ProjectOf) => Promise<NamedCredentials>

export function cloudCredentials(
  rooms: Pick<CloudRooms, 'get' | 'list'>,
  connected: Pick<ConnectedClouds, 'find' | 'access'>,
): CloudCredentials {
  const ofCloud = async (cloud: string): Promise<NamedCredentials> => {
    const kind = rooms.list.get().find(({ id }) => id === cloud)?.kind
    const used = kind === 'connected' ? await connected.find(cloud) : undefined
    const access = used && (await connected.access(cloud))
    if (used !== undefined && access !== undefined)
      return { name: used.entry, credentials: access.credentials, reach: 'direct' }
    const project = await (await rooms.get(cloud)).project()
    return { name: project.cloud.name, credentials: adminCredentials(project), reach: 'ssh' }
  }
  return async (cloud, project) => {
    const own = await ofCloud(cloud)
    const { credentials } = own
    if (project === undefined) return own
    if (credentials.kind === 'password')
      return { ...own, credentials: { ...credentials, project: project.name, projectId: project.id } }
    throw new StacksteadError({
      code: 'invalid-input',
      message: `The application credential of ${cloud} is bound to one project and cannot log in to ${project.name}.`,
      remedy: 'Connect to the cloud with a password, or make an application credential in that project.',
    })
  }
}
