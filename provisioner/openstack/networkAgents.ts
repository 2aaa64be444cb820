/** Neutron's agents: OVN's controller and metadata agent on each machine, and whether they have been heard of lately. */
import { z } from 'zod'
import { networkResource } from './networkResource.ts'
import type { Session } from './session.ts'

const agent = z
  .object({ id: z.string(), agent_type: z.string(), host: z.string(), alive: z.boolean(), admin_state_up: z.boolean() })
  .transform(({ agent_type, admin_state_up, alive, ...row }) => ({
    ...row,
    /** "OVN Controller agent", "OVN Controller Gateway agent", "OVN Metadata agent" … */
    type: agent_type,
    isAlive: alive,
    isEnabled: admin_state_up,
  }))

export function networkAgents(session: Session) {
  const { list } = networkResource(session, { key: 'agent', plural: 'agents', title: 'network agent', schema: agent })
  return { list }
}
