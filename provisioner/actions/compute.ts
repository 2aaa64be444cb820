/** What all actions on Nova share: the version of its API, and the command that speaks it. */

/** The newest that changes what Stackstead reads or sends: pinned zones. 2.98 and 2.100 make each row of a listing longer. */
export const COMPUTE = { service: 'compute', microversion: 'compute 2.96' } as const

/** 2.87 is the newest that still tells a hypervisor's CPUs and memory (2.88 took them out). */
export const HYPERVISOR = { service: 'compute', microversion: 'compute 2.87' } as const

/** The beginning of a command with an option that is newer than 2.1, which python-openstackclient speaks unless told. */
export function openstackAt(version: string): string[] {
  return ['openstack', '--os-compute-api-version', version]
}
