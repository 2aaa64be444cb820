/** Application credentials: made, and their secret put where programs find it at once, because it is told only once. */
import { z } from 'zod'
import { ACTIONS } from '../../provisioner/actions/index.ts'
import { request } from './call.ts'
import { cloudId, path } from './names.ts'

export interface NewAppCredential {
  readonly id: string
  /** Absolute path of the file that holds its secret; absent where it is on the clipboard. */
  readonly file?: string
  /** The Terraform provider's block that uses the entry of clouds.yaml; nothing in it is secret. */
  readonly terraform: string
}

export const appCredentials = {
  /** For the user the app is. Where the secret cannot be put away, the credential is deleted again. */
  'appCredentials.create': request<NewAppCredential>()(
    z.strictObject({
      ...ACTIONS['applicationCredential.create'].input.omit({ userId: true }).shape,
      cloud: cloudId,
      /** Another one than logged in to. */
      project: z.strictObject({ id: z.string().max(64), name: z.string().max(255) }).optional(),
      form: z.enum(['clouds.yaml', 'openrc']),
      to: z.discriminatedUnion('kind', [
        /** Mode 0600. */
        z.strictObject({ kind: z.literal('file'), file: path, replace: z.boolean().default(false) }),
        z.strictObject({ kind: z.literal('clipboard') }),
      ]),
    }),
  ),
}
