/** What is known of the machines of every cloud, and the looking. */
import type { MachineProbe, MachineStates } from '../../contract/index.ts'
import type { Cell } from '../cell.ts'
import type { CloudRoom, CloudRooms } from '../clouds/room.ts'
import type { AppContext } from '../context.ts'
import type { Questions } from '../questions/questions.ts'
import type { CredentialStore } from './credentials.ts'
import { type LostMachines, lostMachines } from './lostMachines.ts'
import { type KnownMachines, knownMachines } from './machineStates.ts'
import { type Prober, prober } from './probing.ts'

export interface Probes extends AsyncDisposable {
  of(cloud: string): Promise<Cell<MachineStates>>
  /** For somebody who looks until the signal aborts: meanwhile machines that are lost are tried again. */
  follow(cloud: string, listener: (states: MachineStates) => void, signal: AbortSignal): Promise<void>
  /** Resolves when every one has answered or failed. */
  probe(cloud: string, machines?: readonly string[]): Promise<void>
  /** Looks at those seen before the start, as far as nobody has to answer anything. */
  glance(cloud: string): Promise<void>
  /** It was woken: tried by itself until it answers. */
  woken(cloud: string, machine: string): Promise<void>
  /** What the last look that succeeded has shown. */
  last(cloud: string, machine: string): Promise<MachineProbe | undefined>
}

interface Entry {
  readonly room: CloudRoom
  readonly known: KnownMachines
  readonly prober: Prober
  readonly lost: LostMachines
}

export function machineProbes(
  { host, jobs }: Pick<AppContext, 'host' | 'jobs'>,
  rooms: CloudRooms,
  questions: Questions,
  credentials: CredentialStore,
): Probes {
  const entries = new Map<string, Promise<Entry>>()
  const over = new AbortController()

  const open = async (room: CloudRoom): Promise<Entry> => {
    const known = await knownMachines(room, host.folder, credentials)
    const lost = lostMachines(room, known, over.signal)
    return { room, known, lost, prober: prober({ room, known, questions, credentials, jobs, lost }, over.signal) }
  }
  /** A cloud that was forgotten and opened again has another room. */
  const entry = async (cloud: string): Promise<Entry> => {
    const room = await rooms.get(cloud)
    const existing = await entries.get(cloud)
    if (existing?.room === room) return existing
    const renewed = entries.get(cloud)
    if (renewed !== undefined && (await renewed).room === room) return renewed
    existing?.known[Symbol.dispose]()
    const opened = open(room)
    entries.set(cloud, opened)
    return opened
  }
  return {
    of: async (cloud) => (await entry(cloud)).known.states,
    async follow(cloud, listener, signal) {
      const { known, lost } = await entry(cloud)
      lost.join(signal)
      known.states.follow(listener, signal)
    },
    probe: async (cloud, machines) => (await entry(cloud)).prober.probe(machines),
    glance: async (cloud) => (await entry(cloud)).prober.glance(),
    woken: async (cloud, machine) => (await entry(cloud)).lost.woken(machine),
    last: async (cloud, machine) => (await entry(cloud)).known.last(machine),
    async [Symbol.asyncDispose]() {
      over.abort()
      for (const { room, known, lost, prober: looking } of await Promise.all(entries.values())) {
        known[Symbol.dispose]()
        await room.disconnect()
        await Promise.all([looking.idle(), lost.idle()])
      }
    },
  }
}
