/** A unified diff between a file on a machine and a rendered one, in which no secret of either side can be seen. */
import { createTwoFilesPatch } from 'diff'
import { MASK, mask, Secret } from '../core/secret.ts'
import type { Rendered } from '../core/template.ts'

/** Keys whose old value may be a secret this cloud never knew (an earlier installation's password, say). */
const SECRET_KEY =
  /^(\s*"?(?:[\w.-]*passw[\w.-]*|[\w.-]*secret[\w.-]*|[\w.-]*_token|private_key|(?:slave_)?connection|transport_url)"?\s*[=:]\s*)(.+)$/gim

/** `present` undefined: the file does not exist. */
export function fileDiff(path: string, present: string | undefined, rendered: Rendered): string {
  const whole = rendered.content instanceof Secret ? [rendered.content] : []
  const before = present === undefined ? '' : mask(present, whole).replace(SECRET_KEY, `$1${MASK}`)
  const after = rendered.shown.replace(SECRET_KEY, `$1${MASK}`)
  const from = present === undefined ? '/dev/null' : path
  const patch = createTwoFilesPatch(from, path, before, after, undefined, undefined, { context: 3 })
  return patch.slice(patch.indexOf('--- '))
}
