/** One process from start to end: input in, output collected, stopped when its time or the person's patience is over. */
import { setTimeout as delay } from 'node:timers/promises'
import { StacksteadError } from '../core/errors.ts'
import type { ExecOptions } from '../core/machine.ts'
import { lineSplitter } from './lines.ts'
import type { Process, RawResult, StartProcess } from './process.ts'
import { type Launch, type Report, reportReader } from './rootShell.ts'

export interface RunRequest extends Launch {
  readonly machine: string
  readonly options: ExecOptions
  readonly onReport: (report: Report) => void
  /** Stops a command on the machine; a failure of it is not interesting, the pipes are closed anyway. */
  readonly kill: (report: Report, signal: 'TERM' | 'KILL') => Promise<unknown>
}

/** Milliseconds a command has for ending itself after SIGTERM. */
const GRACE = 5_000

/** Runs it. Rejects with `cancelled` on abort, `command-failed` on timeout, `unreachable` when the connection is lost. */
export async function runProcess(start: StartProcess, request: RunRequest): Promise<RawResult> {
  const { options } = request
  if (options.signal?.aborted) throw cancelled(request.machine)
  const child = await start(request.text, options.guard)
  const output = collect(child, request)
  child.stdin.on('error', () => child.stdin.destroy())
  const pulse = feed(child, request)
  const stop = Promise.withResolvers<StacksteadError>()
  const onAbort = () => stop.resolve(cancelled(request.machine))
  options.signal?.addEventListener('abort', onAbort, { once: true })
  if (options.signal?.aborted) onAbort()
  const timer =
    options.timeout === undefined ? undefined : setTimeout(() => stop.resolve(late(request)), options.timeout)
  try {
    const first = await Promise.race([child.status, stop.promise])
    if (first instanceof StacksteadError) {
      await halt(child, request, output.reported)
      throw first
    }
    return { status: first, stdout: output.stdout(), stderr: output.stderr() }
  } finally {
    clearTimeout(timer)
    clearInterval(pulse)
    options.signal?.removeEventListener('abort', onAbort)
  }
}

/** Its input, and with a pulse no end of it: who reads it learns by the end, or by silence, that nobody is here. */
function feed(child: Process, { options, stdin }: RunRequest): NodeJS.Timeout | undefined {
  if (options.pulse === undefined) {
    child.stdin.end(stdin)
    return undefined
  }
  child.stdin.write(stdin)
  return setInterval(() => child.stdin.write('here\n'), options.pulse)
}

/** The mark may still be on its way when the command's first line is already here: they come by different pipes. */
async function halt(child: Process, request: RunRequest, reported: Promise<Report>): Promise<void> {
  const ended = child.status.then(
    () => 'ended' as const,
    () => 'ended' as const,
  )
  const grace = () => delay(GRACE, 'late' as const, { ref: false })
  const report = await Promise.race([reported, ended, grace()])
  if (typeof report === 'object') {
    for (const signal of ['TERM', 'KILL'] as const) {
      request.kill(report, signal).catch(() => child.close())
      if ((await Promise.race([ended, grace()])) === 'ended') return
    }
  }
  child.close()
}

function collect(child: Process, request: RunRequest) {
  const { onLine } = request.options
  const outLines = onLine && lineSplitter((line) => onLine(line, 'stdout'))
  const errorLines = onLine && lineSplitter((line) => onLine(line, 'stderr'))
  const out: Buffer[] = []
  const errors: Buffer[] = []
  const report = Promise.withResolvers<Report>()
  const reader = reportReader(
    (found) => {
      report.resolve(found)
      request.onReport(found)
    },
    (bytes) => {
      errors.push(bytes)
      errorLines?.push(bytes)
    },
  )
  child.stdout.on('data', (chunk: Buffer) => {
    out.push(chunk)
    outLines?.push(chunk)
  })
  child.stdout.once('end', () => outLines?.end())
  child.stderr.on('data', (chunk: Buffer) => reader.push(chunk))
  child.stderr.once('end', () => {
    reader.end()
    errorLines?.end()
  })
  return { stdout: () => Buffer.concat(out), stderr: () => Buffer.concat(errors), reported: report.promise }
}

function cancelled(machine: string): StacksteadError {
  return new StacksteadError({ code: 'cancelled', machine, message: `Cancelled while working on ${machine}.` })
}

function late({ machine, options }: RunRequest): StacksteadError {
  const seconds = Math.round((options.timeout ?? 0) / 100) / 10
  return new StacksteadError({
    code: 'command-failed',
    machine,
    message: `A command on ${machine} did not end within ${seconds} s and was stopped.`,
    remedy: 'Look at what the machine was busy with, then run again.',
  })
}
