/** Who asks: a user of a project, proving itself with a password. */
import type { Secret } from '../core/secret.ts'

export interface Credentials {
  /** Keystone's address, like http://10.0.0.11:5000/v3 */
  readonly authUrl: string
  readonly region: string
  readonly user: string
  /** Domain of the user. Default: the domain with the id "default". */
  readonly userDomain?: string
  readonly project: string
  readonly projectDomain?: string
  readonly password: Secret
}
