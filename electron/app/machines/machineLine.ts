/** One line about a machine, taken apart: names and addresses in any order, or an ssh command. Pure. */

export const COLUMNS = ['name', 'address', 'user', 'port', 'key', 'jump'] as const
export type Column = (typeof COLUMNS)[number]
export type Fields = Partial<Record<Column, string>>

/** Undefined where no word can be an address, or there are too many. */
export function fieldsOf(words: readonly string[]): Fields | undefined {
  const [first = '', ...rest] = words
  if (first === 'ssh') return fromCommand(rest)
  const [address] = words
    .map((word, index) => ({ word, index, mark: likelihood(word) }))
    .sort((a, b) => b.mark - a.mark || b.index - a.index)
  if (address === undefined || address.mark === 0) return undefined
  // Of words that are all names, the second is the address: "compute-1 node1".
  const at = address.mark === 1 ? Math.min(1, words.length - 1) : address.index
  const others = words.filter((_, index) => index !== at)
  const port = others.find((word) => /^\d{1,5}$/.test(word))
  const [name, user, ...more] = others.filter((word) => word !== port)
  if (more.length > 0) return undefined
  return { ...given({ name, user, port }), ...place(words[at] ?? '') }
}

/** How much a word looks like an address: user@host, 10.0.0.1, node1.example.org, node1. */
function likelihood(word: string): number {
  if (word.includes('@') || word.startsWith('ssh://')) return 4
  if (/^\d+\.\d+\.\d+\.\d+(:\d+)?$/.test(word)) return 3
  if (/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?$/.test(word)) return 2
  return /^[A-Za-z_][\w-]*(:\d+)?$/.test(word) ? 1 : 0
}

/** Options of ssh(1) that have to do with the way, wherever they stand. */
const OPTIONS: Readonly<Record<string, Column>> = { p: 'port', l: 'user', i: 'key', J: 'jump' }
const WITH_VALUE = 'BbcDEeFIiJLlmOopQRSWw'

function fromCommand(words: readonly string[]): Fields | undefined {
  const fields: Fields = {}
  let target: string | undefined
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    const [, letter = '', joined = ''] = /^-([A-Za-z])(.*)$/.exec(word) ?? []
    if (letter === '') {
      target ??= word
      continue
    }
    if (!WITH_VALUE.includes(letter)) continue
    const value = joined === '' ? words[++index] : joined
    const column = OPTIONS[letter]
    if (column !== undefined && value !== undefined) fields[column] = value
  }
  return target === undefined ? undefined : { ...fields, ...place(target) }
}

/** user@host:port taken apart. */
export function place(text: string): Fields {
  const [, user, address, port] = /^(?:ssh:\/\/)?(?:([^@]*)@)?([^@]*?)(?::(\d{1,5}))?\/?$/.exec(text) ?? []
  return given({ user, address: address === '' ? undefined : (address ?? text), port })
}

function given(fields: { readonly [K in Column]?: string | undefined }): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
