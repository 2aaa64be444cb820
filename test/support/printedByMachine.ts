/** What the facts of any step print on a bare machine and on one Stackstead made, so that whole plans can be asked for their commands. */
import type { Fact, Read } from '../../provisioner/core/fact.ts'
import { readOf } from './components.ts'

const table = (headings: readonly string[], ...data: readonly unknown[][]): string => JSON.stringify({ headings, data })
const UNIT = 'LoadState=loaded\nUnitFileState=disabled\nActiveState=inactive\nExecMainStartTimestamp='
/** Every collection the plan looks into, empty. */
const COLLECTIONS = [
  'services,endpoints,users,projects,roles,role_assignments,domains,regions,images,flavors,keypairs',
  'networks,subnets,routers,ports,security_groups,security_group_rules',
]
const EMPTY = Object.fromEntries(COLLECTIONS.flatMap((names) => names.split(',')).map((name) => [name, []]))
const ALEMBIC = { heads: ['b'], reached: ['a'], interrupted: false }
const CARDS = ['enp1s0', 'enp2s0'].map((ifname) => ({ ifname, mtu: 1500, flags: ['UP', 'LOWER_UP'], addr_info: [] }))
const MANIFEST = [
  ...['exists', 'file\t/etc/nova/nova.conf\tyes\tyes', "file\t/etc/nova/it's new.conf\tno\tyes", 'folder\t/etc/nova'],
  ...['own\t/var/lib/nova', 'package\tnova-api\tinstalled', 'passwd\tnova', 'group\tnova'],
]

/** A single object is not there; a list is empty. */
const answerOf = (question: string) =>
  question.includes('/os-keypairs/') ? { status: 404, body: null } : { status: 200, body: EMPTY }

/** Reads the facts of a machine on which nothing is as wanted: every step that can have commands has them. */
export function readOfBareMachine(facts: readonly Fact<unknown>[]): Read {
  const asked = (name: string): string[] => [
    ...new Set(facts.filter((one) => one.subject.name === name).map((one) => JSON.stringify(one.question))),
  ]
  const many = <A>(name: string, answer: A): A[] => asked(name).map(() => answer)
  const api = facts.map((one) => one.subject.name).find((name) => name.startsWith('api-')) ?? 'api-'
  const printed: Record<string, string> = {
    files: '',
    hosts: Buffer.from('@@ -0,0 +1 @@\n+# stackstead begin\n').toString('base64'),
    packages: '',
    'own-packages': asked('own-packages')
      .map((name) => JSON.parse(name) as string)
      .join('\n'),
    'kept-data': '',
    units: many('units', UNIT).join('\n\n'),
    answers: JSON.stringify(many('answers', false)),
    'broker-logins': JSON.stringify(many('broker-logins', 'silent')),
    databases: '',
    migrations: JSON.stringify(many('migrations', ALEMBIC)),
    [api]: JSON.stringify({
      answers: asked(api)
        .filter((one) => one.includes('"request"'))
        .map(answerOf),
    }),
    'openvswitch-module': '',
    openvswitch: [
      table(
        ['external_ids', 'other_config'],
        [
          ['map', []],
          ['map', []],
        ],
      ),
      table(['name', 'datapath_type', 'ports']),
      table(['_uuid', 'name']),
      table(['target']),
    ].join('\n'),
    network: JSON.stringify(CARDS),
    'ovn-connection': '',
    'nova-cells': JSON.stringify({ cells: [], hosts: [] }),
    virtualisation: 'counting|1|2|3|||\ncounting|1|2|3|||\tqemu\n',
    manifest: MANIFEST.join('\n'),
    'network-devices': 'br-int\nbr-ex\novs-system\n',
    'running-guests': 'instance-00000001\n',
    'network-namespaces': 'ovnmeta-1234\n',
  }
  return readOf(facts, Object.fromEntries(Object.entries(printed).map(([name, stdout]) => [name, { stdout }])))
}
