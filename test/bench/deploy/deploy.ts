/** Deployment: the demo's cloud from bare machines and from machines with their packages, phase by phase. */
import { componentTimes } from '../../../provisioner/cli/render/runSummary.ts'
import type { RunEvent } from '../../../provisioner/core/event.ts'
import { type RunState, reduceRun } from '../../../provisioner/core/journal.ts'
import { aim, type Spread, shown, spread } from '../figures.ts'
import type { Report } from '../report.ts'
import { type Deployment, deploy, type Start } from './deployment.ts'

/** Aims of the project on two idle cores, in seconds. */
const FROM_PACKAGES = 180
const FROM_BARE = 420
/** MiB. */
const CONTROLLER = 2560
const COMPUTE = 614
/** What a script written by hand for this one cloud took on two cores, measured when the project began: seconds. */
const BY_HAND = { packages: 229, rest: '142–160' }

/** The instance answers a request from outside, through its floating IP. */
const ANSWERS = 'floating-ip'

export interface DeployOptions {
  readonly runs: number
  readonly onProgress: (line: string) => void
}

export async function deployments({ runs, onProgress }: DeployOptions): Promise<Report> {
  const made: Record<Start, Times[]> = { bare: [], ready: [] }
  const all: Deployment[] = []
  for (let run = 1; run <= runs; run += 1) {
    for (const start of ['ready', 'bare'] as const) {
      onProgress(`${start}: run ${run} of ${runs}`)
      const deployment = await deploy(start, onProgress)
      all.push(deployment)
      made[start].push(timesOf(deployment))
    }
  }
  return told(made, all)
}

/** Seconds, in the order of a table's rows; a deployment has not all of them. */
type Times = ReadonlyMap<string, number>

const BARE_TOTAL = 'from the first look at bare machines to an instance that answers'
const READY_TOTAL = 'from packages present to an instance that answers'

function timesOf({ events, memory, phases, proofs, start }: Deployment): Times {
  const phase = (title: string): number => (phases.find((one) => one.title === title)?.took ?? 0) / 1000
  const state = events.reduce<RunState | undefined>(reduceRun, undefined)
  const begun = state?.startedAt ?? 0
  const present = packagesPresent(events) ?? begun
  const answered = proofs.find(({ proof }) => proof.id === ANSWERS)?.at ?? Number.NaN
  const parts = state === undefined ? [] : componentTimes(state)
  const rows: (readonly [string, number])[] = [
    ['lab machines (not part of a cloud of your own)', phase('Lab machines')],
    ['check', phase('Check')],
    ['plan', phase('Plan')],
    ['apply', phase('Apply')],
    ['  packages present after', (present - begun) / 1000],
    ...parts.flatMap(({ component, took }) => (took === undefined ? [] : [[`  ${component}`, took / 1000] as const])),
    ['verify', phase('Verify')],
    ['plan again', phase('Plan again')],
    [READY_TOTAL, (answered - present) / 1000],
    ...(start === 'bare' ? [[BARE_TOTAL, phase('Check') + phase('Plan') + (answered - begun) / 1000] as const] : []),
    ...[...memory].map(([machine, resident]) => [`MiB resident on ${machine}`, resident] as const),
  ]
  return new Map(rows)
}

/** When the last machine had its packages; undefined where none had to be installed. */
function packagesPresent(events: readonly RunEvent[]): number | undefined {
  const steps = events.flatMap((event) => (event.type === 'run-started' ? event.steps : []))
  const installing = new Set(steps.filter((step) => /^Install .*packages$/.test(step.title)).map((step) => step.id))
  const ends = events.flatMap((event) =>
    event.type === 'step-changed' && installing.has(event.step) ? [event.at] : [],
  )
  return ends.length === 0 ? undefined : Math.max(...ends)
}

function told(made: Readonly<Record<Start, readonly Times[]>>, all: readonly Deployment[]): Report {
  const spreadOf = (start: Start, title: string): Spread | undefined => {
    const values = made[start].flatMap((times) => times.get(title) ?? [])
    return values.length === 0 ? undefined : spread(values)
  }
  const cell = (value: Spread | undefined): string => (value === undefined ? '' : shown(value))
  const titles = [...new Set([...made.bare, ...made.ready].flatMap((times) => [...times.keys()]))]
  const aimOf = (title: string): string => {
    const { from, most } = AIMS.find((one) => title.startsWith(one.title)) ?? { from: 'bare' as const, most: undefined }
    const value = spreadOf(from, title)
    return most === undefined || value === undefined ? '' : aim(value.median, most)
  }
  return {
    title: 'Deployment of the demo: a controller and two computes, in seconds',
    rows: [
      ['', 'packages there', 'bare', 'aim'],
      ...titles.map((title) => [title, cell(spreadOf('ready', title)), cell(spreadOf('bare', title)), aimOf(title)]),
    ],
    remarks: [
      `A script written by hand for this one cloud took ${BY_HAND.rest} s from packages to the instance, and ${BY_HAND.packages} s more for packages, when the project began; it is not run again here.`,
      'Times of components overlap. An instance answers when it was asked through its floating IP, after the proofs that come before.',
      'Memory is what processes hold, shared pages counted once, after the proofs, with no instance running.',
    ],
    figures: all.map((one) => ({ start: one.start, times: Object.fromEntries(timesOf(one)), proofs: one.proofs })),
  }
}

/** Rows with an aim, and the deployment it is about. */
const AIMS: readonly { readonly title: string; readonly from: Start; readonly most: number }[] = [
  { title: READY_TOTAL, from: 'ready', most: FROM_PACKAGES },
  { title: BARE_TOTAL, from: 'bare', most: FROM_BARE },
  { title: 'MiB resident on controller', from: 'bare', most: CONTROLLER },
  { title: 'MiB resident on compute', from: 'bare', most: COMPUTE },
]
