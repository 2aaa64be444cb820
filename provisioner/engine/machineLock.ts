/** The lock on a machine: one Stackstead changes it at a time, and everybody can see who and since when. */
import { type Command, sh } from '../core/command.ts'
import { type ErrorCode, lastLines, StacksteadError } from '../core/errors.ts'
import type { MachineName, Transport } from '../core/machine.ts'
import { CLOUD_NOTE, type NotedCloud, parseNotedCloud } from '../facts/notedCloud.ts'
import { MANIFEST } from '../steps/manifest.ts'
import { ofAnother } from './otherClouds.ts'

export interface LockHolder {
  /** user@host of the person's computer. */
  readonly who: string
  readonly operation: string
  /** ISO 8601. */
  readonly since: string
  /** The cloud for which the machine is locked; it belongs to that one from then on. */
  readonly cloud: NotedCloud
}

const LOCKED = 75
const BUSY = 76
const OTHER = 77
/** 128 + SIGUSR1: so `unlockMachine` ends the holder, and nothing else does. */
const TAKEN = 138
/** Milliseconds between signs of life to the holder. */
const PULSE = 3_000
/** Seconds without one after which the lock is free: more than this side takes to give a silent connection up. */
const LEASE = 15
/** Seconds: longer than a lock outlives the connection that held it. */
const WAIT_FOR_LOCK = LEASE + 5
/** Seconds: what an interrupted run left running may be one apt transaction. */
const WAIT_FOR_COMMANDS = 1800

/**
 * Held by a process on the machine for as long as it hears from this side: a connection that ends ends its input, and one
 * that is cut falls silent, which sshd itself notices after a quarter of an hour. Waits for commands an interrupted run
 * left behind. A machine of another cloud is not locked; one of none is noted as this one's. What it starts does not hold the lock (`8>&-`), so that ending it frees the lock at once.
 */
function hold(holder: LockHolder): Command {
  const { id, name } = holder.cloud
  return sh`
    here() { [ -n "$(exec timeout --foreground ${LEASE} head -n 1 8>&- 2>/dev/null)" ]; }
    mkdir -p ${MANIFEST}
    exec 8>>${MANIFEST}/lock
    flock -w ${WAIT_FOR_LOCK} 8 || { cat ${MANIFEST}/lock.holder >&2; exit ${LOCKED}; }
    noted=$(cat ${CLOUD_NOTE} 2>/dev/null)
    case "$noted" in
      '') printf '%s\t%s\n' ${id} ${name} > ${CLOUD_NOTE}.new && sync ${CLOUD_NOTE}.new && mv ${CLOUD_NOTE}.new ${CLOUD_NOTE} || exit 1 ;;
      ${id}"$(printf '\t')"*) ;;
      *) printf '%s\n' "$noted" >&2; exit ${OTHER} ;;
    esac
    printf '%s\n' ${JSON.stringify(holder)} > ${MANIFEST}/lock.holder
    echo $$ > ${MANIFEST}/lock.pid
    exec 7>>${MANIFEST}/busy
    flock -n 7 || {
      echo waiting
      end=$(($(date +%s) + ${WAIT_FOR_COMMANDS}))
      until flock -w 1 7 8>&-; do
        here || exit 0
        [ "$(date +%s)" -lt "$end" ] || exit ${BUSY}
      done
    }
    exec 7>&-
    echo locked
    while here; do :; done`
}

/** Marks a command as under way, for the lock of a later run. `-o`: what it starts in the background does not count. */
export function marked(command: Command): Command {
  return { ...command, ...sh`flock -s -o ${MANIFEST}/busy sh -c ${command.script}` }
}

export interface MachineLock extends AsyncDisposable {
  /** Why it is held no more: `locked` where somebody took it away. Absent while it is held. */
  readonly lost: Error | undefined
}

/** Rejects with `locked` naming the holder, or `cancelled` where the person gave up waiting. */
export async function lockMachine(
  transport: Transport,
  holder: LockHolder,
  onWait: (machine: MachineName) => void,
  signal?: AbortSignal,
): Promise<MachineLock> {
  const { machine } = transport
  const stop = new AbortController()
  // Only while it waits: once locked, the steps under way end first.
  const giveUp = (): void => stop.abort()
  if (signal?.aborted) stop.abort()
  signal?.addEventListener('abort', giveUp, { once: true })
  const { promise: locked, resolve, reject } = Promise.withResolvers<void>()
  let lost: Error | undefined
  const ended = transport
    .exec(hold(holder), {
      signal: stop.signal,
      pulse: PULSE,
      onLine: (line) => {
        if (line === 'locked') resolve()
        if (line === 'waiting') onWait(machine)
      },
    })
    .then(
      (result) => ending(machine, result.status, result.stderr),
      (error: Error) => error,
    )
    .then((why) => {
      lost = why
      reject(why)
    })
  try {
    await locked
  } finally {
    signal?.removeEventListener('abort', giveUp)
  }
  return {
    get lost() {
      return lost
    },
    [Symbol.asyncDispose]: async () => {
      stop.abort()
      await ended
    },
  }
}

/** What the end of the process that holds, or was to hold, the lock means. */
function ending(machine: MachineName, status: number, stderr: string): StacksteadError {
  const error = (code: ErrorCode, message: string, remedy: string, detail?: string) =>
    new StacksteadError({ code, machine, message, remedy, ...(detail === undefined ? {} : { detail }) })
  if (status === LOCKED) {
    const holder = parseHolder(stderr)
    const who = holder === undefined ? 'somebody' : `${holder.who} (${holder.operation}, since ${holder.since})`
    return error(
      'locked',
      `${machine} is being changed by ${who}.`,
      `Wait until that run ends. If it cannot end, "stackstead unlock ${machine}" takes the lock away.`,
    )
  }
  if (status === OTHER) return ofAnother(machine, parseNotedCloud(stderr) ?? { id: '', name: '' })
  if (status === BUSY) {
    return error(
      'locked',
      `Commands of an interrupted run are still working on ${machine} after ${WAIT_FOR_COMMANDS / 60} minutes.`,
      `Look at them with "stackstead ssh ${machine} ps -ef --forest", then apply again.`,
    )
  }
  if (status === TAKEN) {
    return error(
      'locked',
      `The lock on ${machine} was taken away from this run with "stackstead unlock".`,
      'Ask who did. Once nobody else changes the machine, the same command goes on.',
    )
  }
  if (status === 0 || status > 128) {
    const why = status === 0 ? `nothing was heard of this computer for ${LEASE} s` : `its process ended, ${status}`
    return error('unreachable', `The lock on ${machine} was lost: ${why}.`, 'Run again: what is done stays done.')
  }
  return error(
    'command-failed',
    `${machine} could not be locked (status ${status}).`,
    `Look whether ${MANIFEST} on ${machine} can be written: a full disk is the usual cause.`,
    lastLines(stderr),
  )
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
    kill -USR1 "$pid"`)
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
