/** An error as a person reads it: what happened, what came back, what to try. Pure. */
import type { ErrorData } from '../../core/errors.ts'
import { indented, type Look, printable, wrap } from './text.ts'

export function errorText(error: ErrorData, { paint, columns }: Look): string {
  const parts = [wrap(printable(error.message), columns)]
  if (error.detail !== undefined && error.detail.trim() !== '')
    parts.push(paint('dim', indented(printable(error.detail), '    ')))
  if (error.remedy !== undefined)
    parts.push(`${paint('cyan', 'What to try:')}\n${wrap(printable(error.remedy), columns, '  ')}`)
  const [first = '', ...rest] = parts
  return [`${paint(['red', 'bold'], 'Error:')} ${first}`, ...rest].join('\n')
}
