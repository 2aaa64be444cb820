/** A run of many machines as its journal would tell it: who begins what when, worked out instead of recorded. Pure. */
import type { RunEvent } from '../../../electron/contract/index.ts'

export interface BusyRun {
  readonly run: string
  readonly startedAt: number
  readonly machines: readonly string[]
  readonly steps: number
  /** The event every journal begins with. */
  readonly begin: RunEvent
  /** What happened after `from` and until `to`, both in milliseconds since the start. */
  between(from: number, to: number): readonly RunEvent[]
}

export interface BusyRunOptions {
  readonly machines: number
  readonly stepsEach: number
  /** How long all of it takes, in milliseconds. */
  readonly length: number
  readonly startedAt: number
}

/** As many as a controller has. */
const COMPONENTS = [
  'base',
  'mariadb',
  'rabbitmq',
  'memcached',
  'keystone',
  'glance',
  'placement',
  'nova',
  'ovn',
  'neutron',
]
/** The share of its time a step is at work; the rest it waits for others. */
const BUSY = 0.8

export function busyRun({ machines: many, stepsEach, length, startedAt }: BusyRunOptions): BusyRun {
  const machines = Array.from({ length: many }, (_, index) => `compute-${index + 1}`)
  const each = length / stepsEach
  const block = Math.ceil(stepsEach / COMPONENTS.length)
  const steps = machines.flatMap((machine, row) =>
    Array.from({ length: stepsEach }, (_, index) => {
      // Every third machine has two components at work at a time.
      const place = row % 3 === 0 ? Math.floor(index / (2 * block)) * 2 + (index % 2) : Math.floor(index / block)
      const component = COMPONENTS[place % COMPONENTS.length] ?? 'base'
      const id = `${component}/step-${index}@${machine}`
      const begins = index * each + (row % 7) * (each / 7)
      const took = row % 3 === 0 ? each * (1 + BUSY) : each * BUSY
      return {
        ref: { id, title: `Write /etc/${component}/${index}.conf`, component, machine },
        begins,
        ends: begins + took,
      }
    }),
  )
  const timed = steps
    .flatMap(({ ref: { id }, begins, ends }, index): readonly { after: number; event: RunEvent }[] => [
      { after: begins, event: { type: 'step-started', at: startedAt + begins, step: id, changes: [] } },
      { after: ends, event: ending(id, startedAt + ends, index) },
    ])
    .sort((a, b) => a.after - b.after)
  const run = `${new Date(startedAt).toISOString().replace(/[:.]/g, '-')}-apply`
  let next = 0
  return {
    run,
    startedAt,
    machines,
    steps: steps.length,
    begin: { type: 'run-started', at: startedAt, run, operation: 'apply', steps: steps.map(({ ref }) => ref) },
    between(from, to) {
      while (next > 0 && (timed[next - 1]?.after ?? 0) >= from) next -= 1
      const events: RunEvent[] = []
      for (; next < timed.length && (timed[next]?.after ?? to) < to; next += 1) {
        const event = timed[next]?.event
        if (event !== undefined && (timed[next]?.after ?? 0) >= from) events.push(event)
      }
      return events
    },
  }
}

/** Mostly changes, some that were right already, and two failures for the screen to pin. */
function ending(step: string, at: number, index: number): RunEvent {
  if (index === 4_000 || index === 17_000)
    return { type: 'step-failed', at, step, error: { code: 'command-failed', message: `${step} ended with status 1.` } }
  return { type: 'step-changed', at, step }
}
