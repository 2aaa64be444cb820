/** What carries the mark of a run of a recipe, found in the cloud itself: no journal is needed to know what was made. */
import type { FloatingIp } from '../../openstack/floatingIps.ts'
import type { Openstack } from '../../openstack/openstack.ts'
import type { Port } from '../../openstack/ports.ts'
import type { Kind } from '../../recipes/makers.ts'
import { type Mark, markInDescription, markInMetadata, markInName } from '../../recipes/marks.ts'
import type { Result } from '../../recipes/parts.ts'

export interface FoundThing extends Mark {
  readonly kind: Kind
  readonly id: string
  readonly name: string
  /** What later parts refer to. */
  readonly result: Result
}

/** Of every run in the project that asks, or of one. Neutron shows administrators what is in every project. */
export async function foundThings(os: Openstack, run?: string): Promise<FoundThing[]> {
  const { project } = await os.session.token()
  const ours = <T extends { readonly projectId: string }>(rows: readonly T[]): T[] =>
    rows.filter(({ projectId }) => projectId === project.id)
  const [servers, ...others] = await Promise.all([
    os.servers.list(),
    os.floatingIps.list(),
    os.ports.list(),
    os.securityGroups.list(),
    os.serverGroups.list(),
    os.keypairs.list(),
  ])
  const [floatingIps, ports, groups] = [ours(others[0]), ours(others[1]), ours(others[2])]
  const [serverGroups, keypairs] = [others[3], others[4]]
  const found: (FoundThing | undefined)[] = [
    // Deleted, and only kept for whoever wants it back.
    ...servers
      .filter(({ status }) => status !== 'SOFT_DELETED')
      .map(({ id, metadata, name }) => thing('server', markInMetadata(metadata), { id, name })),
    ...floatingIps.map((one) =>
      thing('floatingIp', markInDescription(one.description), floatingIpResult(one), one.address),
    ),
    ...ports.map((one) => thing('port', markInDescription(one.description), portResult(one), one.name)),
    ...groups.map(({ description, id, name }) => thing('securityGroup', markInDescription(description), { id, name })),
    ...groups.flatMap(({ rules }) =>
      rules.map(({ description, id }) => thing('rule', markInDescription(description), { id })),
    ),
    ...serverGroups.map(({ id, name }) => thing('serverGroup', markInName(name), { id, name })),
    ...keypairs.map(({ name }) => thing('keypair', markInName(name), { name }, name, name)),
  ]
  return found.filter((one) => one !== undefined && (run === undefined || one.run === run)) as FoundThing[]
}

export function floatingIpResult({ address, id }: FloatingIp): Result {
  return { id, address }
}

export function portResult({ addresses, id }: Port): Result {
  return { id, address: addresses[0]?.address ?? '' }
}

function thing(
  kind: Kind,
  mark: Mark | undefined,
  result: Result,
  name: string = result.name ?? '',
  id: string = result.id ?? '',
): FoundThing | undefined {
  return mark === undefined ? undefined : { kind, ...mark, id, name, result }
}
