/** Quotas of Neutron: how many networks, ports, floating IPs … a project may have, and has. */
import { z } from 'zod'
import { path } from '../actions/apiCall.ts'
import type { Session } from './session.ts'

/** -1: no limit. */
const usage = z
  .object({ limit: z.int(), used: z.int(), reserved: z.int().default(0) })
  .transform(({ limit, used, reserved }) => ({ limit: limit < 0 ? undefined : limit, used: used + reserved }))

const details = z
  .object({
    quota: z.object({
      network: usage,
      subnet: usage,
      port: usage,
      router: usage,
      floatingip: usage,
      security_group: usage,
      security_group_rule: usage,
    }),
  })
  .transform(({ quota }) => ({
    networks: quota.network,
    subnets: quota.subnet,
    ports: quota.port,
    routers: quota.router,
    floatingIps: quota.floatingip,
    securityGroups: quota.security_group,
    securityGroupRules: quota.security_group_rule,
  }))

export type NetworkQuotas = z.output<typeof details>

export function networkQuotas(session: Session) {
  return {
    /** @param projectId default: the project logged in to; others are for administrators. */
    get: async (projectId?: string): Promise<NetworkQuotas> =>
      session.ask(
        {
          service: 'network',
          method: 'GET',
          path: path`/v2.0/quotas/${projectId ?? (await session.token()).project.id}/details.json`,
          attempted: 'Reading the network quotas',
        },
        details,
      ),
  }
}
