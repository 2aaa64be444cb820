/** A benchmark's report: a table with its heading and remarks, and the bare figures behind it. Pure. */
import { table } from '../../provisioner/cli/render/table.ts'
import { painter } from '../../provisioner/cli/render/text.ts'

export interface Report {
  readonly title: string
  /** The first row is the heading. */
  readonly rows: readonly (readonly string[])[]
  /** How it was measured and what stands out, one sentence or more each. */
  readonly remarks: readonly string[]
  /** The same for programs. */
  readonly figures: unknown
}

export function reportText({ title, rows, remarks }: Report): string {
  const right = (rows[0] ?? []).map((_, column) => column).slice(1)
  const lines = remarks.map((remark) => `  ${remark}`)
  return [title, '', table(rows, { paint: painter(false), right, indent: '  ' }), '', ...lines, ''].join('\n')
}
