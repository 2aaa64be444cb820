/** Microversions: which ones a service knows, and which of them a request is sent in (API guidelines, microversions). */
import { z } from 'zod'
import { StacksteadError } from '../core/errors.ts'

export interface VersionRange {
  readonly min: string
  readonly max: string
}

const version = z
  .object({
    id: z.string(),
    min_version: z.string().default(''),
    // Nova says "version" and Placement "max_version".
    version: z.string().default(''),
    max_version: z.string().default(''),
  })
  .transform((row) => ({ min: row.min_version, max: row.max_version || row.version }))

/** One version where the address names it, all of them where it does not. Undefined: a service that has no microversions. */
export const versionDocument = z
  .union([
    z.object({ version }).transform((body) => [body.version]),
    z.object({ versions: z.array(version) }).transform((body) => body.versions),
  ])
  .transform(
    (all): VersionRange | undefined => all.filter(({ max }) => max !== '').sort((a, b) => order(b.max, a.max))[0],
  )

/** The version a request is sent in: the wanted one, or the newest the cloud knows. Throws `api` where even its oldest is newer. */
export function negotiated(attempted: string, wanted: string, known: VersionRange | undefined): string {
  if (known === undefined) return wanted
  const [service = '', number = ''] = wanted.split(' ')
  if (order(number, known.min) < 0) {
    throw new StacksteadError({
      code: 'api',
      message: `${attempted} failed: the cloud's ${service} API begins with version ${known.min}, Stackstead speaks ${number}.`,
      remedy: 'This cloud is newer than this Stackstead: use a newer one.',
    })
  }
  return order(number, known.max) > 0 ? `${service} ${known.max}` : wanted
}

/** 2.9 comes before 2.87. */
function order(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => text.split('.').map(Number))
  return (a?.[0] ?? 0) - (b?.[0] ?? 0) || (a?.[1] ?? 0) - (b?.[1] ?? 0)
}
