/** No-op apply: what looking at a finished cloud costs, here and on its machines, beside one hand-written script each. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openProject, type Project } from '../../../provisioner/index.ts'
import { aim, ratio, shown, spread } from '../figures.ts'
import { labOf } from '../labMachines.ts'
import { measured, STACKSTEAD } from '../measured.ts'
import type { Report } from '../report.ts'
import { baselineCommand, leftOut } from './baseline.ts'
import type { NoopFigures } from './controller.ts'
import { withExtraCpu } from './extraCpu.ts'

const CONTROLLER = fileURLToPath(new URL('./controller.ts', import.meta.url))

/** Aims of the project for its cloud of three machines. */
const TRIPS_AIM = 2
const CPU_AIM = 2

/**
 * Seconds of doing nothing before each run, to know what the machines use by themselves: more than the ten for which logind
 * keeps a user manager (logind.conf, UserStopDelaySec), so that each login pays for its start.
 */
const IDLE = 12

export interface NoopOptions {
  /** Holds cloud.yaml of a cloud that is deployed. */
  readonly folder: string
  readonly runs: number
  readonly onProgress: (line: string) => void
}

/** One run. CPU in seconds; `there` by machine, absent where these are not lab machines of this computer. */
interface Sample {
  readonly here: number
  readonly there?: ReadonlyMap<string, number>
  readonly memory: number
  readonly wall: number
}

export async function noop({ folder, runs, onProgress }: NoopOptions): Promise<Report> {
  const file = join(folder, 'cloud.yaml')
  if (!existsSync(file)) throw new Error(`There is no ${file}: run the demo first, or name another with --folder.`)
  const project = await openProject(file)
  const machines = project.cloud.machines.map((machine) => machine.name)
  const lab = await labOf(project.cloud)
  onProgress('Looking whether the cloud needs nothing')
  const figures = await converged(file)
  const scripts = mkdtempSync(join(tmpdir(), 'stackstead-bench-'))
  try {
    const engine = [STACKSTEAD, 'apply', '--yes', '--file', file]
    const script = baselineCommand(project, scripts)
    const samples: { engine: Sample[]; script: Sample[] } = { engine: [], script: [] }
    const sample = async (words: readonly string[]): Promise<Sample> => {
      const work = (): ReturnType<typeof measured> => measured(words)
      const done = lab !== undefined ? await withExtraCpu(lab, machines, IDLE, work) : { result: await work() }
      const { cpu, memory, wall } = done.result
      return { here: cpu, memory, wall, ...('used' in done ? { there: done.used } : {}) }
    }
    // One run more than counted: the first warms caches for both.
    for (let run = 0; run <= runs; run += 1) {
      onProgress(`run ${run} of ${runs}`)
      const both = { engine: await sample(engine), script: await sample(script) }
      if (run === 0) continue
      samples.engine.push(both.engine)
      samples.script.push(both.script)
    }
    return told(project, figures, samples.engine, samples.script)
  } finally {
    rmSync(scripts, { recursive: true, force: true })
  }
}

/** Applying would change a cloud that is not finished: that is not what is measured here. */
async function converged(file: string): Promise<NoopFigures> {
  const figures = JSON.parse((await measured([process.execPath, CONTROLLER, file])).stdout) as NoopFigures
  if (!figures.converged) throw new Error(`The cloud of ${file} is not finished: "stackstead plan" shows what is left.`)
  return figures
}

function told(project: Project, figures: NoopFigures, engine: readonly Sample[], script: readonly Sample[]): Report {
  const machines = project.cloud.machines.map((machine) => machine.name)
  const there = (sample: Sample): number[] => machines.map((machine) => sample.there?.get(machine) ?? 0)
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
  const all = (sample: Sample): number => sample.here + sum(there(sample))
  const row = (title: string, of: (sample: Sample) => number): string[] => {
    const own = spread(engine.map(of))
    const other = spread(script.map(of))
    return [title, shown(own), shown(other), ratio(own, other)]
  }
  const isLab = engine[0]?.there !== undefined
  const together = ratio(spread(engine.map(all)), spread(script.map(all)))
  const times = spread(engine.map(all)).median / spread(script.map(all)).median
  const trips = Object.entries(figures.roundTrips)
  return {
    title: `No-op apply: ${figures.steps} steps on ${machines.length} machines, nothing to do`,
    rows: [
      ['', 'Stackstead', 'script', 'ratio'],
      row('seconds', ({ wall }) => wall),
      row('CPU here, s', ({ here }) => here),
      ...(isLab
        ? machines.map((machine) => row(`CPU of ${machine}, s`, (sample) => sample.there?.get(machine) ?? 0))
        : []),
      ...(isLab ? [row('CPU together, s', all)] : []),
      row('memory here, MiB', ({ memory }) => memory),
    ],
    remarks: [
      ...trips.map(([machine, count]) => `Round trips to ${machine}: ${count} (aim ${aim(count, TRIPS_AIM)}).`),
      `CPU together: ${together} the script's (aim ${aim(times, CPU_AIM)}).`,
      `The script asks the same, the rest as cheaply as it can be asked; it leaves out: ${leftOut(project).join(', ') || 'nothing'}.`,
      'Stackstead is `stackstead apply` as a process of its own, from start to end; the script is a bash loop with an ssh client for each machine.',
      ...(isLab
        ? [`A machine's CPU is its control group's, less what it used in the ${IDLE} idle seconds before each run.`]
        : ['These are not lab machines of this computer, so their CPU is not known.']),
    ],
    figures: { ...figures, engine: plain(engine), script: plain(script) },
  }
}

function plain(samples: readonly Sample[]): unknown {
  return samples.map((sample) => ({ ...sample, there: Object.fromEntries(sample.there ?? []) }))
}
