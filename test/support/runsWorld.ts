/** Runs of the app on scripted machines: a cloud "home" of the given steps, its runs area, and commands that can be held. */
import { runsArea } from '../../electron/app/runs/runsArea.ts'
import type { RunNow } from '../../electron/contract/index.ts'
import { buildPlan } from '../../provisioner/core/plan.ts'
import type { Step } from '../../provisioner/core/step.ts'
import { type BlankFleet, blankFleet } from './blankFleet.ts'
import { type FakeFleet, fakeFleet, wants } from './fakeMachines.ts'
import { type LockedFleet, lockedFleet } from './lockedFleet.ts'
import { type TestApp, testApp, told } from './testApp.ts'

export const HOME = { cloud: 'home' }
export const START = { cloud: 'home', operation: 'apply', preflight: false } as const

export interface RunsWorld extends AsyncDisposable {
  readonly app: TestApp
  readonly area: ReturnType<typeof runsArea>
  readonly machines: FakeFleet
  readonly fleet: LockedFleet
  /** The machines cloud.yaml names, which no step is for: only the check before a run reads them, and finds them unfit. */
  readonly named: BlankFleet
  /** Begins and waits for the end. */
  run(): Promise<RunNow>
}

export function runsWorld(steps: readonly Step[] = [wants('a', 'x'), wants('b', 'x')]): RunsWorld {
  const machines = fakeFleet('a', 'b')
  const fleet = lockedFleet(machines)
  const named = blankFleet()
  const both = { transport: (name: string) => (machines.state.has(name) ? fleet : named).transport(name) }
  const phases = [{ title: 'Only', scope: 'cloud', steps }] as const
  const plan = buildPlan([{ component: 'one', requires: [], phases }])
  const app = testApp({ fleet: both, altered: (project) => ({ ...project, plan }) })
  const area = runsArea(app.context)
  return {
    app,
    area,
    machines,
    fleet,
    named,
    async run() {
      await area.requests['runs.start'](START)
      return ended(area)
    },
    async [Symbol.asyncDispose]() {
      await area[Symbol.asyncDispose]()
      app[Symbol.dispose]()
    },
  }
}

/** Waits until nothing is under way. */
export async function ended(area: RunsWorld['area']): Promise<RunNow> {
  const now = told<RunNow>()
  await area.streams['runs.now'](HOME, now.emit, now.signal)
  const end = await now.until(({ phase }) => phase === 'idle')
  now.leave()
  return end
}

/** Holds every command until it is let go. */
export function held(machines: FakeFleet): { readonly reached: Promise<void>; go(): void } {
  const [reached, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  machines.before = () => {
    reached.resolve()
    return go.promise
  }
  return { reached: reached.promise, go: go.resolve }
}
