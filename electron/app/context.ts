/** What every area is given: the surroundings, the clouds, the jobs and what is known of the machines. */
import type { MachineStates } from '../contract/index.ts'
import type { Cell } from './cell.ts'
import type { CloudRooms } from './clouds/room.ts'
import type { AppHost } from './host.ts'
import type { Jobs } from './jobs.ts'

export interface AppContext {
  readonly host: AppHost
  readonly rooms: CloudRooms
  readonly jobs: Jobs
  /** What the last look at the machines of a cloud has shown. */
  readonly probes: { of(cloud: string): Promise<Cell<MachineStates>> }
}
