/** Counts and lists as sentences have them. Pure. */

/** "1 step", "3 steps". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  return words.length <= 1 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** The same, where a long list says only how many more there are. */
export function shortList(words: readonly string[], most = 4): string {
  return words.length <= most
    ? listed(words)
    : `${words.slice(0, most - 1).join(', ')} and ${words.length - most + 1} more`
}

/** "just now", "4 min ago", "3 h ago", "2 days ago". */
export function ago(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ago`
  return `${Math.floor(minutes / (24 * 60))} days ago`
}
