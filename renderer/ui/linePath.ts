/** A line through values, as an SVG path. Pure. */

/** The points of a line through the values, newest at the right; gaps where nothing is known. For an SVG path. */
export function linePath(
  values: readonly (number | undefined)[],
  { width, height, most, places }: { width: number; height: number; most: number; places: number },
): string {
  const step = width / Math.max(1, places - 1)
  const first = places - values.length
  let path = ''
  let isDrawing = false
  values.forEach((value, index) => {
    if (value === undefined) {
      isDrawing = false
      return
    }
    const x = ((first + index) * step).toFixed(1)
    const y = (height - (Math.min(value, most) / Math.max(most, 1e-9)) * height).toFixed(1)
    path += `${isDrawing ? 'L' : 'M'}${x} ${y}`
    isDrawing = true
  })
  return path
}
