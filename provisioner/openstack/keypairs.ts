/** Key pairs: public keys instances let in. */
import { z } from 'zod'
import { COMPUTE } from '../actions/compute.ts'
import { checkAndPerform, perform } from './perform.ts'
import type { Session } from './session.ts'

const keypair = z
  .object({ name: z.string(), type: z.string().default('ssh'), public_key: z.string(), fingerprint: z.string() })
  .transform(({ public_key, ...row }) => ({
    ...row,
    /** Its name: Nova has no other. */ id: row.name,
    publicKey: public_key,
  }))

export type Keypair = z.output<typeof keypair>

/** Nova wraps each row once more: {"keypairs": [{"keypair": {…}}]}. */
const wrapped = z.object({ keypair }).transform((row) => row.keypair)

export function keypairs(session: Session) {
  return {
    list: (): Promise<Keypair[]> =>
      session.list(
        { ...COMPUTE, method: 'GET', path: '/os-keypairs', attempted: 'Listing the key pairs' },
        'keypairs',
        wrapped,
      ),
    /** Public keys only: Nova 2.92 and later make none themselves, and a private key belongs to its owner alone. */
    create: async (name: string, publicKey: string): Promise<void> => {
      await checkAndPerform(session, 'keypair.import', { name, publicKey })
    },
    /** What is gone already counts as done. */
    remove: async (name: string): Promise<void> => {
      await perform(session, 'keypair.delete', { id: name, name })
    },
  }
}
