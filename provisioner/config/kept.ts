/** What parts keep on their machine and nobody could make again: the reason why such a part cannot simply be placed elsewhere. */
import type { PartId } from './parts.ts'

export interface Kept {
  readonly part: PartId
  /** What would be lost, after "the": "databases of all services". */
  readonly what: string
  /** What there is of it once there is something to lose (`name` as a pattern), and a file that only we write for this part. */
  readonly place: { readonly folder: string; readonly name: string; readonly mark: string }
  /**
   * Whose program, standing still, lets these paths be copied to another machine. Absent where it is not a copy that moves
   * it: the instances of a compute.
   */
  readonly carried?: { readonly package: string; readonly unit: string; readonly paths: readonly string[] }
}

export const KEPT: readonly Kept[] = [
  {
    part: 'mariadb',
    what: 'databases of all services',
    place: { folder: '/var/lib/mysql', name: 'keystone', mark: '/etc/mysql/mariadb.conf.d/90-stackstead.cnf' },
    carried: { package: 'mariadb-server', unit: 'mariadb', paths: ['/var/lib/mysql'] },
  },
  {
    part: 'keystone',
    what: 'keys by which tokens and credentials are encrypted',
    place: { folder: '/etc/keystone/credential-keys', name: '*', mark: '/etc/keystone/keystone.conf' },
    carried: {
      package: 'keystone',
      unit: 'keystone',
      paths: ['/etc/keystone/credential-keys', '/etc/keystone/fernet-keys'],
    },
  },
  {
    part: 'glance',
    what: 'files of the images',
    place: { folder: '/var/lib/glance/images', name: '*', mark: '/etc/glance/glance-api.conf' },
    carried: { package: 'glance-api', unit: 'glance-api', paths: ['/var/lib/glance/images'] },
  },
  {
    part: 'ovn-central',
    what: 'databases of OVN, which hold all networks',
    place: { folder: '/var/lib/ovn', name: 'ovnnb_db.db', mark: '/etc/default/ovn-central' },
    carried: { package: 'ovn-central', unit: 'ovn-central', paths: ['/var/lib/ovn'] },
  },
  {
    part: 'nova-compute',
    what: 'disks of instances',
    // Folders of instances are called by their ids; others beside them (_base, locks) are made again.
    place: { folder: '/var/lib/nova/instances', name: '*-*-*-*-*', mark: '/etc/nova/nova.conf' },
  },
]
