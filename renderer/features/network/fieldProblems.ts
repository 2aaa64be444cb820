/** Problems of cloud.yaml that belong beside a field, and values of the file by path. Pure. */
import type { JsonSchema, Problem } from '../../../electron/contract/index.ts'

/** What is said about the value at a path, about a piece of it, or about its absence. */
export function problemsAt(problems: readonly Problem[], path: readonly string[]): readonly string[] {
  const own = path.join('.')
  const parent = path.slice(0, -1).join('.')
  const key = path.at(-1) ?? ''
  return problems
    .filter(
      ({ where, message }) =>
        where === own ||
        where.startsWith(`${own}[`) ||
        (where === parent && (message.startsWith(`${key} is missing`) || message.startsWith(`"${key}" `))),
    )
    .map((problem) => problem.message)
}

/** Problems that stand at none of the paths shown as fields. */
export function otherProblems(problems: readonly Problem[], shown: readonly (readonly string[])[]): readonly Problem[] {
  const said = new Set(shown.flatMap((path) => problemsAt(problems, path)))
  return problems.filter((problem) => !said.has(problem.message))
}

export function valueAt(file: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined,
    file,
  )
}

export function schemaAt(schema: JsonSchema, path: readonly string[]): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((at, key) => at?.properties?.[key], schema)
}

/** A description as the schema has it: what it means, and where upstream says so. */
export function meaning(description: string | undefined): { readonly words: string; readonly source?: string } {
  const [words = '', source] = (description ?? '').split(/\s*Source: /)
  return source === undefined ? { words } : { words, source }
}

/** A value as a text field shows it. */
export function shownValue(value: unknown): string {
  if (value === undefined || value === null) return ''
  return Array.isArray(value) ? value.join(', ') : String(value)
}

/** What is said of a machine whose card on the provider network nobody named; it stands at the machine's own key. */
export function unnamedCard(problems: readonly Problem[], machine: string): Problem | undefined {
  return problems.find(
    ({ where, message }) => where === `machines.${machine}` && message.startsWith('Its network card on the provider'),
  )
}
