/** Questions the app has while it works: an unknown host key, a password that was not given. */
import { z } from 'zod'
import { request, stream } from './call.ts'
import { secretText } from './names.ts'

export type Question = { readonly id: string; readonly cloud: string; readonly machine: string } & (
  | {
      readonly kind: 'host-key'
      readonly host: string
      readonly port: number
      readonly keyType: string
      /** SHA256:… as `ssh-keygen -l` prints it. */
      readonly fingerprint: string
      /** What shows the same on the machine itself. */
      readonly command: string
      /** Why to look twice, where there is a reason. */
      readonly warning?: string
    }
  | {
      readonly kind: 'password'
      readonly purpose: 'login' | 'sudo'
      readonly user: string
      readonly host: string
      /** The person chose a password: no key was tried. */
      readonly chosen?: true
    }
  | {
      readonly kind: 'passphrase'
      readonly path: string
      /** It is used once and cannot be kept. */
      readonly once?: true
    }
)

export const questions = {
  /** A yes, a text, or neither: the person does not want to say. `keep` stores the text encrypted. */
  'questions.answer': request<null>()(
    z.strictObject({
      id: z.string().max(64),
      answer: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('yes') }),
        z.strictObject({ kind: z.literal('text'), text: secretText, keep: z.boolean() }),
        z.strictObject({ kind: z.literal('no') }),
      ]),
    }),
  ),
}

export const questionStreams = {
  /** Those that are open, oldest first. */
  'questions.follow': stream<readonly Question[]>()(z.strictObject({})),
}
