/** Key pairs: public keys that instances let in. Private keys never come here. */
import { z } from 'zod'
import { action } from './action.ts'
import { path } from './apiCall.ts'
import { COMPUTE } from './compute.ts'
import { target } from './fields.ts'
import { operand } from './words.ts'

/** A line of authorized_keys: kind, key, and a comment or none (sshd(8), AUTHORIZED_KEYS FILE FORMAT). */
const publicKey = z
  .string()
  .trim()
  .max(16_384)
  .regex(
    /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) [A-Za-z0-9+/]+={0,3}( [^\r\n]*)?$/,
    'That is not a public key: it is one line that begins like "ssh-ed25519".',
  )

const keypairName = z
  .string()
  .trim()
  .min(1, 'A name is needed.')
  .max(255, '255 characters at most.')
  .regex(/^[A-Za-z0-9 _\-@.]+$/, 'Letters, digits, spaces and - _ @ . only.')

export const keypairActions = {
  'keypair.import': action({
    input: z.strictObject({ name: keypairName, publicKey }),
    role: 'reader',
    attempted: (wanted) => `Storing the key pair ${wanted.name}`,
    calls: ({ name, publicKey }) => [
      {
        ...COMPUTE,
        method: 'POST',
        path: '/os-keypairs',
        body: { keypair: { name, type: 'ssh', public_key: publicKey } },
      },
    ],
    // The command reads the key from a file only.
    commands: ({ name }) => [['openstack', 'keypair', 'create', '--public-key', 'id.pub', ...operand(name)]],
    terraform: ({ name, publicKey }) => [
      { type: 'openstack_compute_keypair_v2', name, attributes: { name, public_key: publicKey } },
    ],
  }),
  'keypair.delete': action({
    input: target,
    role: 'reader',
    attempted: (keypair) => `Deleting the key pair ${keypair.name}`,
    calls: ({ id }) => [{ ...COMPUTE, method: 'DELETE', path: path`/os-keypairs/${id}` }],
    commands: ({ id }) => [['openstack', 'keypair', 'delete', ...operand(id)]],
  }),
}
