/** Whether so many instances fit, where, and if not, what keeps them from each host. Pure: the same world, the same forecast. */
import { amountsOf, traitsOf, untoldKeys } from './amounts.ts'
import { untoldCapabilities } from './capabilities.ts'
import { refusalsOf } from './filters.ts'
import { wantsKvm } from './imageNeeds.ts'
import { quotaForecast } from './quota.ts'
import { freeOf, roomOf } from './room.ts'
import { type Candidate, spread } from './spread.ts'
import type { ComputeNow, ForecastWanted, HostForecast, PlacementForecast, QuotaLimits } from './wanted.ts'

export interface ForecastWorld {
  readonly limits: QuotaLimits
  /** Words instead of computes: why whoever asks may not see them. */
  readonly computes: readonly ComputeNow[] | string
}

export function forecast(wanted: ForecastWanted, { computes, limits }: ForecastWorld): PlacementForecast {
  const { count } = wanted
  const quota = quotaForecast(wanted, limits)
  if (typeof computes === 'string')
    return { count, fits: undefined, hosts: undefined, hidden: computes, quota, notes: [] }
  const hosts = hostForecasts(wanted, computes)
  return { count, fits: hosts.reduce((sum, { gets }) => sum + gets, 0), hosts, quota, notes: notesOf(wanted, computes) }
}

function hostForecasts(wanted: ForecastWanted, computes: readonly ComputeNow[]): HostForecast[] {
  const { count, group } = wanted
  const amounts = amountsOf(wanted)
  const groupHosts = computes.filter(({ members }) => members > 0).map(({ host }) => host)
  const looked = computes.map((compute) => {
    const refusals = refusalsOf(compute, { wanted, amounts, groupHosts })
    const candidate: Candidate = {
      host: compute.host,
      members: compute.members,
      room: refusals.length > 0 ? 0 : roomOf(compute, amounts),
      free: freeOf(compute),
    }
    return { compute, candidate, refusals }
  })
  const candidates = looked.filter(({ candidate }) => candidate.room > 0).map(({ candidate }) => candidate)
  const got = spread(candidates, count, amounts, group)
  return looked.map(({ candidate, compute, refusals }) => ({
    host: compute.host,
    zone: compute.zone,
    refusals,
    room: candidate.room,
    gets: got.get(compute.host) ?? 0,
    free: candidate.free,
  }))
}

function notesOf(wanted: ForecastWanted, computes: readonly ComputeNow[]): string[] {
  const untold = [...untoldKeys(wanted), ...untoldCapabilities(wanted.size.extraSpecs)]
  const { forbidden, required } = traitsOf(wanted)
  const isBlind = forbidden.length + required.length > 0 && computes.some(({ traits }) => traits === undefined)
  return [
    ...(untold.length === 0
      ? []
      : [`Nova also goes by ${untold.join(', ')}, of which its API does not tell enough for a forecast.`]),
    ...(wantsKvm(wanted.imageProperties)
      ? ['The image is for KVM. Nova says QEMU for hosts with and without it, so one without may still refuse.']
      : []),
    ...(isBlind ? ['The traits of some hosts are not known.'] : []),
  ]
}
