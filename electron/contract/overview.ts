/** How the running cloud is doing: its APIs, and the machines of a cloud of one's own. Looked at while somebody listens. */
import type { ErrorData } from '../../provisioner/core/errors.ts'
import type { FileSystem, Role, ServiceHealth } from '../../provisioner/index.ts'
import { stream } from './call.ts'
import { ofCloud } from './names.ts'

export type { FileSystem, ServiceHealth } from '../../provisioner/index.ts'

/** Moments are milliseconds since the epoch, durations milliseconds. */
export interface ApiHealth {
  /** Its type in the catalogue: "compute". */
  readonly id: string
  readonly state: 'asking' | 'answers' | 'fails'
  /** Since when it is so, as far as was looked. */
  readonly since: number
  /** Of the last question, however it ended. */
  readonly at?: number
  /** What a small question took that needs its database and the login service, as seen from here. */
  readonly latency?: number
  /** Why it fails. */
  readonly error?: ErrorData
}

export interface ApisNow {
  readonly apis: readonly ApiHealth[]
  /** Why none can be asked: there is no way to the cloud, or no login. It is tried again by itself. */
  readonly error?: ErrorData
}

export interface MachineHealth {
  /** Its name. */
  readonly id: string
  readonly roles: readonly Role[]
  readonly state: 'asking' | 'answers' | 'lost'
  readonly since: number
  /** When it last told: the figures are of then. */
  readonly at?: number
  /** Why it does not tell. */
  readonly error?: ErrorData
  readonly cpus?: number
  /** Percent of all processors since the reading before. */
  readonly cpu?: number
  /** MiB. */
  readonly memory?: { readonly total: number; readonly available: number }
  readonly load?: readonly [number, number, number]
  /** Seconds since boot. */
  readonly uptime?: number
  readonly disks?: readonly FileSystem[]
  readonly services?: readonly ServiceHealth[]
}

export interface MachinesNow {
  readonly machines: readonly MachineHealth[]
  /** Why it is not known which machines there are. */
  readonly error?: ErrorData
}

export const overviewStreams = {
  'overview.apis': stream<ApisNow>()(ofCloud),
  /** Of a cloud of one's own, by the connections to its machines. */
  'overview.machines': stream<MachinesNow>()(ofCloud),
}
