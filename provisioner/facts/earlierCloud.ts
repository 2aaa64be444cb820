/** What an OpenStack on this machine has left or is: packages, configuration, databases, bridges, and whether it is ours. */
import { sh } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'
import { CLOUD_NOTE, type NotedCloud, parseNotedCloud } from './notedCloud.ts'

export interface EarlierCloud {
  /** Stackstead's own notes are here: what is found is a cloud it made, or what is left of one. */
  readonly ours: boolean
  /** Which cloud that is. */
  readonly noted: NotedCloud | undefined
  /** OpenStack and Open vSwitch packages that are installed. */
  readonly packages: readonly string[]
  /** The same, removed but not purged: their old configuration is still there. */
  readonly removed: readonly string[]
  /** Folders of configuration and state. */
  readonly folders: readonly string[]
  /** OpenStack databases in MariaDB's data folder. */
  readonly databases: readonly string[]
  /** Open vSwitch bridges. */
  readonly bridges: readonly string[]
}

const PACKAGES = ['nova-*', 'neutron-*', 'keystone', 'glance-*', 'placement-api', 'cinder-*', 'openstack-dashboard*']
const FOLDERS = ['nova', 'neutron', 'keystone', 'glance', 'placement', 'cinder', 'openstack-dashboard']
const DATABASES = ['nova', 'nova_api', 'nova_cell0', 'neutron', 'keystone', 'glance', 'placement', 'cinder']

export const earlierCloud: Fact<EarlierCloud> = singleFact(
  'earlier-cloud',
  sh`
    for note in files packages; do [ ! -s /var/lib/stackstead/$note ] || echo ours; done
    [ ! -s ${CLOUD_NOTE} ] || sed 's/^/cloud\t/' ${CLOUD_NOTE}
    dpkg-query -W -f '\${db:Status-Status}\t\${Package}\n' ${[...PACKAGES, 'openvswitch-*', 'ovn-*']} 2>/dev/null \
      | grep -E '^(installed|half|unpacked|trigger|config-files)'
    for name in ${FOLDERS}; do
      for folder in /etc/$name /var/lib/$name; do [ ! -d "$folder" ] || printf 'folder\t%s\n' "$folder"; done
    done
    for name in ${DATABASES}; do [ ! -d "/var/lib/mysql/$name" ] || printf 'database\t%s\n' "$name"; done
    if command -v ovs-vsctl >/dev/null; then ovs-vsctl --timeout=3 list-br 2>/dev/null | sed 's/^/bridge\t/'; fi
    true`,
  (result) => {
    const rows = result.stdout.split('\n').map((line) => line.split('\t'))
    const named = (...kinds: string[]) =>
      rows.flatMap(([kind = '', name]) => (name && kinds.includes(kind) ? [name] : []))
    return {
      ours: rows.some(([kind]) => kind === 'ours'),
      noted: rows.flatMap(([kind, ...fields]) => (kind === 'cloud' ? [parseNotedCloud(fields.join('\t'))] : []))[0],
      packages: rows.flatMap(([kind = '', name]) =>
        name && /^(installed|half|unpacked|trigger)/.test(kind) ? [name] : [],
      ),
      removed: named('config-files'),
      folders: named('folder'),
      databases: named('database'),
      bridges: named('bridge'),
    }
  },
)
