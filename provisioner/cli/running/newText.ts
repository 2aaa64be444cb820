/** What a serial console has printed since it was read last. Nova gives its end only, and no place in it. Pure. */

interface NewText {
  readonly text: string
  /** Whether something in between is missing: more was printed than is kept, or the instance began anew. */
  readonly gap: boolean
}

/** @param before all that was given the last time */
export function newText(before: string, now: string): NewText {
  if (now.startsWith(before)) return { text: now.slice(before.length), gap: false }
  const same = overlap(before, now)
  return { text: now.slice(same), gap: same === 0 }
}

/** The length of the longest end of one text the other begins with, in time that grows with their lengths only. */
function overlap(before: string, now: string): number {
  // An end that is longer than the other text cannot fit.
  const end = before.slice(-now.length)
  const starts = new Int32Array(now.length)
  let fits = 0
  for (let at = 1; at < now.length; at += 1) {
    while (fits > 0 && now[at] !== now[fits]) fits = starts[fits - 1] ?? 0
    if (now[at] === now[fits]) fits += 1
    starts[at] = fits
  }
  fits = 0
  for (const [at, sign] of end.split('').entries()) {
    while (fits > 0 && (fits === now.length || now[fits] !== sign)) fits = starts[fits - 1] ?? 0
    if (now[fits] === sign) fits += 1
    if (fits === now.length && at < end.length - 1) fits = starts[fits - 1] ?? 0
  }
  return fits
}
