/** The forecast in words: does it fit, where, and if not, what keeps it away. Pure. */
import type { HostForecast, PlacementForecast } from '../../../../electron/contract/index.ts'
import type { StatusKind } from '../../../ui/Status.tsx'
import { count, shortList } from '../../../ui/words.ts'

export interface Verdict {
  readonly kind: StatusKind
  readonly headline: string
  readonly explains?: string
}

export function verdict({ count: wanted, fits, hidden, hosts = [], quota }: PlacementForecast): Verdict {
  const refused = quota.filter((one) => one.refused !== undefined)
  if (refused.length > 0) return { kind: 'failed', headline: 'The quota refuses it' }
  if (fits === undefined)
    return { kind: 'works', headline: 'The quota allows it', ...(hidden === undefined ? {} : { explains: hidden }) }
  if (fits >= wanted) return { kind: 'works', headline: 'It fits', explains: whereWords(hosts) }
  if (hosts.length === 0)
    return { kind: 'failed', headline: 'There is no compute', explains: 'No machine of this cloud runs nova-compute.' }
  if (fits === 0) return { kind: 'failed', headline: 'It fits nowhere' }
  return {
    kind: 'failed',
    headline: `Only ${fits} of ${wanted} fit`,
    explains: 'Nova starts all of them or none.',
  }
}

function whereWords(hosts: readonly HostForecast[]): string {
  const getting = hosts.filter(({ gets }) => gets > 0)
  const [first] = getting
  if (getting.length === 1 && first !== undefined) return `Likely on ${first.host}.`
  return `Likely ${shortList(getting.map(({ gets, host }) => `${gets} on ${host}`))}.`
}

/** Of a host that takes some: "takes 1, room for 3". */
export function roomWords({ gets, room }: HostForecast): string {
  const more = room > 1_000 ? 'room for many' : `room for ${room}`
  return gets === 0 ? more : `takes ${gets}, ${more}`
}

/** The hosts worth a line, the most telling first, and how many there are besides. */
export function shownHosts(
  { fits = 0, hosts = [], count: wanted }: Pick<PlacementForecast, 'fits' | 'hosts' | 'count'>,
  most: number,
): { readonly hosts: readonly HostForecast[]; readonly rest: string | undefined } {
  const isFitting = fits >= wanted
  // Where it fits one wants to know where; where not, why not.
  const rank = ({ gets, refusals }: HostForecast): number => (isFitting ? -gets : refusals.length === 0 ? 1 : 0)
  const sorted = [...hosts].sort((a, b) => rank(a) - rank(b))
  const rest = sorted.length - most
  return { hosts: sorted.slice(0, most), rest: rest > 0 ? `${count(rest, 'more host')}` : undefined }
}
