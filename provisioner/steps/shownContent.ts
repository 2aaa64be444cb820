/** What may be shown of a file's text: everything but secrets, this cloud's own and those of whoever was there before. */
import { MASK, mask, reveal, Secret } from '../core/secret.ts'
import type { Rendered } from '../core/template.ts'

/** Names under which configuration files keep secrets, whether this cloud ever knew them or not. */
const NAMES = [
  '[\\w.-]*pass(?:w[\\w.-]*|phrase[\\w.-]*)?',
  '[\\w.-]*secret[\\w.-]*',
  '[\\w.-]*token',
  '[\\w.-]*(?:access|api|auth|encryption|fixed|private)_?key',
  '(?:slave_|sql_)?connection',
  '[\\w.-]*transport_url',
]
/** "send_service_user_token = true" is a switch. */
const SWITCH = /^(?:true|false)$/i
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g
const MASKED_PAIR = new RegExp(`^\\s*["']?([\\w.-]+)["']?\\s*[=:]\\s*["']?${MASK}["']?,?$`)
/** scheme://user:password@host, whatever the name of the key before it. */
const URL_PASSWORD = /(:\/\/[^\s/:@]*:)\S+@/g

/** The new content, whose secrets are known: masked also where a template of the person's own wrote them out. */
export function shownWanted(rendered: Rendered): string {
  return maskedValues(rendered.shown, [])
}

/**
 * The content there is. Keys that hold a secret in the new content hold one in the old, and a file that is one secret
 * as a whole (a private key) was one before.
 */
export function shownPresent(present: string, rendered: Rendered): string {
  if (present === '') return ''
  if (rendered.shown.trim() === MASK) return `${MASK}\n`
  const known = secretsOf(rendered)
  return maskedValues(mask(present, known), keysOf(rendered))
}

/** Masks the value after each secret name to the end of its line, and the deeper indented lines that continue it. */
function maskedValues(text: string, keys: readonly string[]): string {
  const names = [...NAMES, ...keys.map((key) => literally(key))].join('|')
  const pair = new RegExp(`^(.*?(?<![\\w.-])["']?(?:${names})["']?\\s*[=:]\\s*)(.*)$`, 'i')
  let inside: number | undefined
  const lines = text.replaceAll(PRIVATE_KEY, MASK).split('\n')
  return lines
    .map((line) => {
      if (line.trim() === '') return line
      // The dash of a list's entry in YAML counts as indentation.
      const depth = /^\s*(?:-\s+)*/.exec(line)?.[0].length ?? 0
      if (inside !== undefined && depth > inside) return `${line.slice(0, depth)}${MASK}`
      const [, head, value = ''] = pair.exec(line) ?? []
      const secret = head !== undefined && !SWITCH.test(value)
      inside = secret ? depth : undefined
      if (!secret) return line.replaceAll(URL_PASSWORD, `$1${MASK}@`)
      return value === '' ? line : `${head}${MASK}`
    })
    .join('\n')
}

/** Keys whose whole value is masked. */
function keysOf({ shown }: Rendered): string[] {
  return shown.split('\n').flatMap((line) => MASKED_PAIR.exec(line)?.[1] ?? [])
}

/** The secrets in a rendered text, found by laying it beside the same text without them. */
function secretsOf({ content, shown }: Rendered): Secret[] {
  if (!(content instanceof Secret)) return []
  const lines = reveal(content).split('\n')
  const masked = shown.split('\n')
  if (lines.length !== masked.length) return [content]
  return masked.flatMap((line, index) => {
    if (!line.includes(MASK)) return []
    const shape = new RegExp(
      `^${line
        .split(MASK)
        .map((part) => literally(part))
        .join('(.*)')}$`,
    )
    return (shape.exec(lines[index] ?? '') ?? []).slice(1).map((text) => new Secret(text))
  })
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
