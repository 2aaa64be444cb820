/** Security groups: what may reach an instance. Everything not allowed is dropped. */
import { z } from 'zod'
import type { InputOfAction } from '../actions/index.ts'
import { moment } from './moment.ts'
import { networkResource } from './networkResource.ts'
import { checkAndPerform, perform } from './perform.ts'
import type { Session } from './session.ts'

const rule = z
  .object({
    id: z.string(),
    direction: z.enum(['ingress', 'egress']),
    ethertype: z.string(),
    protocol: z.string().nullable(),
    port_range_min: z.int().nullable(),
    port_range_max: z.int().nullable(),
    remote_ip_prefix: z.string().nullable(),
    remote_group_id: z.string().nullable(),
    remote_address_group_id: z.string().nullish(),
    description: z.string().nullish(),
  })
  .transform((row) => ({
    id: row.id,
    direction: row.direction,
    /** "IPv4" or "IPv6". */
    family: row.ethertype,
    /** tcp, udp, icmp … or a number; absent: any. */
    protocol: row.protocol ?? undefined,
    /** For icmp: the type, and the code in lastPort. */
    firstPort: row.port_range_min ?? undefined,
    lastPort: row.port_range_max ?? undefined,
    /** The other side as a CIDR: for egress, where to. */
    from: row.remote_ip_prefix ?? undefined,
    /** The other side as the ports of a security group. */
    fromGroupId: row.remote_group_id ?? undefined,
    fromAddressGroupId: row.remote_address_group_id ?? undefined,
    description: row.description ?? '',
  }))

export type SecurityGroupRule = z.output<typeof rule>

const group = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullish(),
    project_id: z.string(),
    stateful: z.boolean().default(true),
    shared: z.boolean().default(false),
    created_at: moment.nullish(),
    tags: z.array(z.string()).default([]),
    security_group_rules: z.array(rule).default([]),
  })
  .transform(({ project_id, security_group_rules, stateful, shared, created_at, description, ...row }) => ({
    ...row,
    description: description ?? '',
    projectId: project_id,
    /** Answers to what was let through pass by themselves. */
    isStateful: stateful,
    isShared: shared,
    createdAt: created_at ?? undefined,
    rules: security_group_rules,
  }))

export type SecurityGroup = z.output<typeof group>

export function securityGroups(session: Session) {
  const { get, list } = networkResource(session, {
    key: 'security_group',
    plural: 'security-groups',
    title: 'security group',
    schema: group,
  })
  return {
    get,
    list,
    /** @returns the new group's id */
    create: (wanted: InputOfAction<'securityGroup.create'>): Promise<string> =>
      checkAndPerform(session, 'securityGroup.create', wanted),
    /** @returns the new rule's id */
    allow: (wanted: InputOfAction<'securityGroupRule.create'>): Promise<string> =>
      checkAndPerform(session, 'securityGroupRule.create', wanted),
    removeRule: (id: string): Promise<null> => perform(session, 'securityGroupRule.delete', { id, name: '' }),
    remove: (id: string): Promise<null> => perform(session, 'securityGroup.delete', { id, name: '' }),
  }
}
