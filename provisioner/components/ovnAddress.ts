/** Where OVN's databases listen, for those who read and write them. */
import { type Cloud, machineOf } from '../config/cloud.ts'

/** Source: ovn-nb(5) and ovn-sb(5), the ports OVN's tools use when none is named. */
export const OVN_PORTS = { northbound: 6641, southbound: 6642 } as const

/** The name ML2 and ovn-bridge-mappings know the provider network by (OpenStack's installation guide: physnet1). */
export const PHYSICAL_NETWORK = 'physnet1'

export interface OvnAddress {
  readonly central: string
  readonly northbound: number
  readonly southbound: number
}

export function ovnAddress(cloud: Cloud): OvnAddress {
  return { central: machineOf(cloud, 'ovn-central').management, ...OVN_PORTS }
}
