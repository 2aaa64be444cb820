/** Moments of the APIs: all UTC, some without saying so, some with microseconds. */
import { z } from 'zod'

/** ISO 8601 with its zone, so that Date.parse means what the service meant. */
export const moment = z.string().transform((text) => (/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`))
