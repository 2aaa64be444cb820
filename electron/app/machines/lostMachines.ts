/** Machines whose connection went away: said at once, and tried again by themselves for as long as somebody looks. */
import { type ErrorData, errorData } from '../../../provisioner/core/errors.ts'
import { probeMachine } from '../../../provisioner/index.ts'
import type { MachineState } from '../../contract/index.ts'
import type { CloudRoom } from '../clouds/room.ts'
import type { KnownMachines } from './machineStates.ts'

/** Milliseconds before each attempt; the last one counts for all that follow. */
const PAUSES = [2_000, 5_000, 10_000, 30_000]

export interface LostMachines {
  /** Somebody looks at the machines until the signal aborts. */
  join(signal: AbortSignal): void
  /** A look at a machine that was asked for has ended, and its state says how. */
  looked(machine: string): void
  /** It was woken, and is tried until it answers. */
  woken(machine: string): void
  /** Resolves when no attempt is under way any more. */
  idle(): Promise<void>
}

interface Lost {
  /** What was known when it went. */
  readonly before: MachineState
  /** Milliseconds since the epoch. */
  readonly since: number
  error: ErrorData
  attempts: number
  /** Milliseconds since the epoch; undefined where only a person can help. */
  retryAt?: number | undefined
  timer?: NodeJS.Timeout
  isReading?: boolean
}

/** @param over ends all attempts */
export function lostMachines(room: CloudRoom, known: KnownMachines, over: AbortSignal): LostMachines {
  const lost = new Map<string, Lost>()
  /** Looked at since the start: their connections know how to become root, so that another look asks nothing. */
  const seen = new Set<string>()
  const working = new Set<Promise<void>>()
  let watchers = 0

  const stateOf = (machine: string): MachineState | undefined => known.states.get().machines[machine]
  const drop = (machine: string): void => {
    clearTimeout(lost.get(machine)?.timer)
    lost.delete(machine)
  }
  const say = (machine: string, { since, error, retryAt }: Lost): void => {
    const last = known.last(machine)
    const state = { phase: 'failed', at: since, error, lost: retryAt === undefined ? {} : { retryAt } } as const
    known.set(machine, last === undefined ? state : { ...state, last })
  }
  const work = (task: Promise<void>): void => {
    working.add(task)
    task.finally(() => working.delete(task))
  }
  const arm = (machine: string, one: Lost): void => {
    clearTimeout(one.timer)
    if (watchers === 0 || over.aborted || one.retryAt === undefined) return
    one.timer = setTimeout(() => work(attempt(machine, one)), Math.max(0, one.retryAt - Date.now()))
  }
  const later = (machine: string, one: Lost): void => {
    one.retryAt = Date.now() + (PAUSES[Math.min(one.attempts, PAUSES.length - 1)] ?? 0)
    say(machine, one)
    arm(machine, one)
  }
  const failed = (machine: string, one: Lost, error: ErrorData): void => {
    // Whoever looks meanwhile says what comes of it.
    if (over.aborted || lost.get(machine) !== one || isLooking(machine)) return
    if (isOther(machine)) drop(machine)
    else if (error.code === 'unreachable' || error.code === 'cancelled') {
      // Given up means that all connections were closed here: the next attempt makes a new one.
      if (error.code === 'unreachable') one.error = error
      one.attempts += 1
      later(machine, one)
    } else {
      one.error = error
      one.retryAt = undefined
      say(machine, one)
    }
  }
  const isLooking = (machine: string): boolean => stateOf(machine)?.phase === 'probing'
  /** Another way leads to it now. One that is missing may only be missing in a half-written text. */
  const isOther = (machine: string): boolean => {
    const state = stateOf(machine)
    return state !== undefined && !(state.phase === 'failed' && state.lost !== undefined)
  }
  const attempt = async (machine: string, one: Lost): Promise<void> => {
    if (isLooking(machine)) return
    if (isOther(machine)) return drop(machine)
    try {
      if (stateOf(machine) === undefined) return later(machine, one)
      await room.recover(machine)
      await read(machine, one)
    } catch (error) {
      failed(machine, one, errorData(error))
    }
  }
  /** The connection is there again, by whomever: what it leads to is read once. */
  const read = async (machine: string, one: Lost): Promise<void> => {
    if (one.isReading === true || lost.get(machine) !== one) return
    one.isReading = true
    clearTimeout(one.timer)
    try {
      const { before } = one
      // Nobody has looked since the start, and nobody wanted to: what was known before counts as before.
      const isLeft = !seen.has(machine) && ['ready', 'seen', 'unknown'].includes(before.phase)
      const state = isLeft ? before : await look(machine)
      if (over.aborted || lost.get(machine) !== one || isLooking(machine)) return
      if (!isOther(machine)) known.set(machine, state)
      drop(machine)
      await known.save()
    } catch (error) {
      failed(machine, one, errorData(error))
    } finally {
      one.isReading = false
    }
  }
  const look = async (machine: string): Promise<MachineState> => {
    const transport = await (await room.fleet()).transport(machine)
    return { phase: 'ready', probe: await probeMachine(transport, over), at: Date.now() }
  }
  room.onConnection((machine, state) => {
    const before = stateOf(machine)
    const one = lost.get(machine)
    if (state === 'made' && one !== undefined && !isLooking(machine)) work(read(machine, one))
    if (state === 'made' || before === undefined || one !== undefined) return
    const fresh: Lost = { before, since: Date.now(), error: silent(machine), attempts: 0 }
    lost.set(machine, fresh)
    if (!isLooking(machine)) later(machine, fresh)
  }, over)

  const end = (): void => {
    for (const machine of [...lost.keys()]) drop(machine)
  }
  over.addEventListener('abort', end, { once: true })
  return {
    join(signal) {
      if (signal.aborted) return
      watchers += 1
      for (const [machine, one] of lost) if (watchers === 1) arm(machine, one)
      signal.addEventListener(
        'abort',
        () => {
          watchers -= 1
          for (const one of lost.values()) if (watchers === 0) clearTimeout(one.timer)
        },
        { once: true },
      )
    },
    looked(machine) {
      const [state, one] = [stateOf(machine), lost.get(machine)]
      if (state?.phase === 'ready') seen.add(machine)
      const isSilent = state?.phase === 'failed' && state.error.code === 'unreachable'
      if (!isSilent) return drop(machine)
      if (one === undefined) return
      one.error = state.error
      later(machine, one)
    },
    woken(machine) {
      const before = stateOf(machine)
      // Where it answers now there is nothing to wait for; where it is being looked at, that says what comes of it.
      if (before === undefined || before.phase === 'ready' || isLooking(machine)) return
      drop(machine)
      // Whoever wakes it means it to be looked at, and is there to be asked.
      seen.add(machine)
      const fresh: Lost = { before, since: Date.now(), error: waking(machine), attempts: 0 }
      lost.set(machine, fresh)
      later(machine, fresh)
    },
    async idle() {
      await Promise.allSettled(working)
    },
  }
}

function silent(machine: string): ErrorData {
  return {
    code: 'unreachable',
    machine,
    message: `${machine} stopped answering.`,
    remedy: 'Check that it is on, and on the network.',
  }
}

function waking(machine: string): ErrorData {
  return {
    code: 'unreachable',
    machine,
    message: `${machine} was sent a wake-up call and does not answer yet.`,
    remedy: 'Give it a minute or two; it is looked at as soon as it answers.',
  }
}
