/** What a plan asks each machine, by subject: the baseline's script asks for the same things. Pure. */
import { type Plan, stepsOf } from '../../../provisioner/core/plan.ts'

export interface Questions {
  readonly packages: readonly string[]
  /** SHA-256 by path; absent where the plan has no content of its own for it. */
  readonly files: ReadonlyMap<string, string | undefined>
  readonly units: readonly string[]
  /** Services that should answer. */
  readonly addresses: readonly { readonly host: string; readonly port: number }[]
  /** Paths of the cloud's API by service type, like "network /v2.0/networks". */
  readonly api: readonly string[]
  /** Other subjects, by name. */
  readonly others: readonly string[]
}

interface Asked {
  readonly path?: string
  readonly expected?: string
  readonly request?: { readonly service: string; readonly path: string }
}

/** Subjects with a field of their own in {@link Questions}. */
const OWN = ['packages', 'files', 'units', 'answers']

export function questionsOf(plan: Plan, machine: string): Questions {
  const facts = stepsOf(plan)
    .filter((step) => step.machine === machine)
    .flatMap((step) => step.reads)
  const names = [...new Set(facts.map((fact) => fact.subject.name))]
  const of = (subject: string): unknown[] => facts.flatMap((f) => (f.subject.name === subject ? [f.question] : []))
  const texts = (subject: string): string[] => [...new Set(of(subject).map(String))].sort()
  const apis = names.filter((name) => name.startsWith('api-')).flatMap((name) => of(name) as Asked[])
  const requests = apis.flatMap(({ request }) => (request === undefined ? [] : `${request.service} ${request.path}`))
  return {
    packages: texts('packages'),
    files: new Map((of('files') as Asked[]).map(({ path = '', expected }) => [path, expected])),
    units: texts('units'),
    addresses: of('answers') as Questions['addresses'],
    api: [...new Set(requests)].sort(),
    others: names.filter((name) => !OWN.includes(name) && !name.startsWith('api-')).sort(),
  }
}
