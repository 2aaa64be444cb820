/** Private keys the app keeps for instances, by key pair. They reach files, never the page. */
import { z } from 'zod'
import { ACTIONS } from '../../provisioner/actions/index.ts'
import { request } from './call.ts'
import { cloudId, ofCloud, path } from './names.ts'

/** A key pair whose private half is on this computer. */
export interface KeptKey {
  /** As Nova calls the pair. It is the same pair where the public keys are the same. */
  readonly name: string
  /** One line as in authorized_keys. */
  readonly publicKey: string
  /** Milliseconds since the epoch; absent for the one that belongs to the cloud itself. */
  readonly madeAt?: number
}

const { name } = ACTIONS['keypair.import'].input.shape
const ofKey = z.strictObject({ cloud: cloudId, name })

export const keys = {
  'keys.list': request<readonly KeptKey[]>()(ofCloud),
  /** Makes a pair here, keeps the private half sealed, and gives the cloud the public one. */
  'keys.create': request<KeptKey>()(ofKey),
  /** Writes the private key as a file of mode 0600; where there is one, only with `replace`. Gives its absolute path. */
  'keys.save': request<{ readonly file: string }>()(
    z.strictObject({ ...ofKey.shape, file: path, replace: z.boolean().default(false) }),
  ),
  /** Destroys the private key kept here; instances go on letting it in. */
  'keys.forget': request<null>()(ofKey),
}
