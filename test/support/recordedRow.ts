/** Rows as the real services told them: what a stand-in tells has every field there is, and a test changes what it is about. */
import { readFileSync } from 'node:fs'

export type Row = Record<string, unknown>

interface Recorded {
  readonly exchanges: readonly { readonly request: string; readonly answer?: Readonly<Record<string, unknown>> }[]
}

/** Ids are others with each recording. */
const ID = /[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}/g

/**
 * @param file below test/recorded, without its ending: "network/lists"
 * @param request without host and query, ids as "ID": "GET /v2.0/networks/ID"
 * @param key in the answer; of a list its first row is taken. Absent: the answer itself
 */
export function recordedRow(file: string, request: string, key?: string): Row {
  const text = readFileSync(new URL(`../recorded/${file}.json`, import.meta.url), 'utf8')
  const { exchanges } = JSON.parse(text) as Recorded
  const plain = (line: string): string =>
    line
      .replace(/https?:\/\/[^/]+/, '')
      .replace(/\?.*$/, '')
      .replaceAll(ID, 'ID')
  const found = exchanges.find((one) => plain(one.request) === request && one.answer !== undefined)?.answer
  const value = key === undefined ? found : found?.[key]
  const row = Array.isArray(value) ? value[0] : value
  if (typeof row !== 'object' || row === null) throw new Error(`${file} has no answer to ${request}`)
  return structuredClone(row) as Row
}
