/** The identity of a cloud: who holds its secrets holds the cloud, whatever its cloud.yaml is called and wherever it lies. */
import { createHash } from 'node:crypto'
import { reveal } from '../core/secret.ts'
import type { Secrets } from './cloud.ts'

/** 32 hexadecimal digits, made once with the secrets and the same ever after. It tells nothing of them and may be shown. */
export function cloudId(secrets: Secrets): string {
  return createHash('sha256')
    .update(reveal(secrets.get('cloud/id')))
    .digest('hex')
    .slice(0, 32)
}
