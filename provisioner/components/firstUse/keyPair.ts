/** The key pair instances are reached with over ssh: Nova keeps the public half for the administrator. */
import { z } from 'zod'
import type { Secrets } from '../../config/cloud.ts'
import type { Read } from '../../core/fact.ts'
import type { Step } from '../../core/step.ts'
import { type ApiAccess, apiState } from '../../facts/api.ts'
import { apiObjects } from '../../steps/apiObjects.ts'
import { accessKey, KEY_NAME } from './accessKey.ts'

const PATH = `/os-keypairs/${KEY_NAME}`
const SUBJECT = `key pair ${KEY_NAME}`
const stored = z.object({ keypair: z.object({ public_key: z.string() }) })

/** Nova changes no key pair: one of another key is deleted first, then ours is stored. */
export function keyPair(machine: string, access: ApiAccess, secrets: Secrets): Step[] {
  const { publicKey } = accessKey(secrets)
  const fact = apiState(access, 'compute', PATH)
  const state = (read: Read): 'absent' | 'ours' | 'other' => {
    const answer = read(fact)
    if (answer === undefined) return 'absent'
    return keyOf(stored.parse(answer).keypair.public_key) === keyOf(publicKey) ? 'ours' : 'other'
  }
  const base = { machine, access, reads: [fact] }
  const outdated = apiObjects({
    ...base,
    id: `first-use/key-pair-outdated@${machine}`,
    title: 'Delete the key pair of another key',
    explains: 'Instances would let in the owner of a key that this cloud.yaml does not hold.',
    subjects: [],
    missing: (read) =>
      state(read) === 'other'
        ? [
            {
              operation: 'delete',
              subject: SUBJECT,
              summary: 'its key is another',
              request: { service: 'compute', method: 'DELETE', path: PATH },
            },
          ]
        : [],
  })
  const created = apiObjects({
    ...base,
    id: `first-use/key-pair@${machine}`,
    title: 'Store the key pair',
    explains:
      'An instance started with this key pair lets you in over ssh; "stackstead export key" gives the private key.',
    subjects: [SUBJECT],
    missing: (read) => {
      if (state(read) === 'ours') return []
      const body = { keypair: { name: KEY_NAME, public_key: publicKey } }
      const request = { service: 'compute', method: 'POST', path: '/os-keypairs', body } as const
      return [{ operation: 'create', subject: SUBJECT, request }]
    },
  })
  return [outdated, created]
}

/** Type and key, without the comment. */
function keyOf(line: string): string {
  return line.trim().split(/\s+/).slice(0, 2).join(' ')
}
