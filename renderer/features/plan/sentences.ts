/** What a plan comes to, in sentences. Pure. */
import { count, listed, shortList } from '../../ui/words.ts'
import { kindText } from './kinds.ts'
import type { PlanTotals } from './planRows.ts'

/** One line for the title row. */
export function totalsText({ change, unknown, ok, unreadable }: PlanTotals): string {
  const parts = [
    ...(change > 0 ? [`${count(change, 'step')} would change something`] : []),
    ...(unknown > 0 ? [`${unknown} cannot be known yet`] : []),
    ...(ok > 0 ? [`${ok} ${ok === 1 ? 'is as it' : 'are as they'} should be`] : []),
    ...(unreadable.length > 0 ? [`${shortList(unreadable)} could not be read`] : []),
  ]
  return parts.length === 0 ? 'Nothing to do' : listed(parts)
}

/** What a person agrees to: which machines, and how much of what. */
export function deploySentence(totals: PlanTotals): string {
  const counts = totals.counts.map(kindText)
  const what = counts.length === 0 ? count(totals.change + totals.unknown, 'step') : listed(counts)
  return `This changes ${count(totals.machines.length, 'machine')} (${shortList(totals.machines, 8)}): ${what}.`
}
