/** Counts and lists as sentences have them. Pure. */

/** "1 step", "3 steps", "1,200 steps"; the plural may be irregular. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

/** The same, where a long list says only how many more there are. */
export function shortList(words: readonly string[], most = 4): string {
  return words.length <= most
    ? listed(words)
    : `${words.slice(0, most - 1).join(', ')} and ${words.length - most + 1} more`
}
