/** What a schema has against an input, by the path of the field: the first sentence each. Pure. */

import type { z } from 'zod'
import { LANGUAGE } from '../ui/language.ts'

/** Paths are joined by dots: "networks.0.address"; "" is the input as a whole. */
export function problemsOf(schema: z.ZodType, input: unknown): Readonly<Record<string, string>> {
  const parsed = schema.safeParse(input, { error: plainly })
  const problems: Record<string, string> = {}
  for (const issue of parsed.success ? [] : parsed.error.issues) problems[issue.path.join('.')] ??= said(issue)
  return problems
}

/** Of a name in a record zod says only that it is wrong; why stands inside. */
function said(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message
}

const NEEDED = 'Something is needed here.'

/** Of rules that have no words of their own: zod's are for programmers. Undefined: zod's stand. */
function plainly(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'too_small': {
      const least = Number(issue.minimum).toLocaleString(LANGUAGE)
      if (issue.origin === 'string') return Number(issue.minimum) === 1 ? NEEDED : `${least} characters at least.`
      return issue.origin === 'array' && Number(issue.minimum) === 1 ? NEEDED : `${least} at least.`
    }
    case 'too_big': {
      const most = Number(issue.maximum).toLocaleString(LANGUAGE)
      return issue.origin === 'string' ? `${most} characters at most.` : `${most} at most.`
    }
    case 'invalid_type':
      if (issue.expected === 'int') return 'A whole number is needed.'
      if (issue.expected === 'number') return 'A number is needed.'
      return issue.input === undefined ? NEEDED : undefined
    case 'invalid_value':
      return issue.input === undefined ? NEEDED : undefined
    // Of a name among others, like an extra spec's: what its own rule says.
    case 'invalid_key':
      return issue.issues[0]?.message
    default:
      return undefined
  }
}
