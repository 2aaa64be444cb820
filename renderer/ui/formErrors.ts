/** What is wrong with a form's values, by field: the first sentence each. Pure. */
import type { z } from 'zod'

export type FieldErrors<V> = Readonly<Partial<Record<keyof V & string, string>>>

export function fieldErrors<V extends object>(schema: z.ZodType, values: V): FieldErrors<V> {
  const parsed = schema.safeParse(values)
  const errors: Record<string, string> = {}
  for (const issue of parsed.success ? [] : parsed.error.issues) {
    const field = String(issue.path[0] ?? '')
    errors[field] ??= issue.message
  }
  return errors as FieldErrors<V>
}
