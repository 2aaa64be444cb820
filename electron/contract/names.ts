/** Names that come from the page: short, without control signs, and never a path of the page's choosing. */
import { z } from 'zod'

/** Id of a cloud in this app: its folder's name. */
export const cloudId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'Lower-case letters, digits and hyphens, 63 at most.')

/** The name of a practice lab, and of its cloud. */
export const labName = z.string().regex(/^[a-z0-9]{1,20}$/, 'Lower-case letters and digits, 20 at most.')

/** The name of a machine, as a hostname is written. */
export const machineName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'Lower-case letters, digits and hyphens, 63 at most.')

/** Id of a run: the name of its journal. */
export const runId = z.string().regex(/^[0-9TZ-]{10,40}-(apply|destroy)$/)

/** A word of a person: one line, of reasonable length. */
export const line = z
  .string()
  .max(1024)
  .refine((text) => !/[\0\r\n]/.test(text), 'One line only.')

/** A path a person typed or a file dialog gave. */
export const path = z
  .string()
  .min(1)
  .max(4096)
  .refine((text) => !text.includes('\0'), 'That is not a path.')

/** Goes from the page to the app, never back. */
export const secretText = z.string().max(4096)

export const ofCloud = z.strictObject({ cloud: cloudId })
