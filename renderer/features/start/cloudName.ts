/** The name of a new cloud as a form takes it: the contract's rule, and different from the others. */
import { z } from 'zod'
import { cloudId } from '../../../electron/contract/names.ts'

export function cloudName(taken: readonly string[]): z.ZodType<string, string> {
  return z
    .string()
    .min(1, 'Give the cloud a name, like home.')
    .pipe(cloudId)
    .refine((name) => !taken.includes(name), 'There is a cloud of this name already. Choose another.')
}
