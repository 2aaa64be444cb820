/** cloud.yaml read, checked and resolved: the one door from text to Cloud. */
import type { Cloud } from './cloud.ts'
import { checkMachines } from './machines.ts'
import { checkNetworks } from './networks.ts'
import { type Notice, noticesOf } from './notices.ts'
import { checkPlacement } from './placement.ts'
import { invalidCloud, type Problem } from './problem.ts'
import { checkProviderNics, resolve } from './resolve.ts'
import { ANY_SETTINGS, type CloudFile, type SettingsSchemas } from './schema.ts'
import { shapeOf } from './shape.ts'
import { readYaml } from './yamlText.ts'

/** What the person should know although nothing is wrong, and every problem where something is. */
export interface CheckedCloud {
  /** Absent when there are problems. */
  readonly cloud?: Cloud
  /** As far as the text could be understood, problems or not. */
  readonly file: CloudFile
  readonly problems: readonly Problem[]
  readonly notices: readonly Notice[]
}

/**
 * Reads cloud.yaml and never throws: editors and the window show the problems where they are.
 * @param settings schemas of the components' settings, for problems with line numbers there too
 */
export function checkCloud(text: string, settings: SettingsSchemas = ANY_SETTINGS): CheckedCloud {
  const yaml = readYaml(text)
  if (yaml.data === undefined || yaml.data === null) {
    const empty = {
      line: 1,
      column: 1,
      where: '',
      message: 'The file is empty. "stackstead init" writes one to start from.',
    }
    const { file } = shapeOf(yaml.partial() ?? {}, settings)
    return { file, problems: yaml.problems.length > 0 ? yaml.problems : [empty], notices: [] }
  }
  const shape = shapeOf(yaml.data, settings)
  const checks = [checkMachines, checkNetworks, checkPlacement, checkProviderNics]
  const mistakes = [...shape.mistakes, ...checks.flatMap((check) => check(shape))]
  const problems = [...yaml.problems, ...mistakes.map(yaml.place)]
  problems.sort((a, b) => a.line - b.line || a.column - b.column)
  const { file } = shape
  if (problems.length > 0) return { file, problems, notices: [] }
  const cloud = resolve(file)
  return { cloud, file, problems, notices: noticesOf(cloud, file) }
}

/** Reads cloud.yaml. Throws `invalid-input` whose message lists every problem as file:line:column. */
export function readCloud(
  text: string,
  filename: string,
  settings: SettingsSchemas = ANY_SETTINGS,
): { readonly cloud: Cloud; readonly notices: readonly Notice[] } {
  const { cloud, problems, notices } = checkCloud(text, settings)
  if (cloud === undefined) throw invalidCloud(filename, problems)
  return { cloud, notices }
}

/** {@link readCloud} for callers that show no notices. */
export function parseCloud(text: string, filename: string, settings: SettingsSchemas = ANY_SETTINGS): Cloud {
  return readCloud(text, filename, settings).cloud
}
