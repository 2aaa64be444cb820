/** The table of phases that ends the demo: what took how long. Pure. */
import { table } from './table.ts'
import { duration, type Look } from './text.ts'

export interface Phase {
  readonly title: string
  /** Milliseconds. */
  readonly took: number
  readonly outcome: string
  /** What it consisted of; these overlap, so their times do not add up. */
  readonly parts?: readonly { readonly title: string; readonly took: number }[]
}

export function phasesText(phases: readonly Phase[], { paint }: Look): string {
  const rows = phases.flatMap((phase) => [
    [phase.title, duration(phase.took), phase.outcome],
    ...(phase.parts ?? []).map((part) => [paint('dim', `  ${part.title}`), paint('dim', duration(part.took)), '']),
  ])
  const total = phases.reduce((sum, phase) => sum + phase.took, 0)
  return table([['Phase', 'Time', ''], ...rows, [paint('bold', 'Together'), paint('bold', duration(total)), '']], {
    paint,
    right: [1],
  })
}
