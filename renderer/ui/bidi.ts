/**
 * Text of unknown origin among our own words. Marks of direction in it (U+202E turns what follows around) must end where it
 * ends. Parts of the page use Name; this is for where only text goes: titles, labels, options, messages. Pure.
 */

const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'

/** The text in an isolate of its own; marks in it that would end the isolate early are left out. */
export function isolated(text: string): string {
  return `${FIRST_STRONG_ISOLATE}${withoutMarks(text)}${POP_ISOLATE}`
}

/** Without marks that embed, override or isolate: for whole sentences with names of unknown origin in them. */
export function withoutMarks(text: string): string {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
}

/** Whether a person sees anything of it. */
export function isVisible(text: string): boolean {
  return /[^\p{C}\p{Z}\p{M}]/u.test(text)
}
