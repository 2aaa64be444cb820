/** Writes cloud.yaml: from a file's fields, or from a Cloud so that reading it back gives the same Cloud. */
import { Document, isMap, isScalar, isSeq, type Pair, visit } from 'yaml'
import type { Cloud, CloudMachine } from './cloud.ts'
import { PARTS, type PartId } from './parts.ts'
import { place } from './placement.ts'
import type { CloudFile } from './schema.ts'

const HEAD =
  ' A cloud for Stackstead. "stackstead plan" shows what it would change on the machines, "stackstead apply" does it.'
const ONE_LINE: readonly string[] = ['management', 'provider', 'tenant', 'nics']
const COMMENTS: Readonly<Record<string, string>> = {
  machines: ' Roles: controller, network, compute. Each is a set of parts; "placement:" moves single ones.',
  networks:
    ' management: services listen here only. provider: the LAN for instances and floating IPs. tenant: private.',
  placement: ' Part: machine. Overrides the role that would carry the part.',
  settings: ' By component.',
}

/** The text of a cloud.yaml with these fields, commented, in the order a person reads them. */
export function writeCloudFile(file: CloudFile): string {
  const { name, region, ssh, machines, networks, placement, settings } = file
  const fields = { name, region, ssh, machines, networks, placement, settings }
  const document = new Document(withoutUndefined(fields), { aliasDuplicateObjects: false })
  document.commentBefore = HEAD
  visit(document, { Pair: (_, pair, path) => dress(pair, path.length) })
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}

/** The text of a cloud.yaml that reads back as this cloud. */
export function writeCloud(cloud: Cloud): string {
  const { provider, tenant, management } = cloud.networks
  const placement = movedParts(cloud)
  const range = provider && { ...provider, instances: `${provider.instances.first}-${provider.instances.last}` }
  return writeCloudFile({
    name: cloud.name,
    region: cloud.region,
    machines: Object.fromEntries(cloud.machines.map((machine) => [machine.name, machineEntry(machine)])),
    networks: {
      management,
      ...(range === undefined ? {} : { provider: { ...range, dns: [...range.dns] } }),
      tenant: { subnet: tenant.subnet, dns: [...tenant.dns] },
    },
    ...(Object.keys(placement).length === 0 ? {} : { placement }),
    ...(Object.keys(cloud.settings).length === 0 ? {} : { settings: cloud.settings }),
  })
}

function machineEntry(machine: CloudMachine) {
  const { host, ...ssh } = machine.ssh
  return {
    address: host,
    ...ssh,
    ...(machine.roles.length === 0 ? {} : { roles: [...machine.roles] }),
    ...(machine.management === host ? {} : { management: machine.management }),
    ...(machine.tunnel === machine.management ? {} : { tunnel: machine.tunnel }),
    ...(machine.providerNic === undefined ? {} : { nics: { provider: machine.providerNic } }),
  }
}

/** The parts that are not where the roles would put them. */
function movedParts(cloud: Cloud): Record<string, string | string[]> {
  const byRole = place(cloud.machines, {})
  const moved: [PartId, string | string[]][] = []
  for (const { id } of PARTS) {
    const on = cloud.machines.filter((machine) => machine.parts.includes(id)).map((machine) => machine.name)
    if (on.length === 0 || on.join() === byRole.get(id)?.join()) continue
    moved.push([id, on.length === 1 ? on.join() : on])
  }
  return Object.fromEntries(moved)
}

/** Comments and blank lines before the sections; lists, networks and NICs on one line each. */
function dress(pair: Pair, depth: number): void {
  const { key, value } = pair
  if (!isScalar(key)) return
  const comment = depth === 2 ? COMMENTS[String(key.value)] : undefined
  if (comment !== undefined) {
    key.commentBefore = comment
    key.spaceBefore = true
  }
  if (isSeq(value)) value.flow = true
  if (isMap(value) && ONE_LINE.includes(String(key.value)) && depth > 2) value.flow = true
}

function withoutUndefined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
