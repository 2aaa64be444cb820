/** Practice: machines on this computer that look like a person's hardware. */
import { z } from 'zod'
import type { ErrorData } from '../../provisioner/core/errors.ts'
import { request, stream } from './call.ts'
import { labName } from './names.ts'

export interface PracticeView {
  /** What this computer lacks; empty where it can host practice machines. A remedy is a line to run, or a sentence. */
  readonly lacks: readonly { readonly what: string; readonly remedy: string; readonly canInstall: boolean }[]
  /** MiB of memory this computer could give. */
  readonly memory: number
  readonly labs: readonly string[]
}

export interface PracticeNow {
  readonly state: 'idle' | 'making' | 'removing' | 'failed'
  readonly title?: string
  readonly detail?: string
  readonly startedAt?: number
  readonly error?: ErrorData
  /** The cloud it was made for, once there is one. */
  readonly cloud?: string
}

export const practice = {
  'practice.read': request<PracticeView>()(z.strictObject({})),
  /**
   * Installs what can be installed, raises the machines and makes a cloud of them. Resolves at once. Without `machines`: of
   * those a lab of that name has already.
   */
  'practice.start': request<null>()(
    z.strictObject({ name: labName, machines: z.int().min(1).max(8).optional(), ready: z.boolean() }),
  ),
  /** Takes machines and all that is on them away. */
  'practice.remove': request<null>()(z.strictObject({ name: labName })),
}

export const practiceStreams = {
  'practice.follow': stream<PracticeNow>()(z.strictObject({})),
}
