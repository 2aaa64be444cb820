/** How the machines of a cloud are doing: one command for each at a time, by the connections that are there anyway. */
import { errorData } from '../../../provisioner/core/errors.ts'
import { cpuPercent, type Project, readMachine, type Vitals, watchedServices } from '../../../provisioner/index.ts'
import type { ErrorData, MachineHealth, MachinesNow } from '../../contract/index.ts'
import type { CloudRoom } from '../clouds/room.ts'
import { quietFleet } from '../running/ownCloud.ts'
import { again } from './again.ts'

/** Milliseconds for an answer: a machine without power says nothing at all. */
const PATIENCE = 10_000

interface MachineWatch {
  readonly room: CloudRoom
  /** Milliseconds between two readings. */
  readonly every: number
}

interface Watched {
  readonly machine: Project['cloud']['machines'][number]
  readonly services: Parameters<typeof readMachine>[1]
  readonly over: AbortController
}

/** The design may change meanwhile: machines that are new are looked at too, those that are gone no longer. */
export function watchMachines(
  { every, room }: MachineWatch,
  tell: (now: MachinesNow) => void,
  signal: AbortSignal,
): void {
  const fleet = quietFleet(room, signal)
  const watched = new Map<string, Watched>()
  const found = new Map<string, MachineHealth>()
  let error: ErrorData | undefined
  const told = (): void => {
    const machines = [...watched.keys()].flatMap((name) => found.get(name) ?? [])
    tell({ machines, ...(error === undefined ? {} : { error }) })
  }
  const note = (one: Omit<MachineHealth, 'since'>): void => {
    const before = found.get(one.id)
    found.set(one.id, { ...one, since: before?.state === one.state ? before.since : Date.now() })
    told()
  }
  const watch = (one: Watched): void => {
    const { machine, over } = one
    const { name: id, roles } = machine
    const ends = AbortSignal.any([over.signal, signal])
    let last: Vitals | undefined
    const look = async (): Promise<void> => {
      try {
        const transport = await fleet.transport(id)
        const { services, vitals } = await readMachine(transport, one.services, { timeout: PATIENCE, signal: ends })
        const { ticks, ...figures } = vitals
        const cpu = last === undefined ? undefined : cpuPercent(last.ticks, ticks)
        last = vitals
        if (ends.aborted) return
        note({
          ...{ id, roles, state: 'answers', at: Date.now(), services },
          ...figures,
          ...(cpu === undefined ? {} : { cpu }),
        })
      } catch (thrown) {
        last = undefined
        if (ends.aborted) return
        // What it told last stays to be seen, with when that was.
        const { cpu: _, ...before } = found.get(id) ?? { id, roles }
        note({ ...before, id, roles, state: 'lost', error: errorData(thrown) })
      }
    }
    void again(every, ends, look)
  }
  const read = async (): Promise<void> => {
    let project: Project
    try {
      project = await room.project()
      error = undefined
    } catch (thrown) {
      // While somebody writes in cloud.yaml it may have problems; the machines are those they were.
      if (watched.size === 0) error = errorData(thrown)
      return told()
    }
    if (signal.aborted) return
    const services = watchedServices(project.plan)
    const names = new Set(project.cloud.machines.map(({ name }) => name))
    for (const [name, { over }] of watched) {
      over.abort()
      if (!names.has(name)) found.delete(name)
    }
    watched.clear()
    for (const machine of project.cloud.machines) {
      const { name: id, roles } = machine
      const one = { machine, services: services.get(id) ?? [], over: new AbortController() }
      watched.set(id, one)
      if (!found.has(id)) found.set(id, { id, roles, state: 'asking', since: Date.now() })
      watch(one)
    }
    told()
  }
  room.text.follow(() => void read(), signal)
}
