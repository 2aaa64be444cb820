/** Which rows of the matrix are drawn. Pure. */

/**
 * @param inView rows in and around what is seen
 * @param held rows that stay wherever one scrolls: that of the tab stop, that of the focus; others than 0 … count - 1 are none
 * @returns in order, each once
 */
export function drawnRows(inView: readonly number[], held: readonly number[], count: number): number[] {
  const kept = held.filter((row) => row >= 0 && row < count)
  return [...new Set([...inView, ...kept])].sort((a, b) => a - b)
}
