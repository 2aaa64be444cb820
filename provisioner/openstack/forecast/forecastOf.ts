/** A forecast for the running cloud: reads what it needs of Nova and Placement, as far as whoever asks may. */
import { StacksteadError } from '../../core/errors.ts'
import type { Openstack } from '../openstack.ts'
import type { ResourceProvider } from '../resourceProviders.ts'
import { traitsOf } from './amounts.ts'
import { type ComputeRows, computesOf } from './computes.ts'
import { forecast } from './forecast.ts'
import type { ForecastWanted, PlacementForecast, QuotaLimits } from './wanted.ts'

export interface ForecastQuestion extends Omit<ForecastWanted, 'group'> {
  readonly serverGroupId?: string | undefined
}

/** The same whatever is asked: may be kept for a moment while somebody fills in a form. */
export interface ForecastFacts {
  readonly limits: QuotaLimits
  /** Words instead: why the hosts are not told. */
  readonly rows: Pick<ComputeRows, 'services' | 'hypervisors' | 'providers'> | string
}

type Client = Pick<
  Openstack,
  'session' | 'computeQuotas' | 'computeServices' | 'hypervisors' | 'resourceProviders' | 'serverGroups' | 'servers'
>

const MEMBERS = 'Only administrators see the hosts, so this looks at the quota alone.'

export async function forecastFacts(os: Client): Promise<ForecastFacts> {
  const { roles } = await os.session.token()
  const [limits, rows] = await Promise.all([
    os.computeQuotas.limits(),
    roles.includes('admin') ? hostRows(os) : MEMBERS,
  ])
  return { limits, rows }
}

export async function forecastOf(
  os: Client,
  { serverGroupId, ...wanted }: ForecastQuestion,
  { limits, rows }: ForecastFacts,
): Promise<PlacementForecast> {
  if (typeof rows === 'string') return forecast(wanted, { limits, computes: rows })
  const { forbidden, required } = traitsOf(wanted)
  const [group, traits] = await Promise.all([
    groupOf(os, serverGroupId),
    forbidden.length + required.length === 0 ? undefined : allTraits(os, rows.providers),
  ])
  const computes = computesOf({
    ...rows,
    ...(traits === undefined ? {} : { traits }),
    ...(group === undefined ? {} : { groupHosts: group.hosts }),
  })
  return forecast({ ...wanted, group }, { limits, computes })
}

async function hostRows(os: Client): Promise<ForecastFacts['rows']> {
  try {
    const [services, hypervisors, providers] = await Promise.all([
      os.computeServices.list(),
      os.hypervisors.list(),
      os.resourceProviders.list(),
    ])
    return { services, hypervisors, providers }
  } catch (error) {
    // A cloud may let its administrators see less than others do.
    if (error instanceof StacksteadError && error.data.status === 403) return MEMBERS
    throw error
  }
}

/** The group with the hosts of its instances, one for each; undefined where there is no such group any more. */
async function groupOf(os: Client, id: string | undefined) {
  if (id === undefined) return undefined
  const found = (await os.serverGroups.list()).find((one) => one.id === id)
  if (found === undefined) return undefined
  const members = await Promise.all(found.serverIds.map((server) => os.servers.get(server)))
  return { ...found, hosts: members.flatMap((server) => server?.host ?? []) }
}

async function allTraits(os: Client, providers: readonly ResourceProvider[]) {
  return new Map(
    await Promise.all(providers.map(async (one) => [one.id, await os.resourceProviders.traits(one)] as const)),
  )
}
