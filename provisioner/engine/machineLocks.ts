/** The machines of one run, each locked for as long as it lasts: whoever is given a transport here may change its machine. */
import { hostname, userInfo } from 'node:os'
import type { Fleet } from '../core/check.ts'
import { StacksteadError } from '../core/errors.ts'
import type { MachineName, Transport } from '../core/machine.ts'
import { type LockHolder, lockMachine, type MachineLock } from './machineLock.ts'

/**
 * Rejects where a machine cannot be reached, or is not ours to change. A lock that went with its connection is taken again
 * when the machine is asked for, one that was never had too; a transport that was given under a lost one changes nothing
 * any more.
 */
export interface LockedFleet extends Fleet, AsyncDisposable {}

/**
 * Locks all machines that can be reached, or none. Rejects with `locked` naming the holder; undefined where the person gave
 * up waiting.
 */
export async function lockMachines(
  machines: readonly MachineName[],
  fleet: Fleet,
  work: Pick<LockHolder, 'operation' | 'cloud'>,
  onWait: (machine: MachineName) => void,
  signal?: AbortSignal,
): Promise<LockedFleet | undefined> {
  const holder = { who: `${userInfo().username}@${hostname()}`, ...work, since: new Date().toISOString() }
  const held = new Map<MachineName, Promise<MachineLock>>()
  const had: MachineLock[] = []
  const release = async (): Promise<void> => {
    await Promise.all(had.map((lock) => lock[Symbol.asyncDispose]()))
  }
  const take = (machine: MachineName, tell: (machine: MachineName) => void): Promise<MachineLock> => {
    const taking = fleet
      .transport(machine)
      .then((transport) => lockMachine(transport, holder, tell, signal))
      .then((lock) => {
        had.push(lock)
        return lock
      })
    held.set(machine, taking)
    taking.catch(() => {
      if (held.get(machine) === taking) held.delete(machine)
    })
    return taking
  }
  const lockOf = async (machine: MachineName): Promise<MachineLock> => {
    const known = held.get(machine)
    const lock = await known
    if (lock !== undefined) {
      if (lock.lost === undefined) return lock
      if (isTakenAway(lock.lost)) throw lock.lost
    }
    // Of several who find it lost the first takes it again, for all.
    return held.get(machine) === known ? take(machine, () => {}) : lockOf(machine)
  }
  const lockReachable = async (machine: MachineName): Promise<void> => {
    const isReached = await fleet.transport(machine).then(
      () => true,
      () => false,
    )
    if (isReached) await take(machine, onWait)
  }
  const results = await Promise.allSettled(machines.map(lockReachable))
  const failed = results.find((one) => one.status === 'rejected')
  if (failed !== undefined) {
    await release()
    if (signal?.aborted) return undefined
    throw failed.reason
  }
  return {
    transport: async (machine) => {
      const lock = await lockOf(machine)
      return whileHeld(await fleet.transport(machine), lock)
    },
    [Symbol.asyncDispose]: release,
  }
}

function whileHeld(transport: Transport, lock: MachineLock): Transport {
  const guard = (): void => {
    if (lock.lost !== undefined) throw lock.lost
  }
  return {
    machine: transport.machine,
    exec: (command, how) => transport.exec(command, { ...how, guard }),
    put: (path, content, meta) => transport.put(path, content, meta, { guard }),
    get: (path) => transport.get(path),
    forward: (host, port) => transport.forward(host, port),
    get roundTrips() {
      return transport.roundTrips
    },
    [Symbol.asyncDispose]: () => transport[Symbol.asyncDispose](),
  }
}

function isTakenAway(error: Error): boolean {
  return error instanceof StacksteadError && error.data.code === 'locked'
}
