/** The way to a cloud of cloud.yaml: through ssh to its machines, which asks the person at most once. */
import type { Fleet } from '../../../provisioner/core/check.ts'
import { reveal } from '../../../provisioner/core/secret.ts'
import { adminCredentials, openRunningCloud, type Project, type RunningCloud } from '../../../provisioner/index.ts'
import type { CloudRoom } from '../clouds/room.ts'

/** Another word means that everything has to be opened anew: other machines, another address or another password. */
export function wayOf({ cloud, secrets }: Project): string {
  const { authUrl, password, project, region, user } = adminCredentials({ cloud, secrets })
  const machines = cloud.machines.map(({ management, name }) => [name, management])
  return JSON.stringify([authUrl, region, user, project, reveal(password), machines])
}

export function openOwnCloud(room: CloudRoom, project: Project, over: AbortSignal): RunningCloud {
  return openRunningCloud(project, quietFleet(room, over))
}

/** A connection that went away is made again without questions: whoever looks all the time must not ask all the time. */
export function quietFleet(room: CloudRoom, over: AbortSignal): Fleet {
  const met = new Set<string>()
  room.onConnection((machine, state) => {
    if (state === 'made') met.add(machine)
  }, over)
  return {
    async transport(machine) {
      if (met.has(machine)) await room.recover(machine)
      const transport = await (await room.fleet()).transport(machine)
      met.add(machine)
      return transport
    },
  }
}
