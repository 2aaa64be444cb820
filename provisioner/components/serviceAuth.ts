/** What shared/keystoneAuthtoken.liquid takes: how a service checks the tokens of those who call it. */
import { z } from 'zod'
import { secretValue } from './secretValue.ts'

export const serviceAuthSchema = z.object({
  keystoneUrl: z.url(),
  memcached: z.string(),
  region: z.string(),
  user: z.string(),
  password: secretValue,
})

export type ServiceAuth = z.output<typeof serviceAuthSchema>
