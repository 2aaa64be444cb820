/** The names of new clouds as forms take them: the contract's rules, and different from the others. */
import { z } from 'zod'
import { cloudId, labName } from '../../../electron/contract/names.ts'

export function cloudName(taken: readonly string[]): z.ZodType<string, string> {
  return newName('home', cloudId, taken)
}

/** A cloud of practice machines is called like their lab, whose names are shorter and plainer. */
export function practiceName(taken: readonly string[]): z.ZodType<string, string> {
  return newName('practice', labName, taken)
}

function newName(
  example: string,
  rule: z.ZodType<string, string>,
  taken: readonly string[],
): z.ZodType<string, string> {
  return z
    .string()
    .min(1, `Give the cloud a name, like ${example}.`)
    .pipe(rule)
    .refine((name) => !taken.includes(name), 'There is a cloud of this name already. Choose another.')
}
