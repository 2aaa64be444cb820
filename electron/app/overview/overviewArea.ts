/** The overview area: how the APIs and machines of a cloud are doing, looked at once for all who want to know. */
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import type { ApisNow, MachinesNow } from '../../contract/index.ts'
import type { Area } from '../area.ts'
import type { CloudRooms } from '../clouds/room.ts'
import { perCloud } from '../perCloud.ts'
import type { CloudClients } from '../running/cloudClients.ts'
import { watchApis } from './apiHealth.ts'
import { watchMachines } from './machineHealth.ts'
import { type SharedWatch, sharedWatch } from './sharedWatch.ts'

/** Milliseconds between two looks. */
const EVERY = 5_000

interface OverviewParts {
  readonly rooms: Pick<CloudRooms, 'get' | 'list'>
  readonly clients: Pick<CloudClients, 'of' | 'worded'>
  /** Another pace than the product's, for a test. */
  readonly every?: number
}

export function overviewArea({
  clients,
  every = EVERY,
  rooms,
}: OverviewParts): Area<never, 'overview.apis' | 'overview.machines'> {
  const apis = perCloud((cloud) =>
    sharedWatch<ApisNow>({ apis: [] }, (tell, signal) => watchApis({ clients, cloud, every }, tell, signal)),
  )
  const machines = perCloud((cloud) =>
    sharedWatch<MachinesNow>({ machines: [] }, (tell, signal) => {
      const begin = async (): Promise<void> => watchMachines({ room: await rooms.get(cloud), every }, tell, signal)
      begin().catch((error: unknown) => tell({ machines: [], error: clients.worded(cloud, error).data }))
    }),
  )
  /** Nothing runs where nothing was deployed, and nobody is asked for passwords to find that out. */
  const deployed = (cloud: string): void => {
    const summary = rooms.list.get().find(({ id }) => id === cloud)
    if (summary?.kind !== 'own' || summary.lastRun !== undefined) return
    throw new StacksteadError({
      code: 'blocked',
      message: `${summary.name} was not deployed yet, so nothing runs there.`,
      remedy: 'Deploy it first.',
    })
  }
  return {
    requests: {},
    streams: {
      'overview.apis': ({ cloud }, emit, signal) => {
        deployed(cloud)
        apis.of(cloud).join(emit, signal)
      },
      'overview.machines': ({ cloud }, emit, signal) => {
        deployed(cloud)
        machines.of(cloud).join(emit, signal)
      },
    },
    async [Symbol.asyncDispose]() {
      const all: readonly Pick<SharedWatch<unknown>, 'close'>[] = [...apis.all(), ...machines.all()]
      for (const one of all) one.close()
    },
  }
}
