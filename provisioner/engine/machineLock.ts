/** The lock on each machine: one Stackstead changes it at a time, and everybody can see who and since when. */
import { hostname, userInfo } from 'node:os'
import type { Fleet } from '../core/check.ts'
import { type Command, sh } from '../core/command.ts'
import { lastLines, StacksteadError } from '../core/errors.ts'
import type { MachineName, Transport } from '../core/machine.ts'
import { MANIFEST } from '../steps/manifest.ts'

export interface LockHolder {
  /** user@host of the person's computer. */
  readonly who: string
  readonly operation: string
  /** ISO 8601. */
  readonly since: string
}

const LOCKED = 75
const BUSY = 76
/** Seconds: longer than a lock outlives the connection that held it. */
const WAIT_FOR_LOCK = 6
/** Seconds: what an interrupted run left running may be one apt transaction. */
const WAIT_FOR_COMMANDS = 1800

/**
 * Held by a process on the machine that writes to the connection now and then: when the connection is gone, for
 * whatever reason, the write fails and the lock is free. Then waits for commands an interrupted run left behind.
 */
function hold(holder: LockHolder): Command {
  return sh`
    mkdir -p ${MANIFEST}
    exec 8>>${MANIFEST}/lock
    flock -w ${WAIT_FOR_LOCK} 8 || { cat ${MANIFEST}/lock.holder >&2; exit ${LOCKED}; }
    printf '%s\n' ${JSON.stringify(holder)} > ${MANIFEST}/lock.holder
    echo $$ > ${MANIFEST}/lock.pid
    exec 7>>${MANIFEST}/busy
    flock -n 7 || { echo waiting; flock -w ${WAIT_FOR_COMMANDS} 7 || exit ${BUSY}; }
    exec 7>&-
    echo locked
    while echo held 2>/dev/null; do sleep 1; done`
}

/** Marks a command as under way, for the lock of a later run. `-o`: what it starts in the background does not count. */
export function marked(command: Command): Command {
  return { ...command, ...sh`flock -s -o ${MANIFEST}/busy sh -c ${command.script}` }
}

export interface Locks extends AsyncDisposable {
  /** Machines that could not be reached: they are not locked, and their steps will fail by themselves. */
  readonly unreachable: readonly MachineName[]
}

/** Locks all machines or none. Rejects with `locked` naming the holder; undefined where the person gave up waiting. */
export async function lockMachines(
  machines: readonly MachineName[],
  fleet: Fleet,
  operation: string,
  onWait: (machine: MachineName) => void,
  signal?: AbortSignal,
): Promise<Locks | undefined> {
  const holder = { who: `${userInfo().username}@${hostname()}`, operation, since: new Date().toISOString() }
  const held: AsyncDisposable[] = []
  const release = async (): Promise<void> => {
    await Promise.all(held.map((one) => one[Symbol.asyncDispose]()))
  }
  const unreachable: MachineName[] = []
  const lock = async (machine: MachineName): Promise<void> => {
    const transport = await fleet.transport(machine).catch(() => undefined)
    if (transport === undefined) unreachable.push(machine)
    else held.push(await lockMachine(transport, holder, onWait, signal))
  }
  const results = await Promise.allSettled(machines.map(lock))
  const failed = results.find((one) => one.status === 'rejected')
  if (failed !== undefined) {
    await release()
    if (signal?.aborted) return undefined
    throw failed.reason
  }
  return { unreachable, [Symbol.asyncDispose]: release }
}

async function lockMachine(
  transport: Transport,
  holder: LockHolder,
  onWait: (machine: MachineName) => void,
  signal?: AbortSignal,
): Promise<AsyncDisposable> {
  const stop = new AbortController()
  // Only while it waits: once locked, the steps under way end first.
  const giveUp = (): void => stop.abort()
  if (signal?.aborted) stop.abort()
  signal?.addEventListener('abort', giveUp, { once: true })
  const { promise: locked, resolve, reject } = Promise.withResolvers<void>()
  const ended = transport
    .exec(hold(holder), {
      signal: stop.signal,
      onLine: (line) => {
        if (line === 'locked') resolve()
        if (line === 'waiting') onWait(transport.machine)
      },
    })
    .then((result) => reject(refusal(transport.machine, result.status, result.stderr)))
    .catch(reject)
  try {
    await locked
  } finally {
    signal?.removeEventListener('abort', giveUp)
  }
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort()
      await ended
    },
  }
}

function refusal(machine: MachineName, status: number, stderr: string): StacksteadError {
  if (status === LOCKED) {
    const holder = parseHolder(stderr)
    const who = holder === undefined ? 'somebody' : `${holder.who} (${holder.operation}, since ${holder.since})`
    return new StacksteadError({
      code: 'locked',
      machine,
      message: `${machine} is being changed by ${who}.`,
      remedy: `Wait until that run ends. If it cannot end, "stackstead unlock ${machine}" takes the lock away.`,
    })
  }
  if (status === BUSY) {
    const message = `Commands of an interrupted run are still working on ${machine} after ${WAIT_FOR_COMMANDS / 60} minutes.`
    const remedy = `Look at them with "stackstead ssh ${machine} ps -ef --forest", then apply again.`
    return new StacksteadError({ code: 'locked', machine, message, remedy })
  }
  const message = `${machine} could not be locked (status ${status}).`
  const remedy = `Look whether ${MANIFEST} on ${machine} can be written: a full disk is the usual cause.`
  return new StacksteadError({ code: 'command-failed', machine, message, detail: lastLines(stderr), remedy })
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    return JSON.parse(text) as LockHolder
  } catch {
    return undefined
  }
}

/** Ends the process that holds a machine's lock. Resolves to who held it, or undefined where nobody did. */
export async function unlockMachine(transport: Transport): Promise<LockHolder | undefined> {
  const result = await transport.exec(sh`
    cd ${MANIFEST} 2>/dev/null || exit 0
    flock -n lock true && exit 0
    cat lock.holder
    pid=$(cat lock.pid)
    [ "$(readlink /proc/$pid/fd/8)" = ${MANIFEST}/lock ] || { echo "process $pid does not hold the lock" >&2; exit 1; }
    kill "$pid"`)
  if (result.status !== 0) {
    throw new StacksteadError({
      code: 'command-failed',
      machine: transport.machine,
      message: `The lock of ${transport.machine} could not be taken away.`,
      detail: lastLines(result.stderr),
    })
  }
  return result.stdout.trim() === '' ? undefined : parseHolder(result.stdout)
}
