/** User data as cloud-init reads it: what kind it is, where its YAML is wrong, and parts put into it. Pure. */
import { type Document, isMap, isSeq, parseDocument } from 'yaml'

export interface UserDataLook {
  /** What it is, in words; undefined where nothing was typed. */
  readonly kind: string | undefined
  /** Nothing is sent with it. */
  readonly problem?: string
  /** It may be meant so, and is sent. */
  readonly warning?: string
}

/** First lines cloud-init knows (https://docs.cloud-init.io/en/latest/explanation/format.html). */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^#cloud-config-archive\b/, 'A cloud-config archive'],
  [/^#cloud-config\s*$/, 'cloud-config'],
  [/^#!/, 'A script, run at the first start'],
  [/^#include(-once)?\b/, 'Addresses from which the rest is fetched'],
  [/^#cloud-boothook\b/, 'A script, run early at each start'],
  [/^#part-handler\b/, 'A part handler'],
  [/^## template: *jinja/, 'A Jinja template'],
  [/^(Content-Type: multipart|MIME-Version:|From )/i, 'Several parts as MIME'],
]

export function userDataLook(text: string): UserDataLook {
  if (text.trim() === '') return { kind: undefined }
  const [first = ''] = text.split('\n')
  const kind = KINDS.find(([pattern]) => pattern.test(first.trimEnd()))?.[1]
  if (kind === 'cloud-config') return { kind, ...yamlProblem(text) }
  if (kind !== undefined) return { kind }
  if (/^\s+#cloud-config/.test(text) || /^# +cloud-config/.test(first))
    return { kind: undefined, problem: 'The first line must be #cloud-config and nothing else.' }
  // Ignition, cloudbase-init and others read user data, too.
  return {
    kind: 'Not known to cloud-init',
    warning: 'cloud-init skips what begins neither with #cloud-config nor with #!. Other programs may read it.',
  }
}

function yamlProblem(text: string): Pick<UserDataLook, 'problem'> {
  const document = parseDocument(text, { prettyErrors: true })
  const [error] = document.errors
  if (error !== undefined) {
    const line = error.linePos?.[0].line
    const [words = ''] = error.message.replace(/ at line \d+, column \d+:?/, '').split('\n')
    return { problem: `${line === undefined ? '' : `Line ${line}: `}${words.replace(/:$/, '')}.`.replace(/\.\.$/, '.') }
  }
  if (document.contents === null) return {}
  if (!isMap(document.contents))
    return { problem: 'cloud-config is a list of keys with values, like "packages: [git]".' }
  return {}
}

/** Parts of a cloud-config by key. */
export type CloudConfigPart = Readonly<Record<string, unknown>>

/**
 * The text with the part in it: lists grow by what they lack, keys that are there already stay as they are. Comments and
 * order stay. Undefined where the text is no cloud-config one could put something into.
 */
export function withPart(text: string, part: CloudConfigPart): string | undefined {
  const start = text.trim() === '' ? '#cloud-config\n' : text
  const look = userDataLook(start)
  if (look.kind !== 'cloud-config' || look.problem !== undefined) return undefined
  const document: Document = parseDocument(start)
  if (!isMap(document.contents)) document.contents = document.createNode({})
  for (const [key, value] of Object.entries(part)) {
    const before = document.get(key)
    if (Array.isArray(value) && isSeq(before)) {
      const has = new Set((before.toJSON() as unknown[]).map((item) => JSON.stringify(item)))
      for (const item of value) if (!has.has(JSON.stringify(item))) before.add(document.createNode(item))
    } else if (before === undefined || before === null) document.set(key, document.createNode(value))
  }
  return document.toString({ lineWidth: 0 })
}
