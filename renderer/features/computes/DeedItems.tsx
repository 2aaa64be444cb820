/** The items of a compute's menu: what is possible, and what is not now with the reason. */
import { DeedItem } from '../../ui/DeedItem.tsx'
import { COMPUTE_DEEDS, computeVerdict, verbOf } from './deeds.ts'
import type { ComputeRow } from './rows.ts'
import type { ComputeDeeds } from './useComputeDeeds.ts'

export function DeedItems({ deeds, row }: { readonly deeds: ComputeDeeds; readonly row: ComputeRow }) {
  return COMPUTE_DEEDS.map((deed) => {
    const verdict = computeVerdict(deed.id, row)
    if (verdict === undefined) return undefined
    return (
      <DeedItem
        key={deed.id}
        verb={verbOf(deed, row)}
        danger={deed.danger}
        why={verdict.why}
        onDo={() => deeds.begin(deed.id, row)}
      />
    )
  })
}
