/** When something is to end: the choices offered, and the moment that follows from one. Pure. */

export const EXPIRIES = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: 'at', label: 'On a day of your choice' },
  { value: 'never', label: 'Never by itself' },
] as const
export type Expiry = (typeof EXPIRIES)[number]['value']

const DAY = 24 * 3_600_000

/**
 * @param day "2026-12-31", where a day was chosen: it ends with that day in the person's own time zone
 * @returns undefined where it never ends, or there is no such day
 */
export function expiresAt(expiry: Expiry, day: string, now: number): string | undefined {
  if (expiry === 'never') return undefined
  if (expiry !== 'at') return whole(now + Number(expiry) * DAY)
  const end = Date.parse(`${day}T23:59:59`)
  return Number.isNaN(end) ? undefined : whole(end)
}

/** What is wrong with the day. */
export function expiryProblem(expiry: Expiry, day: string, now: number): string | undefined {
  if (expiry !== 'at') return undefined
  const end = expiresAt(expiry, day, now)
  if (end === undefined) return 'Choose the day.'
  return Date.parse(end) <= now ? 'That day is over.' : undefined
}

/** Keystone takes whole seconds in UTC. */
function whole(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
}
