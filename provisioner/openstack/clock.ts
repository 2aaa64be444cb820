/** What time it is for the services: "changed since" is their question, and a laptop's clock may be wrong. */
import type { ServiceType } from '../actions/apiCall.ts'

export interface ServiceClock {
  /** Milliseconds since the epoch as the service counts them; up to a second behind, never ahead. This computer's time before any answer. */
  now(service: ServiceType): number
  /** Takes note of an answer's Date header. */
  heard(service: ServiceType, date: string | null): void
}

export function serviceClock(local: () => number = Date.now): ServiceClock {
  const ahead = new Map<ServiceType, number>()
  let anyAhead = 0
  return {
    now: (service) => local() + (ahead.get(service) ?? anyAhead),
    heard(service, date) {
      const told = Date.parse(date ?? '')
      if (Number.isNaN(told)) return
      anyAhead = told - local()
      ahead.set(service, anyAhead)
    },
  }
}
