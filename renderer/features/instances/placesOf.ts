/** Where a word is in a text, whatever its case. Pure. */

/** More are not marked: nobody walks through them. */
const MOST = 1000

export function placesOf(text: string, word: string): readonly number[] {
  if (word === '') return []
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const places: number[] = []
  for (const { index } of text.matchAll(new RegExp(literal, 'gi'))) {
    places.push(index)
    if (places.length === MOST) break
  }
  return places
}
