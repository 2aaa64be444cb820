/** Check: the preflight as a matrix of machines and subjects. */
import { z } from 'zod'
import type { Finding } from '../../provisioner/index.ts'
import { request, stream } from './call.ts'
import { cloudId, machineName, ofCloud } from './names.ts'

export type { Finding }

export interface PreflightState {
  /** Rows in order; a finding's id is a subject's, or begins with it and "/". */
  readonly subjects: readonly { readonly id: string; readonly title: string }[]
  readonly findings: readonly Finding[]
  /** Machines being looked at now. */
  readonly running: readonly string[]
  /** When it was last looked at, by machine; milliseconds since the epoch. */
  readonly at: Readonly<Record<string, number>>
  /** Whether cloud.yaml was changed since: the findings may no longer hold. */
  readonly stale: boolean
}

export const preflight = {
  /** Looks at all machines, or keeps what is known of the others. Resolves when done. */
  'preflight.run': request<null>()(z.strictObject({ cloud: cloudId, machines: z.array(machineName).optional() })),
}

export const preflightStreams = {
  'preflight.follow': stream<PreflightState>()(ofCloud),
}
