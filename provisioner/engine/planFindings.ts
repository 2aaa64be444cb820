/** What is to be known of a plan and stands in none of its steps: data that would be left behind, machines that are, or are another cloud's. */
import { basename } from 'node:path'
import type { Cloud } from '../config/cloud.ts'
import { KEPT } from '../config/kept.ts'
import { quote } from '../core/command.ts'
import { StacksteadError } from '../core/errors.ts'
import type { Read } from '../core/fact.ts'
import type { MachineName } from '../core/machine.ts'
import { type Finding, movedFindings } from '../preflight/index.ts'
import { otherFindings } from './otherClouds.ts'
import type { Project } from './project.ts'
import { readWanted } from './wanted.ts'

type Reads = ReadonlyMap<MachineName, Read>

/** @param reads the facts the plan itself was checked by, and {@link OWNER_FACTS} */
export async function planFindings(
  project: Pick<Project, 'cloud' | 'id' | 'runsFolder'>,
  reads: Reads,
): Promise<Finding[]> {
  return [...otherFindings(project, reads), ...movedFindings(project.cloud, reads), ...(await leftMachines(project))]
}

/** Throws where applying would begin a service anew beside the data it had. */
export function refuseLosses(cloud: Cloud, reads: Reads): void {
  const losses = movedFindings(cloud, reads)
  if (losses.length === 0) return
  throw new StacksteadError({
    code: 'invalid-input',
    message: 'Nothing was changed, because data would be left behind.',
    detail: losses.map(({ what }) => what).join('\n'),
    remedy: losses.flatMap(({ remedy }) => remedy ?? []).join('\n'),
  })
}

/** Machines a deployment was begun with that cloud.yaml names no more: nothing connects to them. */
export async function leftMachines(project: Pick<Project, 'cloud' | 'runsFolder'>): Promise<Finding[]> {
  const { machines } = project.cloud
  const named = new Set(machines.map(({ name }) => name))
  const login = (['user', 'key'] as const).flatMap((option) => {
    const [one, ...others] = new Set(machines.map(({ ssh }) => ssh[option]))
    return one === undefined || others.length > 0 ? [] : [` --${option} ${quote(one)}`]
  })
  return Object.entries(await readWanted(project))
    .filter(([name]) => !named.has(name))
    .map(([machine, { address, parts }]) => {
      const kept = KEPT.filter(({ part }) => parts.includes(part)).map(({ what, part }) => `the ${what} (${part})`)
      const data = kept.length === 0 ? '' : ` What it held goes with it unless you carried it over: ${kept.join(', ')}.`
      return {
        id: 'left',
        machine,
        level: 'warning',
        what: `${machine} is not in cloud.yaml any more and is left as it is.`,
        why: `What was installed on it goes on running, beside the cloud and with settings nobody keeps.${data}`,
        remedy: `Write it back to keep it. To clean it, describe it alone and destroy that: "stackstead init --file ${machine}.yaml --machine ${machine}=${address}${login.join('')}", a copy of the secrets to which it belongs beside that file ("cp ${basename(project.runsFolder)}.secrets ${machine}.secrets"), then "stackstead destroy --file ${machine}.yaml".`,
      }
    })
}
