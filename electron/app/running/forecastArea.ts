/** Whether new instances would fit. What was read is kept for a moment: a form asks again with every change. */
import { type ForecastFacts, forecastFacts, forecastOf } from '../../../provisioner/index.ts'
import type { Area } from '../area.ts'
import type { CloudClient, CloudClients } from './cloudClients.ts'
import { lookingAt } from './lookingAt.ts'

/** Milliseconds what is known of the hosts counts as now: as long as their rows do elsewhere in the window. */
const FRESH = 3_000

interface Known {
  readonly os: CloudClient['looking']
  readonly facts: Promise<ForecastFacts>
  readonly at: number
}

/** @param now milliseconds, of a clock that never goes back */
export function forecastArea(
  clients: Pick<CloudClients, 'of' | 'worded'>,
  now: () => number = () => performance.now(),
): Area<'servers.forecast'> {
  const looking = lookingAt(clients)
  const known = new Map<string, Known>()
  const factsOf = (cloud: string, os: Known['os']): Promise<ForecastFacts> => {
    const before = known.get(cloud)
    if (before !== undefined && before.os === os && now() - before.at < FRESH) return before.facts
    const facts = forecastFacts(os)
    known.set(cloud, { os, facts, at: now() })
    // What failed is asked anew the next time.
    facts.catch(() => known.delete(cloud))
    return facts
  }
  return {
    requests: {
      'servers.forecast': ({ cloud, ...question }) =>
        looking(cloud, async (os) => forecastOf(os, question, await factsOf(cloud, os))),
    },
    streams: {},
    async [Symbol.asyncDispose]() {},
  }
}
