/** Names, ports and templates of Open vSwitch and OVN. */
import { z } from 'zod'
import type { Template } from '../../core/template.ts'

/** The bridge that holds the provider network's card. */
export const PROVIDER_BRIDGE = 'br-ex'

export const central: Template<{ address: string; northbound: number; southbound: number }> = {
  path: 'ovn/ovn-central.default.liquid',
  format: 'text',
  schema: z.object({ address: z.ipv4(), northbound: z.int(), southbound: z.int() }),
}

export const vswitchd: Template<{ userspace: boolean }> = {
  path: 'ovn/vswitchd.conf.liquid',
  format: 'text',
  schema: z.object({ userspace: z.boolean() }),
}

export const networksUnit: Template<{ script: string }> = {
  path: 'ovn/networks.service.liquid',
  format: 'text',
  schema: z.object({ script: z.string() }),
}

export interface NetworksScript {
  /** Whether the userspace datapath is used, which needs tunnels of its own. */
  readonly userspace: boolean
  readonly tunnel: string
  /** Empty: this machine has no card on the provider network. */
  readonly providerNic: string
}

export const networksScript: Template<NetworksScript> = {
  path: 'ovn/networks.sh.liquid',
  format: 'text',
  schema: z.object({
    userspace: z.boolean(),
    tunnel: z.ipv4(),
    /** As the kernel names network cards: up to 15 characters; empty for none. */
    providerNic: z.string().regex(/^[A-Za-z0-9_.:@-]{0,15}$/),
  }),
}
