/** The running cloud as a whole: who the app is there, and what was asked of its APIs. */
import { z } from 'zod'
import type { ErrorData } from '../../provisioner/core/errors.ts'
import type { SeenCall } from '../../provisioner/index.ts'
import { request } from './call.ts'
import type { CloudSummary } from './clouds.ts'
import { cloudId, line, ofCloud, path } from './names.ts'

/** A request the app has sent to an API, with neither headers nor bodies. */
export type { SeenCall } from '../../provisioner/index.ts'

/** Who the app is in this cloud. */
export interface Me {
  readonly user: { readonly id: string; readonly name: string }
  readonly project: { readonly id: string; readonly name: string }
  readonly roles: readonly string[]
  readonly isAdmin: boolean
  readonly authUrl: string
  /** Absent: the only one there is. */
  readonly region?: string
  /** Types in the catalogue: what this cloud has. */
  readonly services: readonly string[]
}

/** An entry of a clouds.yaml. */
export interface KnownCloud {
  /** The file it is in. */
  readonly file: string
  readonly entry: string
  readonly authUrl?: string
  readonly user?: string
  readonly project?: string
  readonly region?: string
  /** Why it cannot be used as it is. */
  readonly problem?: ErrorData
}

export const running = {
  'running.me': request<Me>()(ofCloud),
  /** The last ones, oldest first; those that look again and again are among them. */
  'running.calls': request<readonly SeenCall[]>()(ofCloud),
  /** Entries of the clouds.yaml files where OpenStack's tools look for them, or of one file. Nothing secret. */
  'running.known': request<readonly KnownCloud[]>()(z.strictObject({ file: path.optional() })),
  /** Adds a cloud that is there already: logs in once, then keeps its credentials sealed. `name`: its id in the list. */
  'running.connect': request<CloudSummary>()(z.strictObject({ name: cloudId, file: path, entry: line })),
}
