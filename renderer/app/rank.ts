/** How well a command answers what was typed: words at the start first, then starts of words, then letters in order. Pure. */

/** @returns 0 for no match; the higher the better, 1 at most */
export function rank(title: string, typed: string, words: readonly string[] = []): number {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return 1
  const own = score(title.toLowerCase(), wanted)
  const others = words.map((word) => score(word.toLowerCase(), wanted) * 0.9)
  return Math.max(own, ...others)
}

function score(text: string, wanted: string): number {
  if (text === wanted) return 1
  if (text.startsWith(wanted)) return 0.95
  const parts = text.split(/[^\p{L}\p{N}]+/u)
  const words = wanted.split(/\s+/)
  if (words.every((word) => parts.some((part) => part.startsWith(word)))) return 0.85
  // One or two letters within a word are in nearly every text.
  if (words.every((word) => word.length > 2 && text.includes(word))) return 0.6
  if (initials(parts).includes(wanted)) return 0.5
  return inOrder(text, wanted) ? 0.2 : 0
}

function initials(parts: readonly string[]): string {
  return parts.map((part) => part.slice(0, 1)).join('')
}

/** Whether all letters come one after the other; two letters say too little for that. */
function inOrder(text: string, wanted: string): boolean {
  if (wanted.length < 3) return false
  let from = 0
  for (const letter of wanted.replaceAll(' ', '')) {
    const at = text.indexOf(letter, from)
    if (at === -1) return false
    from = at + 1
  }
  return true
}
