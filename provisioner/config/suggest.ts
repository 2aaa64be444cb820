/** "Did you mean …?": the known word nearest to a mistyped one. */

/** The nearest of `known` when it is near enough to be what was meant. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: { readonly text: string; readonly distance: number } | undefined
  const typed = word.slice(0, 64).toLowerCase()
  for (const text of known) {
    const distance = editDistance(typed, text.toLowerCase())
    if (best === undefined || distance < best.distance) best = { text, distance }
  }
  return best !== undefined && best.distance <= Math.max(1, Math.floor(best.text.length / 3)) ? best.text : undefined
}

/** A sentence naming the nearest known word, or all of them. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearest(word, known)
  if (near !== undefined) return `Did you mean ${near}?`
  return known.length === 0 ? 'None is known here.' : `Known here: ${known.join(', ')}.`
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let cost = Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      row.push(cost)
    }
    before = previous
    previous = row
  }
  return previous[b.length] ?? 0
}
