/** How much a project may have, and has. */
import { z } from 'zod'
import type { ComputeLimits, ComputeQuotas, NetworkQuotas } from '../../provisioner/index.ts'
import { request } from './call.ts'
import { cloudId, ofCloud } from './names.ts'

export type { ComputeLimits, ComputeQuotas, NetworkQuotas } from '../../provisioner/index.ts'

export const quotas = {
  /** Of the project the app is logged in to. */
  'quotas.limits': request<{ readonly compute: ComputeLimits; readonly network: NetworkQuotas }>()(ofCloud),
  /** Of any project, for administrators. */
  'quotas.read': request<{ readonly compute: ComputeQuotas; readonly network: NetworkQuotas }>()(
    z.strictObject({ cloud: cloudId, project: z.string().min(1).max(64) }),
  ),
}
