/** What was asked to be done with a compute. */
import { useCallback, useState } from 'react'
import type { ComputeDeedId } from './deeds.ts'
import type { ComputeRow } from './rows.ts'

export interface ComputeDeeds {
  readonly asked: { readonly id: ComputeDeedId; readonly row: ComputeRow } | undefined
  readonly begin: (id: ComputeDeedId, row: ComputeRow) => void
  readonly close: () => void
}

export function useComputeDeeds(): ComputeDeeds {
  const [asked, setAsked] = useState<ComputeDeeds['asked']>()
  return {
    asked,
    begin: useCallback((id, row) => setAsked({ id, row }), []),
    close: useCallback(() => setAsked(undefined), []),
  }
}
