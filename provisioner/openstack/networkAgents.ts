/** Neutron's agents: OVN's controller and metadata agent on each machine, and whether they have been heard of lately. */
import { z } from 'zod'
import { moment } from './moment.ts'
import { networkResource } from './networkResource.ts'
import type { Session } from './session.ts'

const agent = z
  .object({
    id: z.string(),
    agent_type: z.string(),
    binary: z.string().default(''),
    host: z.string(),
    alive: z.boolean(),
    admin_state_up: z.boolean(),
    availability_zone: z.string().nullish(),
    description: z.string().nullish(),
    heartbeat_timestamp: moment.nullish(),
  })
  .transform(({ agent_type, admin_state_up, alive, availability_zone, heartbeat_timestamp, description, ...row }) => ({
    ...row,
    description: description ?? '',
    zone: availability_zone || undefined,
    /** When it was last heard of. */
    heardAt: heartbeat_timestamp ?? undefined,
    /** "OVN Controller agent", "OVN Controller Gateway agent", "OVN Metadata agent" … */
    type: agent_type,
    isAlive: alive,
    isEnabled: admin_state_up,
  }))

export type NetworkAgent = z.output<typeof agent>

export function networkAgents(session: Session) {
  const { list } = networkResource(session, { key: 'agent', plural: 'agents', title: 'network agent', schema: agent })
  return { list }
}
