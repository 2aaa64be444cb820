/** Verify: the proofs that the cloud works, as they are made. */
import type { ErrorData } from '../../provisioner/core/errors.ts'
import type { Proof } from '../../provisioner/index.ts'
import { request, stream } from './call.ts'
import { ofCloud } from './names.ts'

export type { Proof }

export interface VerifyState {
  /** `done`: all that could be tried was tried, whatever the proofs say. `failed`: it could not be tried; `error` says why. */
  readonly state: 'never' | 'running' | 'stopping' | 'done' | 'failed'
  readonly startedAt?: number
  readonly endedAt?: number
  readonly proofs: readonly Proof[]
  /** The proof being made now. */
  readonly current?: { readonly id: string; readonly title: string; readonly at: number }
  /** Why it could not be tried at all. */
  readonly error?: ErrorData
}

export const verify = {
  'verify.start': request<null>()(ofCloud),
  /** What was made for the proofs is removed first. */
  'verify.stop': request<null>()(ofCloud),
}

export const verifyStreams = {
  'verify.follow': stream<VerifyState>()(ofCloud),
}
