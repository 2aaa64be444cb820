/** Everything that can keep an instance from a host: Placement, and the filters Nova 2025.1 has by default. */
import { traitsOf } from './amounts.ts'
import { capabilityRefusals } from './capabilities.ts'
import { imageRefusals } from './imageNeeds.ts'
import { shortages } from './room.ts'
import type { ComputeNow, FilterName, ForecastWanted, Refusal, WantedGroup } from './wanted.ts'

export interface Around {
  readonly wanted: ForecastWanted
  /** By Placement's names. */
  readonly amounts: Readonly<Record<string, number>>
  /** Hosts that have instances of the server group. */
  readonly groupHosts: readonly string[]
}

/** All reasons, although the first is enough for Nova: who mends one wants to know of the next. */
export function refusalsOf(compute: ComputeNow, around: Around): Refusal[] {
  const { amounts, wanted } = around
  const { group, host, imageProperties, size, zone } = wanted
  return [
    ...state(compute),
    ...said(
      'Requested host',
      host !== undefined && host !== compute.host ? `The host ${host} is asked for.` : undefined,
    ),
    ...said(
      'Placement',
      zone !== undefined && zone !== compute.zone ? `It is in the zone ${compute.zone}, not in ${zone}.` : undefined,
      ...traits(compute, wanted),
      ...shortages(compute, amounts),
    ),
    ...capabilityRefusals(compute, size.extraSpecs),
    ...imageRefusals(compute, imageProperties),
    ...(group === undefined ? [] : together(compute, group, around.groupHosts)),
  ]
}

function said(filter: FilterName, ...whys: readonly (string | undefined)[]): Refusal[] {
  return whys.flatMap((why) => (why === undefined ? [] : [{ filter, why }]))
}

function state({ disabledReason, isEnabled, isUp }: ComputeNow): Refusal[] {
  const reason = disabledReason === undefined || disabledReason === '' ? '' : ` (${disabledReason})`
  return said(
    'ComputeFilter',
    isEnabled ? undefined : `It is disabled${reason}.`,
    isUp ? undefined : 'It is down: Nova has not heard of its nova-compute lately.',
  )
}

function traits({ traits: has }: ComputeNow, wanted: ForecastWanted): string[] {
  if (has === undefined) return []
  const { forbidden, required } = traitsOf(wanted)
  return [
    ...required.filter((one) => !has.includes(one)).map((one) => `It lacks the trait ${one}, which is required.`),
    ...forbidden.filter((one) => has.includes(one)).map((one) => `It has the trait ${one}, which is forbidden.`),
  ]
}

function together({ members }: ComputeNow, group: WantedGroup, hosts: readonly string[]): Refusal[] {
  const { maxPerHost = 1, name, policy } = group
  if (policy === 'anti-affinity' && members >= maxPerHost)
    return said(
      'ServerGroupAntiAffinityFilter',
      `It has ${members} of the group ${name} already; the group allows ${maxPerHost} on one host.`,
    )
  if (policy === 'affinity' && hosts.length > 0 && members === 0)
    return said('ServerGroupAffinityFilter', `The group ${name} keeps together, and runs on ${hosts.join(', ')}.`)
  return []
}
