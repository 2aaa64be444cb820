/** Fields of instances that several actions take, with Nova's limits (api-ref, Servers). */
import { z } from 'zod'
import { KEPT, keptText, NO_EMOJI, visibleLine } from './fields.ts'

export const tag = z
  .string()
  .min(1)
  .max(60, '60 characters at most.')
  .regex(/^(?!\.{1,2}$)[^/,]*$/, 'A tag has no slash and no comma.')
  .regex(KEPT, NO_EMOJI)

export const metadataKey = z
  .string()
  .min(1)
  .max(255)
  .regex(/^(?!\.{1,2}$)[a-zA-Z0-9\-_:. ]+$/, 'Letters, digits, spaces and - _ : . only.')

export const metadata = z.record(metadataKey, keptText.max(255, '255 characters at most.'))

export const serverDescription = visibleLine.max(255, '255 characters at most.')
