/** The plan: what components want, as a graph of phases with one order rule. No I/O. */
import { StacksteadError } from './errors.ts'
import type { Phase, Step } from './step.ts'

/** What a component hands over: its phases run in order (those `beside` one another at once), after all of what it (or the phase) requires. */
export interface ComponentPlan {
  readonly component: string
  /** Components, or single phases of them by their ids. */
  readonly requires: readonly string[]
  readonly phases: readonly Phase[]
}

/** A phase with its place in the graph. */
export interface PlannedPhase extends Phase {
  /** component/index */
  readonly id: string
  readonly component: string
  /** Ids of the phases directly before it. */
  readonly after: readonly string[]
}

export interface Plan {
  /** In an order in which they could run one by one. */
  readonly phases: readonly PlannedPhase[]
}

/** Orders components by their requirements. Throws `internal` for a cycle, an unknown requirement or a step id used twice. */
export function buildPlan(components: readonly ComponentPlan[]): Plan {
  const known = new Map(components.map((one) => [one.component, one]))
  const last = new Map<string, readonly string[]>()
  const phases: PlannedPhase[] = []
  const visit = (name: string, path: readonly string[]): readonly string[] => {
    const done = last.get(name)
    if (done !== undefined) return done
    const one = known.get(name)
    if (one === undefined) throw wrong(`${path.at(-1) ?? 'the plan'} requires ${name}, which is not part of it`)
    if (path.includes(name)) throw wrong(`components require each other: ${[...path, name].join(' → ')}`)
    const need = (required: readonly string[] = []): readonly string[] =>
      required.flatMap((each) => {
        const [component = '', index] = each.split('/')
        const end = component === name && index !== undefined ? [] : visit(component, [...path, name])
        if (index === undefined) return end
        if (!phases.some(({ id }) => id === each)) throw wrong(`${name} requires ${each}, which there is not`)
        return [each]
      })
    let before: readonly string[] = need(one.requires)
    let together: readonly string[] = []
    one.phases.forEach((phase, index) => {
      const id = `${name}/${index}`
      if (phase.beside !== true && together.length > 0) {
        before = together
        together = []
      }
      phases.push({ ...phase, id, component: name, after: [...new Set([...before, ...need(phase.requires)])] })
      together = [...together, id]
    })
    const end = together.length > 0 ? together : before
    last.set(name, end)
    return end
  }
  for (const one of components) visit(one.component, [])
  refuseTwins(phases)
  return { phases }
}

export function stepsOf(plan: Plan): Step[] {
  return plan.phases.flatMap((phase) => phase.steps)
}

function refuseTwins(phases: readonly PlannedPhase[]): void {
  const seen = new Set<string>()
  for (const { id } of phases.flatMap((phase) => phase.steps)) {
    if (seen.has(id)) throw wrong(`two steps are called ${id}`)
    seen.add(id)
  }
}

function wrong(message: string): StacksteadError {
  return new StacksteadError({ code: 'internal', message: `The plan cannot be built: ${message}.` })
}
