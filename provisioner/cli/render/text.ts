/** Text for a terminal: widths, wrapping, cutting, durations and counts. Pure. */
import { stripVTControlCharacters, styleText } from 'node:util'

export { count, listed } from '../../core/words.ts'

/** A colour or weight, or several of them. */
export type Format = Parameters<typeof styleText>[0]

/** Puts a colour or weight on a text, or leaves it alone where colours are off. */
export type Paint = (format: Format, text: string) => string

export function painter(colours: boolean): Paint {
  if (!colours) return (_format, text) => text
  return (format, text) => styleText(format, text, { validateStream: false })
}

/** How renderers look: colours or none, and the columns of the terminal. */
export interface Look {
  readonly paint: Paint
  readonly columns: number
}

/** Columns a text takes, colours not counted. */
export function width(text: string): number {
  return [...stripVTControlCharacters(text)].length
}

/** Fills up with spaces to a width, colours not counted. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)))
}

/** Cuts an unpainted text to a width, with an ellipsis where something is missing. */
export function clip(text: string, columns: number): string {
  const letters = [...text]
  return letters.length <= columns ? text : `${letters.slice(0, Math.max(0, columns - 1)).join('')}…`
}

/** Breaks prose at spaces; every line begins with the indent. Words longer than a line stand alone. */
export function wrap(text: string, columns: number, indent = ''): string {
  const room = Math.max(20, columns - indent.length)
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(' ')) {
      if (line !== '' && width(line) + 1 + width(word) > room) {
        lines.push(line)
        line = word
      } else line = line === '' ? word : `${line} ${word}`
    }
    lines.push(line)
  }
  return lines.map((line) => `${indent}${line}`.trimEnd()).join('\n')
}

/** Every line with the indent before it. */
export function indented(text: string, indent: string): string {
  return text
    .split('\n')
    .map((line) => `${indent}${line}`.trimEnd())
    .join('\n')
}

/** What a machine printed, made harmless for a terminal: no escape sequences, no control characters but line ends and tabs. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
}

/** Signs that are not seen, or turn the direction of what is: \p{Cf} has the marks and overrides of writing from right to left. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu

/** A name somebody gave, as it may stand in a line: what cannot be seen is written as its code, and nothing is hidden. */
export function shownName(name: string): string {
  return name.replaceAll(UNSEEN, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`)
}

/** Milliseconds in words: 0.4 s, 42 s, 2 min 05 s, 1 h 02 min. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const two = (value: number): string => String(value).padStart(2, '0')
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`
}

/** Bytes as disks are counted: 512 B, 21.4 MiB, 2 GiB. */
export function bytes(number: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  const power = number < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(number) / 10))
  return `${Math.round((number / 1024 ** power) * 10) / 10} ${units[power]}`
}
