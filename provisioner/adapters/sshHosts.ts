/** Hosts a person has named in ~/.ssh/config. */

export interface SshHost {
  /** The alias ssh is called with. */
  readonly alias: string
  readonly host: string
  readonly user?: string
  readonly port?: number
  readonly key?: string
  readonly jump?: string
}
