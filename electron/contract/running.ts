/** The running cloud as a whole: who the app is there, and what was asked of its APIs. */
import type { SeenCall } from '../../provisioner/index.ts'
import { request } from './call.ts'
import { ofCloud } from './names.ts'

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

export const running = {
  'running.me': request<Me>()(ofCloud),
  /** The last ones, oldest first; those that look again and again are among them. */
  'running.calls': request<readonly SeenCall[]>()(ofCloud),
}
