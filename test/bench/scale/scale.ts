/** Scale: what checking many machines costs the computer that does it, beside one hand-written script a machine. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sshdLacks } from '../../support/sshd.ts'
import { aim, ratio, rounded, type Spread, shown, spread } from '../figures.ts'
import { measured } from '../measured.ts'
import type { Report } from '../report.ts'
import { baselineCommand } from './baseline.ts'
import type { ControllerFigures } from './controller.ts'
import { type SimulatedFleet, simulatedFleet } from './machines.ts'
import { LOADS, type Simulated } from './wanted.ts'

const CONTROLLER = fileURLToPath(new URL('./controller.ts', import.meta.url))

/** As bin/stackstead starts the command line: compiled code kept from run to run, a small young generation. */
const started = (folder: string): string[] => [
  ...['env', `NODE_COMPILE_CACHE=${join(folder, 'code')}`],
  ...[process.execPath, '--disable-warning=ExperimentalWarning', '--max-semi-space-size=4'],
]

/** Aims of the project for its largest fleet. */
const CPU_AIM = 15
const MEMORY_AIM = 150

/** One run of one side: milliseconds of CPU a machine, MiB, seconds. */
interface Sample {
  readonly cpu: number
  readonly machineCpu: number
  readonly memory: number
  readonly wall: number
}

interface Case {
  readonly steps: number
  readonly machines: number
  readonly engine: readonly Sample[]
  readonly script: readonly Sample[]
  /** What each run of the engine told of itself. */
  readonly told: readonly ControllerFigures[]
}

export interface ScaleOptions {
  readonly sizes: readonly number[]
  readonly runs: number
  readonly onProgress: (line: string) => void
}

export async function scale({ sizes, runs, onProgress }: ScaleOptions): Promise<Report> {
  const lack = sshdLacks()
  if (lack !== undefined) throw new Error(`Simulated machines are not possible here: ${lack}.`)
  if (process.getuid?.() !== 0)
    throw new Error('Simulated machines need root, because what is checked is read as root.')
  onProgress(`Starting ${Math.max(...sizes)} simulated machines`)
  await using fleet = await simulatedFleet(Math.max(...sizes))
  const cases: Case[] = []
  for (const steps of LOADS) {
    for (const count of sizes) {
      const machines = fleet.simulated.machines.slice(0, count)
      const counted = (run: number): void => onProgress(`${steps} steps on ${count} machines, run ${run} of ${runs}`)
      cases.push(await measuredCase(fleet, { ...fleet.simulated, machines, steps }, runs, counted))
    }
  }
  return reported(cases)
}

async function measuredCase(
  fleet: SimulatedFleet,
  simulated: Simulated,
  runs: number,
  onRun: (run: number) => void,
): Promise<Case> {
  const { folder, machines, steps } = simulated
  const file = join(folder, 'fleet.json')
  writeFileSync(file, JSON.stringify(simulated))
  const baseline = baselineCommand(simulated)
  const engine: Sample[] = []
  const script: Sample[] = []
  const told: ControllerFigures[] = []
  // One run more than counted: the first warms caches for both.
  for (let run = 0; run <= runs; run += 1) {
    onRun(run)
    const { sample, stdout } = await sampled(fleet, machines.length, [...started(folder), CONTROLLER, file])
    const own = JSON.parse(stdout) as ControllerFigures
    if (!own.converged) throw new Error('The check of the simulated machines found differences.')
    const other = await sampled(fleet, machines.length, baseline)
    if (run === 0) continue
    engine.push({ ...sample, memory: own.memory })
    script.push(other.sample)
    told.push(own)
  }
  return { steps, machines: machines.length, engine, script, told }
}

async function sampled(
  fleet: SimulatedFleet,
  count: number,
  words: readonly string[],
): Promise<{ sample: Sample; stdout: string }> {
  const before = await fleet.cpu()
  const { cpu, memory, stdout, wall } = await measured(words)
  const machineCpu = (await fleet.cpu()) - before
  return { stdout, sample: { cpu: (cpu * 1000) / count, machineCpu: (machineCpu * 1000) / count, memory, wall } }
}

function reported(cases: readonly Case[]): Report {
  const columns = ['cpu', 'memory', 'machineCpu', 'wall'] as const
  const of = (samples: readonly Sample[], what: (typeof columns)[number]): Spread =>
    spread(samples.map((sample) => sample[what]))
  const rows = cases.flatMap(({ engine, machines, script, steps }) => {
    const row = (who: string, samples: readonly Sample[]): string[] => [
      who,
      ...columns.map((what) => shown(of(samples, what))),
    ]
    const ratios = columns.map((what) => ratio(of(engine, what), of(script, what)))
    return [row(`${machines} × ${steps} steps, Stackstead`, engine), row('  script', script), ['  ratio', ...ratios]]
  })
  return {
    title: 'Scale: a check that finds nothing to do',
    rows: [['Machines', 'CPU here, ms each', 'memory here, MiB', 'CPU there, ms each', 'seconds'], ...rows],
    remarks: [
      ...cases.filter(({ machines }) => machines === 100).map(aims),
      `Round trips a machine: ${[...new Set(cases.map(({ machines, told }) => (told[0]?.roundTrips ?? 0) / machines))].join(', ')}.`,
      'Here is the computer that checks: the whole process from its start, or the bash loop and its ssh clients.',
      'There is a machine: its sshd and all that did, as sshd itself accounts for it. All share one computer.',
      'Memory: the peak of the process; the most that loop and clients were seen with at one moment.',
    ],
    figures: cases,
  }
}

/** The largest fleet beside what the project aims at, and where its CPU went. */
function aims({ engine, machines, steps, told }: Case): string {
  const median = (values: readonly number[]): number => spread(values).median
  const part = (what: 'startCpu' | 'planCpu' | 'checkCpu'): string =>
    rounded((median(told.map((one) => one[what])) * 1000) / machines)
  const cpu = median(engine.map((sample) => sample.cpu))
  const memory = median(engine.map((sample) => sample.memory))
  return (
    `${machines} × ${steps} steps: ${rounded(cpu)} ms of CPU each (aim ${aim(cpu, CPU_AIM)}), of which start ${part('startCpu')}, ` +
    `plan ${part('planCpu')}, connecting and checking ${part('checkCpu')}; ${rounded(memory)} MiB in all (aim ${aim(memory, MEMORY_AIM)}).`
  )
}
