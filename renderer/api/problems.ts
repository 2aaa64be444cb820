/** What a schema has against an input, by the path of the field: the first sentence each. Pure. */
import type { z } from 'zod'

/** Paths are joined by dots: "networks.0.address"; "" is the input as a whole. */
export function problemsOf(schema: z.ZodType, input: unknown): Readonly<Record<string, string>> {
  const parsed = schema.safeParse(input)
  const problems: Record<string, string> = {}
  for (const { path, message } of parsed.success ? [] : parsed.error.issues) problems[path.join('.')] ??= message
  return problems
}
