/** Plan: what applying or destroying would change, and for each step what a person would have typed. */
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import type { Read } from '../../../provisioner/core/fact.ts'
import { type Plan, stepsOf } from '../../../provisioner/core/plan.ts'
import type { Step } from '../../../provisioner/core/step.ts'
import {
  checkPlan,
  destroyPlan,
  OWNER_FACTS,
  otherFindings,
  type Preview,
  type Project,
  planFindings,
  previewView,
} from '../../../provisioner/index.ts'
import type { PreviewView, StepAction } from '../../contract/index.ts'
import type { Area } from '../area.ts'
import type { AppContext } from '../context.ts'
import { NOTHING_READ, shownActions } from './shownActions.ts'

/** A plan as it was compared last. */
interface Compared {
  readonly project: Project
  readonly steps: ReadonlyMap<string, Step>
  readonly preview: Preview
  readonly reads: ReadonlyMap<string, Read>
}

type Requests = 'plan.read' | 'plan.actions' | 'plan.destroy'

export function planArea({ rooms, jobs }: AppContext): Area<Requests> {
  /** By cloud and operation; a step's id tells which of the two it is from. */
  const compared = new Map<string, { apply?: Compared; destroy?: Compared }>()

  const compare = async (cloud: string, operation: 'apply' | 'destroy'): Promise<PreviewView> => {
    const room = await rooms.get(cloud)
    const project = await room.project()
    const { name, machines } = project.cloud
    const plan: Plan = operation === 'apply' ? project.plan : destroyPlan(project.cloud)
    return jobs.run({ kind: 'check', cloud, title: `Compare ${name} with its machines` }, async () => {
      const reads = new Map<string, Read>()
      const fleet = await room.fleet()
      const preview = await checkPlan(plan, fleet, undefined, (machine, read) => reads.set(machine, read), OWNER_FACTS)
      const steps = new Map(stepsOf(plan).map((step) => [step.id, step]))
      compared.set(cloud, { ...compared.get(cloud), [operation]: { project, steps, preview, reads } })
      const names = machines.map((machine) => machine.name)
      const findings = operation === 'apply' ? await planFindings(project, reads) : otherFindings(project, reads)
      return previewView(name, names, plan, preview, findings)
    })
  }

  const actions = async (cloud: string, id: string): Promise<readonly StepAction[]> => {
    await rooms.get(cloud)
    const { apply, destroy } = compared.get(cloud) ?? {}
    const from = [apply, destroy].find((one) => one?.steps.has(id))
    const step = from?.steps.get(id)
    if (from === undefined || step === undefined) throw unknownStep(cloud, id, apply ?? destroy)
    const { preview, project, reads } = from
    return shownActions(step, preview.verdicts.get(id), reads.get(step.machine) ?? NOTHING_READ, project.shown)
  }

  return {
    requests: {
      'plan.read': ({ cloud }) => compare(cloud, 'apply'),
      'plan.destroy': ({ cloud }) => compare(cloud, 'destroy'),
      'plan.actions': ({ cloud, step }) => actions(cloud, step),
    },
    streams: {},
    async [Symbol.asyncDispose]() {
      compared.clear()
    },
  }
}

function unknownStep(cloud: string, step: string, read: Compared | undefined): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    message:
      read === undefined
        ? `The plan of ${cloud} was not read yet.`
        : `The plan of ${cloud} has no step ${step} any more.`,
    remedy: 'Read the plan again.',
  })
}
