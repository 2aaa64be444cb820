/** Fields many inputs share, each with the limit its service documents. */
import { z } from 'zod'

/** Ids of the APIs: UUIDs, and whatever an administrator gave a flavor or an aggregate. */
export const id = z
  .string()
  .min(1)
  .max(255)
  .regex(/^(?!\.{1,2}$)[^\u0000-\u001f\u007f/\p{Cs}]+$/u, 'That is not an id.')

/**
 * The tables of all services hold signs with codes of four digits only (mysql_charset utf8). Glance says so when it refuses
 * others; Neutron ends with status 500, and Keystone with no answer at all.
 */
export const KEPT = /^[^\p{Cs}\u{10000}-\u{10FFFF}]*$/u
export const NO_EMOJI = 'OpenStack keeps neither emoji nor other signs with codes of more than four digits.'

/** Nova, Neutron, Glance and Keystone: 1 to 255 characters (api-ref of each). Nothing that ends a line. */
export const name = z
  .string()
  .trim()
  .min(1, 'A name is needed.')
  .max(255, '255 characters at most.')
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'One line only.')
  .regex(KEPT, NO_EMOJI)

/**
 * Nova's rule for names and descriptions (nova/api/validation/parameter_types.py): signs that can be seen, of those with codes
 * of four digits; a mark for writing from right to left and every emoji are refused.
 */
const VISIBLE = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u{FFFF}-\u{10FFFF}]*$/u

export const visibleName = name.regex(VISIBLE, 'Nova takes neither emoji nor signs that cannot be seen.')

export const visibleLine = z
  .string()
  .trim()
  .regex(VISIBLE, 'One line, without emoji or signs that cannot be seen: Nova takes no other.')

/** What no service keeps and no shell can say: NUL, and halves of signs, which no address and no file can hold. */
const NO_NUL = /^[^\u0000\p{Cs}]*$/u

/** Any text, of several lines too. */
export const text = z.string().regex(NO_NUL, 'A NUL character is in it, or half of a sign.')

/** The same, for what a service keeps. */
export const keptText = text.regex(KEPT, NO_EMOJI)

export const description = keptText.max(255, '255 characters at most.')

/** What people call things that are named elsewhere: a zone, a host, a key pair. */
export const label = z
  .string()
  .min(1, 'A name is needed.')
  .max(255, '255 characters at most.')
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'One line only.')
  .regex(KEPT, NO_EMOJI)

/** What is acted on: the id decides, the name is for the words about it. */
export const target = z.strictObject({ id, name: text.max(1024) })
export type Target = z.output<typeof target>
