/** Keeps a deployment from beginning on machines that preflight finds unfit: nothing is changed before they are mended. */
import { type Fleet, type Preview, readFacts } from '../core/check.ts'
import { type ErrorData, StacksteadError } from '../core/errors.ts'
import type { MachineName } from '../core/machine.ts'
import { manifestState } from '../facts/manifest.ts'
import type { Finding } from '../preflight/index.ts'
import { preflight } from './preflight.ts'
import type { Project } from './project.ts'
import { grownSince, readWanted } from './wanted.ts'

/**
 * Looks at machines Stackstead has never changed, and at those that are to carry or use more than when it began with
 * them; any other passed this before, and what was interrupted goes on. While no machine has been begun with, one out of
 * reach stops everything; later it stops only itself. Rejects with the reason and the remedies.
 */
export async function refuseUnfit(
  project: Project,
  fleet: Fleet,
  preview: Preview,
  signal?: AbortSignal,
): Promise<void> {
  const machines = project.cloud.machines.map((machine) => machine.name)
  const reached = machines.filter((name) => !preview.unreadable.has(name))
  const begun = new Set(await begunWith(reached, fleet, signal))
  const away = begun.size === 0 ? outOfReach(preview.unreadable) : undefined
  if (away !== undefined) throw new StacksteadError(away)
  const grown = grownSince(await readWanted(project), project.cloud)
  const judged = new Set(reached.filter((name) => !begun.has(name) || grown.includes(name)))
  if (judged.size === 0) return
  const findings = await preflight(project, fleet, signal)
  const errors = findings.filter((one) => one.level === 'error' && judged.has(one.machine))
  if (errors.length > 0) throw new StacksteadError(unfit(errors))
}

async function begunWith(machines: readonly MachineName[], fleet: Fleet, signal?: AbortSignal): Promise<MachineName[]> {
  const states = await Promise.all(
    machines.map(async (name) => {
      const read = await readFacts(await fleet.transport(name), [manifestState], signal)
      return read(manifestState).files.length > 0 ? [name] : []
    }),
  )
  return states.flat()
}

/** All of them: whoever mends one at a time would wait for each anew. */
function outOfReach(away: ReadonlyMap<MachineName, ErrorData>): ErrorData | undefined {
  const [first, ...others] = away.values()
  if (first === undefined || others.length === 0) return first
  const remedies = [first, ...others].flatMap(({ remedy }) => remedy ?? [])
  return {
    code: first.code,
    message: `Nothing was changed, because ${[...away.keys()].join(', ')} could not be read.`,
    detail: [first, ...others].map(({ message }) => message).join('\n'),
    ...(remedies.length === 0 ? {} : { remedy: [...new Set(remedies)].join('\n') }),
  }
}

function unfit(errors: readonly Finding[]): ErrorData {
  const names = [...new Set(errors.map((one) => one.machine))]
  return {
    code: 'unfit',
    message: `Nothing was changed, because ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not fit for what cloud.yaml says.`,
    detail: errors.map((one) => `${one.machine}: ${one.what}`).join('\n'),
    remedy: [...new Set(errors.flatMap((one) => one.remedy ?? []))].join('\n'),
  }
}
