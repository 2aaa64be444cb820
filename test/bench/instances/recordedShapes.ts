/** Answers of real services, recorded from a lab, as the shape of what the stand-in for a large cloud answers. */
import { readRecorded } from '../../support/record/recordedFiles.ts'

type Answer = Readonly<Record<string, unknown>>

/** The first row that was recorded in answers to a listing. Throws where there is none. @param path how its address ends */
export function recordedRow(passage: string, path: string, key: string): Answer {
  const [row] = answersTo(passage, path).flatMap((answer) => rowsOf(answer, key))
  return row ?? missing(passage, path)
}

export function recordedAnswer(passage: string, path: string): Answer {
  return answersTo(passage, path)[0] ?? missing(passage, path)
}

function answersTo(passage: string, path: string): readonly Answer[] {
  return readRecorded(passage)
    .exchanges.filter(({ request }) => request.startsWith('GET ') && isAt(request, path))
    .map(({ answer }) => answer as Answer)
}

/** Without the query. */
function isAt(request: string, path: string): boolean {
  return request.split('?', 1)[0]?.endsWith(path) === true
}

function rowsOf(answer: Answer, key: string): readonly Answer[] {
  const rows = answer[key]
  return Array.isArray(rows) ? rows : []
}

function missing(passage: string, path: string): never {
  throw new Error(`Nothing was recorded of ${path} in ${passage}.`)
}
