/** Security groups: what may reach an instance. Everything not allowed is dropped. */
import { z } from 'zod'
import { networkResource } from './networkResource.ts'
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
  })
  .transform((row) => ({
    id: row.id,
    direction: row.direction,
    family: row.ethertype,
    protocol: row.protocol ?? undefined,
    firstPort: row.port_range_min ?? undefined,
    lastPort: row.port_range_max ?? undefined,
    from: row.remote_ip_prefix ?? undefined,
    fromGroupId: row.remote_group_id ?? undefined,
  }))

export type SecurityGroupRule = z.output<typeof rule>

const group = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().default(''),
    project_id: z.string(),
    security_group_rules: z.array(rule).default([]),
  })
  .transform(({ project_id, security_group_rules, ...row }) => ({
    ...row,
    projectId: project_id,
    rules: security_group_rules,
  }))

export type SecurityGroup = z.output<typeof group>

export interface NewRule {
  readonly groupId: string
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  /** First and last port; both absent for icmp. */
  readonly ports?: readonly [first: number, last: number]
  /** CIDR. Default: from anywhere. */
  readonly from?: string
}

export function securityGroups(session: Session) {
  const { create, ...rest } = networkResource(session, {
    key: 'security_group',
    plural: 'security-groups',
    title: 'security group',
    schema: group,
  })
  const rules = networkResource(session, {
    key: 'security_group_rule',
    plural: 'security-group-rules',
    title: 'security group rule',
    schema: rule,
  })
  return {
    ...rest,
    create: (name: string, description = ''): Promise<SecurityGroup> => create({ name, description }),
    /** Lets traffic in. */
    allow: ({ groupId, protocol, ports, from }: NewRule): Promise<SecurityGroupRule> =>
      rules.create({
        security_group_id: groupId,
        direction: 'ingress',
        ethertype: 'IPv4',
        protocol,
        ...(ports === undefined ? {} : { port_range_min: ports[0], port_range_max: ports[1] }),
        ...(from === undefined ? {} : { remote_ip_prefix: from }),
      }),
    removeRule: rules.remove,
  }
}
