/** A unified diff between a file on a machine and a rendered one, in which no secret of either side can be seen. */
import { createTwoFilesPatch } from 'diff'
import type { Rendered } from '../core/template.ts'
import { shownPresent, shownWanted } from './shownContent.ts'

/** `present` undefined: the file does not exist. */
export function fileDiff(path: string, present: string | undefined, rendered: Rendered): string {
  const before = present === undefined ? '' : shownPresent(present, rendered)
  const from = present === undefined ? '/dev/null' : path
  const patch = createTwoFilesPatch(from, path, before, shownWanted(rendered), undefined, undefined, { context: 3 })
  return patch.slice(patch.indexOf('--- '))
}
