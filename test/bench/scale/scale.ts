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
import { type Simulated, STEPS } from './wanted.ts'

const CONTROLLER = fileURLToPath(new URL('./controller.ts', import.meta.url))

/** Aims of the project for its largest fleet. */
const CPU_AIM = 15
const MEMORY_AIM = 150

/** One kind of run at one size: milliseconds of CPU a machine, MiB, seconds. */
interface Sample {
  readonly cpu: number
  readonly machineCpu: number
  readonly memory: number
  readonly wall: number
}

interface Size {
  readonly machines: number
  readonly engine: readonly Sample[]
  readonly script: readonly Sample[]
  readonly roundTrips: number
  /** Parts of the engine's CPU in milliseconds, all machines together. */
  readonly parts: readonly Pick<ControllerFigures, 'startCpu' | 'planCpu' | 'checkCpu'>[]
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
  const results: Size[] = []
  for (const machines of sizes) results.push(await measureSize(fleet, machines, runs, onProgress))
  return { title: `Scale: a check of ${STEPS} steps on each machine that finds nothing to do`, ...told(results) }
}

async function measureSize(
  fleet: SimulatedFleet,
  count: number,
  runs: number,
  onProgress: (line: string) => void,
): Promise<Size> {
  const simulated: Simulated = { ...fleet.simulated, machines: fleet.simulated.machines.slice(0, count) }
  const file = join(simulated.folder, `fleet-${count}.json`)
  writeFileSync(file, JSON.stringify(simulated))
  const engine: Sample[] = []
  const script: Sample[] = []
  const figures: ControllerFigures[] = []
  const baseline = baselineCommand(simulated)
  // One run more than counted: the first warms caches for both.
  for (let run = 0; run <= runs; run += 1) {
    onProgress(`${count} machines, run ${run} of ${runs}`)
    const { sample, stdout } = await sampled(fleet, count, [process.execPath, CONTROLLER, file])
    const own = JSON.parse(stdout) as ControllerFigures
    if (!own.converged) throw new Error('The check of the simulated machines found differences.')
    const other = await sampled(fleet, count, baseline)
    if (run === 0) continue
    engine.push({ ...sample, memory: own.memory })
    figures.push(own)
    script.push(other.sample)
  }
  return { machines: count, engine, script, roundTrips: (figures[0]?.roundTrips ?? 0) / count, parts: figures }
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

function told(sizes: readonly Size[]): Omit<Report, 'title'> {
  const of = (samples: readonly Sample[], what: keyof Sample): Spread => spread(samples.map((sample) => sample[what]))
  const rows = sizes.flatMap(({ engine, machines, script }) => {
    const row = (who: string, samples: readonly Sample[]): string[] => [
      `${machines}  ${who}`,
      shown(of(samples, 'cpu')),
      shown(of(samples, 'memory')),
      shown(of(samples, 'machineCpu')),
      shown(of(samples, 'wall')),
    ]
    const compared = (['cpu', 'memory', 'machineCpu', 'wall'] as const).map((what) =>
      ratio(of(engine, what), of(script, what)),
    )
    return [row('Stackstead', engine), row('script', script), ['   ratio', ...compared]]
  })
  const head = ['Machines', 'CPU here, ms each', 'memory here, MiB', 'CPU there, ms each', 'seconds']
  return { rows: [head, ...rows], remarks: remarks(sizes), figures: sizes }
}

function remarks(sizes: readonly Size[]): string[] {
  const largest = sizes.at(-1)
  if (largest === undefined) return []
  const median = (values: readonly number[]): number => spread(values).median
  const part = (what: 'startCpu' | 'planCpu' | 'checkCpu'): number =>
    median(largest.parts.map((one) => one[what])) * 1000
  const cpu = median(largest.engine.map((sample) => sample.cpu))
  const memory = median(largest.engine.map((sample) => sample.memory))
  const start = part('startCpu')
  return [
    `${largest.machines} machines: ${rounded(cpu)} ms of CPU each (aim for 100: ${aim(cpu, CPU_AIM)}), ${rounded(memory)} MiB in all (aim for 100: ${aim(memory, MEMORY_AIM)}).`,
    `Of the CPU of all ${largest.machines} together, ${rounded(start)} ms is the start of the process, ${rounded(part('planCpu'))} ms the plan, ${rounded(part('checkCpu'))} ms connecting, asking and comparing.`,
    `Round trips a machine: ${sizes.map((size) => size.roundTrips).join(', ')}.`,
    '"Here" is the computer that checks: the whole process with its start, or the bash loop with its ssh clients.',
    '"There" is a machine: its sshd and everything that did, as sshd itself accounts for it.',
    'Memory: the peak of the process; of the loop, the most it and its clients were seen with at one moment.',
  ]
}
