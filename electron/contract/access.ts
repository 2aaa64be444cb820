/** Access: credentials and dashboard of a cloud. Secrets reach files and the clipboard, never the page. */
import { z } from 'zod'
import { request } from './call.ts'
import { cloudId, ofCloud, path } from './names.ts'

export interface AccessView {
  readonly authUrl: string
  readonly region: string
  readonly user: string
  /** Empty where an application credential says it itself. */
  readonly project: string
  /** Whether this computer has a clipboard the app can write to. */
  readonly clipboard: boolean
  /** The files with every secret masked, to be looked at. */
  readonly cloudsYaml: string
  readonly openrc: string
  /** The Terraform provider's block that uses the entry of clouds.yaml; nothing in it is secret. */
  readonly terraform: string
}

/** Another one than logged in to. */
const project = z.strictObject({ id: z.string().max(64), name: z.string().max(255) }).optional()

export const access = {
  'access.read': request<AccessView>()(z.strictObject({ cloud: cloudId, project })),
  /** Puts it, with its secrets, where other programs of this person find it. */
  'access.copy': request<null>()(
    z.strictObject({ cloud: cloudId, project, what: z.enum(['password', 'clouds.yaml', 'openrc', 'ssh-key']) }),
  ),
  /** Writes a file of mode 0600; where there is one, only with `replace`. Gives its absolute path. */
  'access.save': request<{ readonly file: string }>()(
    z.strictObject({
      cloud: cloudId,
      project,
      what: z.enum(['clouds.yaml', 'openrc', 'ssh-key']),
      file: path,
      replace: z.boolean().default(false),
    }),
  ),
  /** Opens a way to the dashboard through ssh, and the browser where there is one. */
  'access.horizon': request<{ readonly url: string }>()(ofCloud),
}
