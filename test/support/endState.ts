/** What a deployed cloud is, without what differs each time: everything on its machines, and every object its databases know. */
import type { LabRoom } from './labRoom.ts'
import { LISTING } from './listing.ts'

/** Each tells its rows by what a person knows them by, so that one made twice shows. */
const OBJECTS = [
  'keystone service: CONCAT(type, " ", JSON_VALUE(extra, "$.name"))',
  'keystone endpoint: CONCAT(interface, " ", url)',
  'keystone local_user: name',
  'keystone project: name',
  'keystone role: name',
  'nova_api cell_mappings: IFNULL(name, "cell0")',
  'nova_api host_mappings: host',
  'nova_api flavors: name',
  'nova_api key_pairs: name',
  'nova services: CONCAT(host, " ", `binary`)',
  'placement resource_providers: name',
  'glance images: CONCAT(name, " ", status)',
  'neutron networks: name',
  'neutron subnets: CONCAT(name, " ", cidr)',
  'neutron routers: name',
  'neutron securitygroups: name',
  'neutron securitygrouprules: CONCAT(direction, " ", IFNULL(protocol, "all"))',
].map((line) => {
  const [, database, table, what] = /^(\S+) (\S+): (.*)$/.exec(line) ?? []
  return `SELECT '${database}.${table}', ${what} FROM ${database}.${table}`
})

/** Names that are made up anew each time, and what databases and brokers name their own files. */
const PASSING =
  /^(?:path \/(?:var\/lib\/(?:mysql|rabbitmq|openvswitch|ovn)|root\/\.cache|var\/cache)\/|content .*\/etc\/(?:passwd|group)$)/
const ID = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/g

/** Sorted lines; the same of two clouds that were made the same. */
export async function endState(room: LabRoom, machines: readonly string[], database: string): Promise<string> {
  const listings = machines.map(async (machine) => {
    const lines = (await room.ssh(machine, LISTING)).split('\n').filter((line) => !PASSING.test(line))
    return lines.map((line) => `${machine} ${line}`)
  })
  const rows = room.ssh(database, `sudo mariadb -N <<'SQL'\n${OBJECTS.join(';\n')};\nSQL`)
  const all = [...(await Promise.all(listings)).flat(), ...(await rows).split('\n')]
  return all
    .map((line) => line.replace(ID, 'ID'))
    .sort()
    .join('\n')
}
