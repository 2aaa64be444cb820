/** Problem: one thing wrong with cloud.yaml, at a place in the file. */
import { StacksteadError } from '../core/errors.ts'

export type Path = readonly (string | number)[]

/** Mistake: what a check found, by the path of the value (or key) it is about. */
export interface Mistake {
  readonly path: Path
  /** `key`: the name itself is wrong, not what it holds. Default `value`. */
  readonly on?: 'key' | 'value'
  /** What is wrong and what to write instead. */
  readonly message: string
}

/** The same with its place in the file; both count from 1. */
export interface Problem {
  readonly line: number
  readonly column: number
  /** machines.compute-1.roles[0]; empty for the whole file. */
  readonly where: string
  readonly message: string
}

/** machines.compute-1.roles[0] */
export function writtenPath(path: Path): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '')
}

/** One line a person (or an editor) can follow: file:line:column: where: what. */
export function problemLine(filename: string, problem: Problem): string {
  const where = problem.where === '' ? '' : `${problem.where}: `
  return `${filename}:${problem.line}:${problem.column}: ${where}${problem.message}`
}

/** All problems of a file as one error. */
export function invalidCloud(filename: string, problems: readonly Problem[]): StacksteadError {
  const lines = problems.map((one) => problemLine(filename, one))
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`
  return new StacksteadError({
    code: 'invalid-input',
    message: `${filename} has ${count}; nothing was changed.\n${lines.join('\n')}`,
    remedy: `Correct ${filename} at the place${problems.length === 1 ? '' : 's'} named and try again.`,
  })
}
