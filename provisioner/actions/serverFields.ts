/** Fields of instances that several actions take, with Nova's limits (api-ref, Servers). */
import { z } from 'zod'

export const tag = z
  .string()
  .min(1)
  .max(60, '60 characters at most.')
  .regex(/^[^/,]*$/, 'A tag has no slash and no comma.')

export const metadataKey = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[a-zA-Z0-9\-_:. ]+$/, 'Letters, digits, spaces and - _ : . only.')

export const metadata = z.record(metadataKey, z.string().max(255, '255 characters at most.'))

/** May have several lines, in which only line ends are not printable. */
export const serverDescription = z.string().trim().max(255, '255 characters at most.')
