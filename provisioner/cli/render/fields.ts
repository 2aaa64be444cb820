/** One thing's properties, a line each. Pure. */
import { type Look, pad, width } from './text.ts'

/** Pairs without a text are left out. */
export function fieldLines(pairs: readonly (readonly [string, string | undefined])[], { paint }: Look): string {
  const kept = pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined && pair[1] !== '')
  const wide = Math.max(...kept.map(([title]) => width(title)))
  return kept.map(([title, text]) => `${paint('dim', pad(title, wide))}  ${text}`).join('\n')
}
